"""A session with two items, an agency, a Ban and an office, for the tests of dossiers."""

import io
from dataclasses import dataclass

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Agency, Body
from sessions.dossier_parts import PartKind
from sessions.models import AgendaItem, CouncilSession, DossierPart, PartSubmission
from sessions.services import dossiers, requesting
from sessions.services.requesting import PartRequest
from tests.documents import material
from tests.factories import (
    AgencyFactory,
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    UserFactory,
)


@dataclass
class Scene:
    """Who and what takes part."""

    session: CouncilSession
    agency: Agency
    other_agency: Agency
    ban: Body
    resolution: AgendaItem
    report: AgendaItem
    officer: User
    agency_user: User
    other_agency_user: User
    ban_leader: User
    delegate: User
    admin: User

    def part(self, kind: str = "submission", item: AgendaItem | None = None) -> DossierPart:
        """The part of the kind."""
        return DossierPart.objects.get(kind=kind, dossier__item=item or self.resolution)


def scene() -> Scene:
    """The session on 8 December 2026; nothing is asked for yet."""
    session = CouncilSessionFactory()
    council = session.council
    agency, other = AgencyFactory.create_batch(2, council=council)
    ban = BodyFactory(term=session.term)

    def user(role: str, **scope: object) -> User:
        return UserFactory(role=role, role__council=council, **scope)

    return Scene(
        session=session,
        agency=agency,
        other_agency=other,
        ban=ban,
        resolution=AgendaItemFactory(
            session=session,
            title="Nghị quyết về dự toán ngân sách năm 2027",
            kind="resolution",
            number="1",
            presenter=agency,
            verifying_body=ban,
            needs_resolution=True,
        ),
        report=AgendaItemFactory(
            session=session, title="Báo cáo công tác năm 2026", number="2", presenter=other
        ),
        officer=user("officer"),
        agency_user=user("agency", role__agency=agency),
        other_agency_user=user("agency", role__agency=other),
        ban_leader=user("committee_leader", role__body=ban),
        delegate=user("delegate"),
        admin=user("admin"),
    )


def requested() -> Scene:
    """The same, with both dossiers asked for."""
    made = scene()
    on = made.session.opening_on
    requesting.request_dossier(
        made.resolution,
        [
            PartRequest(PartKind.SUBMISSION, agency=made.agency),
            PartRequest(PartKind.ANNEX, agency=made.agency, is_required=False),
            PartRequest(PartKind.VERIFICATION, body=made.ban),
        ],
        by=made.officer,
        on=on,
    )
    requesting.request_dossier(
        made.report,
        [PartRequest(PartKind.REPORT, agency=made.other_agency)],
        by=made.officer,
        on=on,
    )
    return made


def put(
    part: DossierPart, by: User, *, pages: int = 2, name: str = "Tờ trình.pdf", **more: object
) -> object:
    """Put a PDF of so many pages into the part."""
    content = io.BytesIO(material.pdf(pages, text=f"of part {part.pk}"))
    return dossiers.add_file(part, data=content, name=name, by=by, **more)


def handed_in(part: DossierPart, by: User, *, pages: int = 2) -> PartSubmission:
    """Put a file into the part and hand it in."""
    put(part, by, pages=pages)
    return dossiers.submit_part(part, by=by)


def received(part: DossierPart, by: User, officer: User, *, pages: int = 2) -> PartSubmission:
    """Hand the part in and receive it."""
    submission = handed_in(part, by, pages=pages)
    return dossiers.receive_submission(submission, by=officer)


def complete() -> Scene:
    """Every required part received."""
    made = requested()
    received(made.part("submission"), made.agency_user, made.officer)
    received(made.part("verification"), made.ban_leader, made.officer, pages=1)
    report = made.part("report", made.report)
    received(report, made.other_agency_user, made.officer, pages=3)
    return made
