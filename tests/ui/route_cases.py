"""Rows of the frame's own pages."""

from hdnd_portal.accounts.roles import Role
from tests.route_cases import OK, Case

CASES = [Case("ui:gallery", roles={Role.ADMIN}, elsewhere=OK)]
WITHOUT_PERMISSION = {
    "ui:preferences": "text size, colours and language in cookies; touches no record",
}
