"""A council with its office."""

from tests.office import council, make_user, officer, other_council  # noqa: F401 -- fixtures
