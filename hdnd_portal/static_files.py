"""Which of our static files a browser may ask for."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class PortalStaticFilesConfig(StaticFilesConfig):
    """Django's app, without the six thousand icons: pages carry theirs inside, read from disk."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "vendor/tabler/icons/*", "made-from"]
