"""Where the machine has its Chromium: one answer for all tests that open a browser."""

import shutil

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
