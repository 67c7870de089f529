"""One portal for all tests of this folder, and browsers signed in to it.

Where the machine has no Chromium the tests are skipped, and pytest says why. PORTAL_PORT=8000 takes
the portal that `make run` holds in this checkout instead of one of our own: quicker to try a test,
but it leaves its sessions behind.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.people import People
from tests.browser.portal import Portal
from tests.chromium import CHROMIUM
from tests.setup.conftest import LEFT_OUT, ROOT, free_port


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of this folder, with the reason, where there is no Chromium."""
    here = os.path.dirname(__file__)
    for item in items:
        if CHROMIUM is None and str(item.path).startswith(here):
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


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal with the sample province, started once."""
    if port := os.environ.get("PORTAL_PORT"):
        yield Portal(ROOT, int(port))
        return
    folder = tmp_path_factory.mktemp("browser") / "checkout"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    (folder / "static" / "vendor").symlink_to((ROOT / "static" / "vendor").resolve())
    place = Portal(folder, free_port())
    try:
        place.start()
        yield place
    finally:
        for launcher in place.launchers:
            launcher.terminate()
            launcher.wait()
        for process_id in place.processes():
            os.kill(process_id, signal.SIGKILL)
        place.postgres.stop()
        place.valkey.stop()


@pytest.fixture(scope="session")
def people(portal: Portal, browser: Browser) -> Iterator[People]:
    """The accounts of the sample province, each with a browser of its own."""
    with People(portal, browser) as everybody:
        yield everybody
