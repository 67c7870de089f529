"""Rows of the pages on which voters' words are sorted."""

from __future__ import annotations

from datetime import date
from typing import Any

from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.council.models import Field
from tests.route_cases import OK, REDIRECT, Case, Machine, Made, World
from tests.voters.plans_route_cases import plan_of
from voters.models import (
    Opinion,
    RecommendationSource,
    Referral,
    ReferralReceipt,
    VoterRecommendation,
)
from voters.sorting import LIVE, MOVES, OPEN, PUBLISHED, Move, State

SORTERS = frozenset({Role.OFFICER, Role.OFFICE_HEAD})
SENDERS = SORTERS | {Role.CHAIR, Role.STANDING_COMMITTEE}
READERS = INSIDE | {Role.FRONT, Role.AGENCY}
MAKERS = SENDERS | {Role.CLERK}
RECEIVERS = SORTERS | {Role.CLERK, Role.AGENCY, Role.FRONT}
# What is not sorted yet, and what left the way, is the office's and the Standing Committee's.
HIDDEN = dict.fromkeys(set(State) - PUBLISHED, READERS - MAKERS)
# An agency sees what it was sent, as long as it has it.
NOT_SENT = {state: HIDDEN.get(state, frozenset()) | {Role.AGENCY} for state in State}
NOT_SENT[State.SENT] = frozenset()

# The synthesis holds what other agencies were sent.
TOGETHER, TO_AGENCY = INSIDE | {Role.FRONT}, {Role.AGENCY: (404,)}


def said(world: World) -> Opinion:
    """An opinion of a meeting that was held."""
    meeting = plan_of(world).meetings.get()
    return Opinion.objects.create(
        council=world.council,
        meeting=meeting,
        number=1,
        unit=meeting.unit,
        track_heard="recommendation",
        text="Sửa kênh mương. Sửa cầu.",
        recorded_by=world.user(Role.OFFICER),
    )


def sorted_one(world: World) -> VoterRecommendation:
    """A recommendation with its place, taken from an opinion."""
    opinion = said(world)
    field, _made = Field.objects.get_or_create(code="TL", defaults={"name": "Thủy lợi"})
    officer = world.user(Role.OFFICER)
    row: VoterRecommendation = VoterRecommendation.objects.create(
        council=world.council,
        session=opinion.meeting.plan.session,
        number=2,
        track="recommendation",
        text="Sửa kênh mương",
        folded="sua kenh muong",
        field=field,
        competence="province",
        lead=world.agency,
        state=State.SORTED,
        created_by=officer,
    )
    RecommendationSource.objects.create(
        recommendation=row, opinion=opinion, starts=0, ends=15, taken_by=officer
    )
    return row


def referral_of(row: VoterRecommendation) -> Referral:
    """The referral to its lead agency."""
    made: Referral = Referral.objects.create(
        council=row.council,
        session=row.session,
        agency=row.lead,
        sent_on=date(2026, 11, 10),
        due_on=date(2026, 12, 10),
        sent_by=row.created_by,
    )
    return made


def put_recommendation(key: Any, state: str) -> None:
    """A recommendation in a state, with what the state asks for."""
    rows = VoterRecommendation.objects.filter(pk=key)
    row = rows.get()
    other = row.session.voter_recommendations.exclude(pk=key).first()
    if state == State.MERGED and other is None:
        other = VoterRecommendation.objects.create(
            council=row.council, session=row.session, number=1, track=row.track, text="Sửa cầu",
            folded="sua cau", state=State.RECORDED, created_by=row.created_by,
        )  # fmt: skip
    rows.update(
        state=state,
        state_reason="Xem lại",
        answer="Đã có vốn",
        merged_into=other if state == State.MERGED else None,
        referral=(row.referral or referral_of(row)) if state == State.SENT else row.referral,
    )


MACHINES = {("voters", "recommendation"): Machine(tuple(State), put_recommendation)}


def opinion(world: World) -> Made:
    """An opinion, and what is taken of it."""
    row = said(world)
    return Made(
        kwargs={"opinion": row.pk}, data={"pieces": [f"{row.pk}-0"], "track": "recommendation"}
    )


def one(world: World) -> Made:
    """A recommendation, and what its small forms ask for."""
    row = sorted_one(world)
    return Made(
        kwargs={"recommendation": row.pk},
        data={"reason": "Xem lại", "answer": "Đã có vốn", "decision": "TB 12"},
    )


def sent(world: World) -> Made:
    """One that its agency has."""
    made = one(world)
    put_recommendation(made.kwargs["recommendation"], State.SENT)
    return made


def placed(world: World) -> Made:
    """What is typed to sort it."""
    made = one(world)
    row = VoterRecommendation.objects.get(pk=made.kwargs["recommendation"])
    data = {
        "text": row.text,
        "track": "recommendation",
        "field": row.field_id,
        "competence": "commune",
    }
    return Made(made.kwargs, data)


def part(world: World) -> Made:
    """What is typed to split it."""
    made = one(world)
    source = RecommendationSource.objects.get(recommendation=made.kwargs["recommendation"])
    data = {"pieces": [f"{source.opinion_id}-0-0"], "text": "Sửa mương"}
    return Made(made.kwargs, data)


def with_other(world: World) -> Made:
    """Another one of the session, recorded before."""
    opinion_row = said(world)
    session = opinion_row.meeting.plan.session
    first = VoterRecommendation.objects.create(
        council=world.council, session=session, number=1, track="recommendation", text="Sửa cầu",
        folded="sua cau", created_by=world.user(Role.OFFICER),
    )  # fmt: skip
    second = VoterRecommendation.objects.create(
        council=world.council, session=session, number=2, track="recommendation",
        text="Sửa kênh mương", folded="sua kenh muong", state=State.SORTED,
        field=Field.objects.get_or_create(code="TL", defaults={"name": "Thủy lợi"})[0],
        competence="province", lead=world.agency, created_by=world.user(Role.OFFICER),
    )  # fmt: skip
    return Made({"recommendation": second.pk}, {"other": first.pk})


def repeated(world: World) -> Made:
    """One that repeats another."""
    made = with_other(world)
    VoterRecommendation.objects.filter(pk=made.kwargs["recommendation"]).update(
        repeats=made.data["other"], times=2
    )
    return made


def referral(world: World) -> Made:
    """The letter of a referral."""
    row = sorted_one(world)
    made = referral_of(row)
    put_recommendation(row.pk, State.SENT)
    VoterRecommendation.objects.filter(pk=row.pk).update(referral=made)
    return Made(kwargs={"referral": made.pk, "form": "pdf"})


def one_referral(world: World) -> Made:
    """A referral."""
    return Made(kwargs={"referral": referral(world).kwargs["referral"]})


def receipt(world: World) -> Made:
    """A receipt of it that nobody has confirmed."""
    made = one_referral(world)
    row = ReferralReceipt.objects.create(
        referral_id=made.kwargs["referral"],
        agency=world.agency,
        is_lead=True,
        receive_by=date(2026, 11, 12),
        due_on=date(2026, 12, 10),
    )
    return Made({**made.kwargs, "receipt": row.pk}, {"note": "Văn thư gọi điện"})


def session(world: World) -> Made:
    """A session before which voters spoke."""
    return Made(kwargs={"session": sorted_one(world).session_id})


def session_paper(world: World) -> Made:
    """The report of it."""
    made = session(world)
    return Made(kwargs={**made.kwargs, "form": "docx"})


def act(route: str, move: Move | None = None, make: Any = one, **more: Any) -> Case:
    """An act of the office on a recommendation; it goes through where the table has the move."""
    more.setdefault("roles", SORTERS)
    goes = MOVES[move][0] if move else OPEN
    more.setdefault("goes", {"recommendation": goes})
    hides = {} if more["roles"] <= MAKERS else {"recommendation": HIDDEN}
    return Case(route, make=make, method="post", opens=REDIRECT, hides=hides, **more)


CASES = [
    Case("voters:opinions_to_sort", roles=SORTERS, elsewhere=OK),
    Case("voters:recommendations", roles=READERS, elsewhere=OK),
    Case("voters:proposals", roles=READERS, elsewhere=OK),
    Case("voters:sort_opinion", make=opinion, roles=SORTERS),
    Case("voters:sort_opinion", make=opinion, roles=SORTERS, method="post", opens=REDIRECT),
    Case("voters:recommendation", make=sent, roles=READERS, hides={"recommendation": NOT_SENT}),
    Case("voters:sort", make=placed, roles=SORTERS),
    act("voters:sort", Move.SORT, placed, closed=(403,)),
    Case("voters:split", make=part, roles=SORTERS),
    act("voters:split", make=part),
    act("voters:merge", Move.MERGE, with_other),
    act(
        "voters:mark_repeated",
        make=with_other,
        goes={"recommendation": LIVE},
    ),
    act("voters:unmark_repeated", make=repeated, goes={}),
    act("voters:answer_there", Move.ANSWER_THERE),
    act("voters:take_out", Move.TAKE_OUT),
    act("voters:drop", Move.DROP),
    act("voters:resume", Move.RESUME),
    act("voters:unsort", Move.UNSORT, roles=SENDERS),
    act("voters:send_on", Move.SEND, roles=SENDERS),
    act("voters:misdirect", Move.MISDIRECT),
    Case("voters:print_referral", make=referral, roles=READERS),
    Case("voters:referrals", roles=READERS, elsewhere=OK),
    Case("voters:referral", make=one_referral, roles=READERS),
    Case(
        "voters:receive_referral",
        make=receipt,
        roles=RECEIVERS,
        method="post",
        opens=REDIRECT,
    ),
    Case("voters:synthesis", make=session, roles=TOGETHER, answers=TO_AGENCY),
    Case("voters:print_synthesis", make=session_paper, roles=TOGETHER, answers=TO_AGENCY),
]
