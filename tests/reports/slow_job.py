"""A job of the tests: thirty letters, each a moment's work. Loaded by the test's worker, too."""

import time

from hdnd_portal.council.models import Council
from hdnd_portal.notices import send
from hdnd_portal.reports.jobs import RunningJob, job

LETTERS = 30


@job("tests.write_letters", title="Viết thư thử")
def write_letters(running: RunningJob, *, council_key: int) -> str:
    """Written as every handler must be: started again, it goes on where it was."""
    record = Council.objects.get(pk=council_key)
    for index in range(LETTERS):
        send.email(
            "tests.letter",
            address=f"khach{index}@example.vn",
            name="Khách",
            subject="Thư",
            body="Thư thử.",
            about=record,
            key=f"tests:{running.job.pk}:{index}",
        )
        time.sleep(0.1)
        running.step(index + 1, LETTERS)
    return f"Đã viết {LETTERS} thư."
