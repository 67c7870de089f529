"""Rows of the pages of commitments: whoever owes one, whoever checks it."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.commitments.escalation import StepKind
from hdnd_portal.commitments.labels import LinkKind
from hdnd_portal.commitments.models import Commitment, CommitmentLink
from hdnd_portal.commitments.services import escalating, replying
from hdnd_portal.commitments.services.spot_checks import draw_spot_check
from hdnd_portal.commitments.workflow import Claim, Stage
from tests.commitments.tables import brought, table_of
from tests.commitments.tables import upload as brought_file
from tests.documents import material
from tests.factories import BodyFactory, CommitmentFactory, MandateFactory, MembershipFactory
from tests.route_cases import HIDDEN, OK, REDIRECT, Case, Machine, Made, World

MANAGERS = {Role.OFFICER, Role.OFFICE_HEAD}
CHECKERS = MANAGERS | {Role.STANDING_COMMITTEE, Role.CHAIR}
DECIDING = CHECKERS - {Role.OFFICER}
DRAWING = CHECKERS | {Role.COMMITTEE_LEADER}
DESKS = {Role.AGENCY, Role.FRONT}
SEEING = set(INSIDE) | DESKS
LONG_AGO = date(2026, 8, 3)
PENDING = frozenset({Stage.OPEN.value, Stage.REPLIED.value, Stage.RETURNED.value})
# They may reply, but this one is not theirs.
BAN = {Role.COMMITTEE_LEADER: (403,), Role.COMMITTEE_MEMBER: (403,)}
OTHERS = {**BAN, Role.DELEGATE: (403,), Role.GROUP_HEAD: (403,)}

REPLYING = DESKS | set(BAN)
NOTHING_OWED = dict.fromkeys(BAN, REDIRECT)
NOT_THEIRS = dict.fromkeys(REPLYING - {Role.AGENCY}, HIDDEN)


def owed(world: World, **fields: object) -> Commitment:
    """What the world's agency owes."""
    found: Commitment = CommitmentFactory(council=world.council, lead=world.agency, **fields)
    return found


def ours(world: World) -> Made:
    """The page of a commitment of the world's agency."""
    return Made(kwargs={"commitment": owed(world).pk}, data={"reason": "Đã kiểm tra tại chỗ"})


def of_another(world: World) -> Made:
    """A commitment of another agency of the council."""
    return Made(kwargs={"commitment": CommitmentFactory(council=world.council).pk})


def checked(world: World) -> Made:
    """What was found, without a report."""
    data = {"finding": "done", "reason": "Đã kiểm tra", "reply": ""}
    return Made(kwargs={"commitment": owed(world).pk}, data=data)


def moved(world: World) -> Made:
    """Another day."""
    data = {"han-due_on": "31/12/2026", "han-reason": "Thời tiết"}
    return Made(kwargs={"commitment": owed(world).pk}, data=data)


def left_seat(world: World) -> Made:
    """A promise to voters of a delegate whose seat has ended, and why the Tổ takes it over."""
    seat = MandateFactory(term=world.term, valid_to=date(2026, 7, 31), end_reason="released")
    promise: Commitment = CommitmentFactory(
        council=world.council,
        kind="voter_promise",
        lead=None,
        lead_body=BodyFactory(term=world.term, kind="delegate_group"),
        lead_delegate=seat,
        promised_by=seat.person,
    )
    return Made(kwargs={"commitment": promise.pk}, data={"chuyen-to-reason": "Thôi đại biểu"})


def two(world: World) -> Made:
    """Two of the council, to be tied."""
    data = {"lien-ket-kind": "repeats", "lien-ket-target": owed(world).pk}
    return Made(kwargs={"commitment": owed(world).pk}, data=data)


def tied(world: World) -> Made:
    """Two that are tied."""
    made = CommitmentLink.objects.create(
        source=owed(world),
        target=owed(world),
        kind=LinkKind.REPEATS,
        made_by=world.user(Role.OFFICER),
    )
    return Made(kwargs={"commitment": made.source_id, "link": made.pk})


def written(world: World) -> Made:
    """What an agency writes."""
    data = {"claimed": "under_way", "text": "Đã làm 3 km", "measure": "", "done_on": ""}
    return Made(kwargs={"commitment": owed(world).pk}, data=data)


def drafted(world: World) -> Made:
    """A draft of the agency, to be sent."""
    found = owed(world)
    replying.save_draft(
        found,
        writer=world.agency,
        claimed=Claim.UNDER_WAY,
        text="Đã làm 3 km",
        by=world.user(Role.AGENCY),
    )
    return Made(kwargs={"commitment": found.pk})


def upload() -> ContentFile:
    """A file as a browser sends it."""
    return ContentFile(material.pdf(1), name="Báo cáo.pdf")


def to_upload(world: World) -> Made:
    """A file for the draft."""
    return Made(kwargs={"commitment": owed(world).pk}, data={"files": upload()})


def with_file(world: World) -> Made:
    """A draft with a file."""
    found = owed(world)
    place = replying.add_file(
        found, writer=world.agency, data=upload(), name="Báo cáo.pdf", by=world.user(Role.AGENCY)
    )
    return Made(kwargs={"commitment": found.pk, "file": place.pk})


def table(world: World) -> Made:
    """A table of answers as it is brought."""
    return Made(data={"file": brought_file(table_of(owed(world, kind="recommendation")))})


def looked_at(world: World) -> Made:
    """A table of answers that was read."""
    content = table_of(owed(world, kind="recommendation"))
    return Made(kwargs={"sheet": brought(content, world.user(Role.AGENCY)).pk})


def awaited(world: World) -> Made:
    """Something to be answered."""
    owed(world)
    return Made()


def to_draw(world: World) -> Made:
    """Something that is said to be settled."""
    settled(world)
    return Made(data={"council": world.council.pk, "occasion": "", "percent": "10", "seed": ""})


def drawn(world: World) -> Made:
    """A draw of it."""
    settled(world)
    made = draw_spot_check(world.council, percent=100, by=world.user(Role.OFFICER))
    return Made(kwargs={"draw": made.pk})


def settled(world: World) -> None:
    """An answer that says that it is done."""
    said = replying.save_draft(
        owed(world, kind="recommendation"),
        writer=world.agency,
        claimed=Claim.DONE,
        text="Đã sửa",
        done_on=date(2026, 7, 20),
        evidence="12/BC-SXD",
        by=world.user(Role.AGENCY),
    )
    replying.send_reply(said, by=world.user(Role.AGENCY))


def late(world: World) -> Made:
    """One that is long overdue, and the step that is decided."""
    data = {
        "kind": "explanation",
        "reason": "Chậm",
        "reference": "12/TB-HĐND",
        "decided_on": f"{timezone.localdate():%d/%m/%Y}",
    }
    return Made(kwargs={"commitment": owed(world, due_on=LONG_AGO).pk}, data=data)


def escalated(world: World) -> Made:
    """A step that goes on, and why it is withdrawn."""
    (step,) = escalating.take_step(
        [owed(world, due_on=LONG_AGO)],
        kind=StepKind.EXPLANATION,
        reason="Chậm",
        decided_on=timezone.localdate(),
        by=world.user(Role.CHAIR),
    )
    return Made(
        kwargs={"commitment": step.commitment_id, "step": step.pk},
        data={f"rut-{step.pk}-reason": "Nhầm"},
    )


def to_explain(world: World) -> Made:
    """A demand, and what the agency explains."""
    return Made(kwargs=escalated(world).kwargs, data={"text": "Vướng mặt bằng"})


def to_urge(world: World) -> Made:
    """An agency with something overdue, and who signs."""
    owed(world, due_on=LONG_AGO)
    body = BodyFactory(term=world.term, kind="standing_committee")
    chair = MembershipFactory(body=body, role="chair")
    return Made(kwargs={"agency": world.agency.pk}, data={"signer": chair.person_id})


def to_print(world: World) -> Made:
    """Its draft."""
    return Made(kwargs={**to_urge(world).kwargs, "form": "pdf"})


def put(key: object, stage: str) -> None:
    """Put a commitment into a stage."""
    Commitment.objects.filter(pk=key).update(stage=stage, stage_reason="Thử nghiệm")


MACHINES = {("commitments", "commitment"): Machine(tuple(str(stage) for stage in Stage), put)}


def page(name: str, **fields: object) -> Case:
    """A row of a page of commitments."""
    return Case(f"commitments:{name}", **fields)  # type: ignore[arg-type]


def act(name: str, **fields: object) -> Case:
    """A row of an act, after which the browser is sent back."""
    return page(name, method="post", opens=REDIRECT, **fields)


CASES = [
    page("list", roles=SEEING, elsewhere=OK),
    page("commitment", make=ours, roles=SEEING),
    page(
        "commitment",
        state="of another agency",
        make=of_another,
        roles=set(INSIDE),
        answers=dict.fromkeys(DESKS, HIDDEN),
    ),
    page("answer_sheet", make=awaited, roles=DESKS, answers=NOTHING_OWED, elsewhere=REDIRECT),
    page("begin_answers", roles=REPLYING, elsewhere=OK),
    act("begin_answers", make=table, roles=REPLYING, elsewhere=REDIRECT),
    page("answers", make=looked_at, roles={Role.AGENCY}, answers=NOT_THEIRS),
    act("settle_answers", make=looked_at, roles={Role.AGENCY}, answers=NOT_THEIRS),
    act("drop_answers", make=looked_at, roles={Role.AGENCY}, answers=NOT_THEIRS),
    page("spot_checks", roles=DRAWING, elsewhere=OK),
    act("spot_checks", make=to_draw, roles=DRAWING, elsewhere=(422,)),
    page("spot_check", make=drawn, roles=DRAWING),
    page("verify", make=checked, roles=CHECKERS),
    act("verify", make=checked, roles=CHECKERS, goes={"commitment": PENDING}),
    act("close", make=ours, roles=MANAGERS, goes={"commitment": PENDING | {"verified"}}),
    act("reopen", make=ours, roles=MANAGERS, goes={"commitment": {"verified", "closed"}}),
    act("move_due", make=moved, roles=MANAGERS, goes={"commitment": PENDING}),
    act("hand_over", make=left_seat, roles=MANAGERS, goes={"commitment": PENDING}),
    act("link", make=two, roles=MANAGERS),
    act("unlink", make=tied, roles=MANAGERS),
    page("take_step", make=late, roles=DECIDING),
    act("take_step", make=late, roles=DECIDING, goes={"commitment": PENDING}),
    act("withdraw_step", make=escalated, roles=DECIDING),
    page("explain", make=to_explain, roles=DESKS),
    act("explain", make=to_explain, roles=DESKS),
    page("letter_agencies", roles=STAFF, elsewhere=OK),
    page("letter", make=to_urge, roles=STAFF),
    act("letter", make=to_urge, roles=STAFF),
    page("print_letter", make=to_print, roles=STAFF),
    page("reply", make=written, roles=DESKS, answers=OTHERS),
    act("reply", make=written, roles=DESKS, answers=OTHERS, goes={"commitment": PENDING}),
    act("send_reply", make=drafted, roles=DESKS, answers=OTHERS, goes={"commitment": PENDING}),
    act("add_files", make=to_upload, roles=DESKS, answers=OTHERS, goes={"commitment": PENDING}),
    act("remove_file", make=with_file, roles=DESKS, answers=OTHERS),
]
