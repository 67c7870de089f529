"""Rows of the pages of files. Who may read a file is said by the record that holds it."""

from __future__ import annotations

import io

from hdnd_portal.accounts.roles import Role
from hdnd_portal.documents.services import store_upload
from tests.documents import material
from tests.route_cases import HIDDEN, Case, Made, World


def file_of_no_record(world: World) -> Made:
    """A stored file that no record holds: closed to everybody."""
    clerk = world.user(Role.CLERK)
    data = io.BytesIO(material.pdf(1))
    version = store_upload(world.council, data=data, name="Tờ trình.pdf", by=clerk)
    return Made(kwargs={"version": version.pk})


CASES = [
    Case("documents:version", state="held by no record", make=file_of_no_record, closed=HIDDEN),
    Case(
        "documents:sign_version", state="held by no record", make=file_of_no_record, closed=HIDDEN
    ),
]
WITHOUT_PERMISSION = {
    "documents:signed_version": (
        "the link is signed for one user and ten minutes; that user's right is asked again"
    ),
}
