"""A scene of questioning: a session, two delegates with accounts, directors, an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Post
from sessions.models import CouncilSession, Interpellation, QuestionGroup, WrittenAnswer
from sessions.services import answering, asking, question_desk
from sessions.services.asking import Wording
from tests.accounts.factories import AssignmentFactory, UserFactory
from tests.documents import material
from tests.factories import (
    BodyFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    PostFactory,
)
from tests.route_cases import World

MONDAY = "2026-11-23T02:00:00Z"  # 09:00 in Việt Nam


@dataclass
class Scene:
    """Who and what a test of questioning needs."""

    world: World
    session: CouncilSession
    post: Post
    author: User
    other: User
    officer: User
    agency_user: User


def seat(world: World, user: User) -> User:
    """Give the account a person with a seat in the council, and a place in a delegate group."""
    user.person = PersonFactory()
    user.save()
    MandateFactory(term=world.term, person=user.person)
    group = BodyFactory(term=world.term, kind="delegate_group")
    MembershipFactory(body=group, person=user.person)
    return user


def scene(world: World | None = None) -> Scene:
    """A session to come, the head of the world's agency, and everybody's accounts."""
    world = world or World()
    other = UserFactory()
    AssignmentFactory(user=other, role=Role.DELEGATE.value, council=world.council)
    return Scene(
        world=world,
        session=CouncilSessionFactory(term=world.term, council=world.council, state="convened"),
        post=PostFactory(agency=world.agency, title="Giám đốc Sở Xây dựng"),
        author=seat(world, world.user(Role.DELEGATE)),
        other=seat(world, other),
        officer=world.user(Role.OFFICER),
        agency_user=world.user(Role.AGENCY),
    )


def wording(it: Scene, **fields: object) -> Wording:
    """What a delegate writes, changed where the test wants it."""
    values = {
        "post": it.post,
        "title": "Tiến độ đường tỉnh 721",
        "text": "Khi nào thông xe đoạn qua xã An Sơn?",
        "grounds": "Báo cáo số 12/BC-UBND",
        "session": it.session,
        **fields,
    }
    return Wording(**values)  # type: ignore[arg-type]


def draft(it: Scene, by: User | None = None, **fields: object) -> Interpellation:
    """A question nobody but its author knows."""
    return asking.write_question(it.world.council, wording(it, **fields), by=by or it.author)


def sent(it: Scene, by: User | None = None, **fields: object) -> Interpellation:
    """A question that was sent."""
    by = by or it.author
    return asking.submit_question(draft(it, by, **fields), by=by)


def grouped(it: Scene, *questions: Interpellation) -> QuestionGroup:
    """A proposed group of the questions."""
    return question_desk.propose_group(
        it.world.council,
        session=questions[0].session,
        title="Giao thông",
        questions=questions,
        post=it.post,
        by=it.officer,
    )


def chosen(it: Scene, *questions: Interpellation, on: object = None) -> QuestionGroup:
    """A group chosen for the sitting."""
    from django.utils import timezone  # noqa: PLC0415 -- the day of the test

    group = grouped(it, *questions)
    question_desk.decide_groups(
        [group], [], decided_on=timezone.localdate(), decision="NQ 12", by=it.officer
    )
    return group


def upload() -> ContentFile:
    """A file as a browser sends it."""
    return ContentFile(material.pdf(1), name="Văn bản trả lời.pdf")


def state_of(question: Interpellation) -> str:
    """The state as it is kept."""
    return Interpellation.objects.get(pk=question.pk).state


def answered(it: Scene, question: Interpellation) -> WrittenAnswer:
    """The signed answer of the agency, sent."""
    answering.add_answer_file(question, data=upload(), name="a.pdf", by=it.agency_user)
    answering.save_answer(
        question,
        by=it.agency_user,
        signer="Giám đốc",
        reference="12/SXD",
        summary="Quý II thông xe",
        dated_on=date(2026, 11, 23),
    )
    return answering.send_answer(question, by=it.agency_user)
