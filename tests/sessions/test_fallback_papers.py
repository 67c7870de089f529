"""The pack of papers for a sitting without the portal (S13)."""

from datetime import UTC, datetime

import pytest

from sessions.fallback_papers import WITHOUT_GROUP, fallback_pack, seats_by_group
from sessions.models import Poll
from tests.documents.papers.reading import read, squeezed
from tests.documents.papers.word_reading import read_word
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
    SittingFactory,
    SuspensionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MADE = datetime(2026, 12, 7, 1, tzinfo=UTC)


@pytest.fixture
def session():
    session = CouncilSessionFactory(state="ready", ordinal=3)
    SittingFactory(session=session)
    AgendaItemFactory(session=session, title="Báo cáo công tác", number="1")
    AgendaItemFactory(session=session, title="Nghị quyết về giá đất", number="2", kind="resolution")
    AgendaItemFactory(
        session=session, title="Nghị quyết đã rút", kind="resolution", state="withdrawn"
    )
    for number in (2, 1):
        group = BodyFactory(
            term=session.term,
            kind="delegate_group",
            name=f"Tổ đại biểu số {number}",
            position=number,
        )
        for name in ("An", "Bình", "Cúc"):
            seat = MandateFactory(term=session.term, person__name=f"Lê Thị {name} {number}")
            MembershipFactory(body=group, person=seat.person)
    return session


def form_of(session, stem):
    return next(form for form in fallback_pack(session, made_at=MADE) if stem in form.stem)


def test_each_group_has_a_roll_with_those_who_can_act(session):
    suspended = MandateFactory(term=session.term, person__name="Trần Văn Vắng")
    SuspensionFactory(mandate=suspended)
    MandateFactory(
        term=session.term, person__name="Trần Văn Rời", valid_to="2026-12-01", end_reason="released"
    )
    MandateFactory(term=session.term, person__name="Đỗ Văn Lẻ")
    groups = seats_by_group(session)
    assert list(groups) == ["Tổ đại biểu số 1", "Tổ đại biểu số 2", WITHOUT_GROUP]
    assert [seat.name for seat in groups[WITHOUT_GROUP]] == ["Đỗ Văn Lẻ"]
    rolls = [f for f in fallback_pack(session, made_at=MADE) if "diem-danh" in f.stem]
    texts = [read(form.paper).text for form in rolls]
    assert [len(read(form.paper).pages) for form in rolls] == [1, 1, 1]
    assert "Lê Thị Bình 1" in texts[0]
    assert "Lê Thị Bình 1" not in texts[1]
    assert not any("Vắng 2" in text or "Trần Văn Rời" in text for text in texts)


def test_tallies_are_for_what_is_put_to_the_vote(session):
    text = squeezed(read(form_of(session, "gio-tay").paper).text)
    assert squeezed("2. Nghị quyết về giá đất") in text
    assert squeezed("Báo cáo công tác") not in text
    assert squeezed("Nghị quyết đã rút") not in text
    # Six delegates: more than half is four, two thirds is four.
    assert squeezed("Cần ít nhất 4/6 đại biểu tán thành") in text
    assert squeezed("cần 4 đại biểu có mặt để họp") in text


def test_a_ballot_names_no_delegate_and_is_printed_for_each(session):
    Poll.objects.create(
        session=session,
        position=1,
        kind="secret_paper",
        subject="personnel",
        title="Bầu Phó Chủ tịch",
        question="Đồng ý bầu ông Nguyễn Văn Ứng giữ chức Phó Chủ tịch.",
        rule_key="vote.resolution",
        created_by=UserFactory(),
    )
    ballots = [f for f in fallback_pack(session, made_at=MADE) if "phieu-kin" in f.stem]
    assert [form.copies for form in ballots] == [6, 6]
    for form in ballots:
        reading = read(form.paper)
        assert len(reading.pages) == 1
        assert "Lê Thị" not in reading.text
    assert "Nguyễn Văn Ứng" in read(ballots[0].paper).text


def test_the_cover_lists_every_paper_with_its_copies(session):
    pack = fallback_pack(session, made_at=MADE)
    cover = squeezed(read(pack[0].paper).text)
    for form in pack[1:]:
        assert squeezed(form.paper.name) in cover
    assert squeezed("08 giờ 00, ngày 07/12/2026") in cover


def test_every_paper_can_be_written_on_in_word(session):
    for form in fallback_pack(session, made_at=MADE):
        word = squeezed(" ".join(line.text for line in read_word(form.paper).lines))
        assert squeezed(form.paper.name.upper()) in word
