"""One portal for all tests of this folder, and browsers signed in to it.

Where the machine has no Chromium the tests are skipped, and pytest says why. PORTAL_PORT=8000 takes
the portal that `make run` holds in this checkout instead of one of our own: quicker to try a test,
but it leaves its sessions behind.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.browser.people import People
from tests.browser.portal import Portal
from tests.chromium import CHROMIUM
from tests.setup.conftest import LEFT_OUT, ROOT, free_port

HERE = Path(__file__).parent
# Each of its pages is looked at for itself, by whichever process is free.
ANYWHERE = "tests/browser/test_every_page.py"
# Those that need a database of their own, made once for all of them, and no portal.
ALONE = "tests/browser/test_recording.py"
# How long a portal may take to stop.
STOP_SECONDS = 60


class Scheduling(LoadFileScheduling):
    """Who of the processes gets what: a file goes to one, the pages to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        scope: str = super()._split_scope(nodeid)
        if scope == ANYWHERE:
            return nodeid
        return scope if scope.startswith("tests/browser/") and scope != ALONE else "others"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """In place of the one that `--dist` names."""
    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of this folder, with the reason, where there is no Chromium."""
    for item in items:
        if CHROMIUM is None and item.path.is_relative_to(HERE):
            item.add_marker(
                pytest.mark.skip(reason="no Chromium on this machine: apt-get install chromium")
            )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's Chromium, with nothing fetched behind our back."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which the portal has been started once and stopped: with the sample province.

    The first of the processes makes it, which takes more than a minute; the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "prepared"
    with (shared / "prepared.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():
            return folder
        making = shared / "preparing"
        shutil.rmtree(making, ignore_errors=True)
        shutil.copytree(ROOT, making, ignore=LEFT_OUT)
        (making / ".venv").symlink_to((ROOT / ".venv").resolve())
        (making / "static" / "vendor").symlink_to((ROOT / "static" / "vendor").resolve())
        place = Portal(making, free_port())
        try:
            launcher = place.start()
            launcher.terminate()
            launcher.wait(timeout=STOP_SECONDS)
        finally:
            end(place)
        making.rename(folder)
    return folder


def end(place: Portal) -> None:
    """Stop whatever of it still runs."""
    for launcher in place.launchers:
        launcher.terminate()
        launcher.wait()
    for process_id in place.processes():
        os.kill(process_id, signal.SIGKILL)
    place.postgres.stop()
    place.valkey.stop()


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal with the sample province, started once."""
    if port := os.environ.get("PORTAL_PORT"):
        yield Portal(ROOT, int(port))
        return
    folder = tmp_path_factory.mktemp("browser") / "checkout"
    # With its owners: PostgreSQL has a user of its own where we are root.
    subprocess.run(["/bin/cp", "-a", str(prepared(tmp_path_factory)), str(folder)], check=True)
    place = Portal(folder, free_port())
    try:
        place.start()
        yield place
    finally:
        end(place)


@pytest.fixture(scope="session")
def people(portal: Portal, browser: Browser) -> Iterator[People]:
    """The accounts of the sample province, each with a browser of its own."""
    with People(portal, browser) as everybody:
        yield everybody
