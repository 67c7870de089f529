"""What becomes of voters' words: taken, split, merged, sorted, sent; none is ever lost."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.legal.models import RuleOverride
from hdnd_portal.notices.models import Notice
from tests.everybody import undone
from tests.factories import AgencyFactory, CouncilSessionFactory, UserFactory
from tests.voters.records import Held
from tests.voters.sorted import SPEECH, Sorted
from voters.models import Opinion, RecommendationSource, VoterRecommendation
from voters.refusals import ContactRefused
from voters.services import outcomes, recording, referring, repeating, reshaping, sorting
from voters.services.likeness import most_alike
from voters.services.sorting import Place
from voters.sorting import LIVE, Competence, State
from voters.sorting_rows import unsorted, usual_lead
from voters.spans import Span, sentences
from voters.workflow import Track


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for the module; each test undoes what it did."""
    with django_db_blocker.unblock(), undone():
        yield Sorted()


@pytest.fixture
def it(world, db):
    return world


def refused(act, code):
    with pytest.raises(ContactRefused) as refusal:
        act()
    assert refusal.value.code == code


def covered(opinion):
    """The characters of the opinion that some standing recommendation has."""
    rows = RecommendationSource.objects.filter(opinion=opinion, recommendation__state__in=LIVE)
    return {place for row in rows for place in range(row.starts, row.ends)}


def words_of(row):
    return [source.words for source in row.sources.select_related("opinion")]


def test_part_of_an_opinion_is_taken_and_the_rest_waits(it):
    opinion = it.say(SPEECH)
    row = it.taken(opinion, 0, 1)
    assert row.text == "Kênh mương thôn Đông bồi lắng. Đề nghị nạo vét trước vụ xuân."
    assert (row.number, row.code, row.state) == (1, "KN001", State.RECORDED)
    assert row.session == it.ground.session
    assert it.taken(opinion, 2).number == 2
    assert len(covered(opinion)) == len(SPEECH) - 2  # the blanks between the sentences


def test_what_is_taken_leaves_the_list_of_what_waits(it):
    opinion, other = it.say(SPEECH), it.say("Cảm ơn đại biểu")
    it.say("Tôi tố cáo ông A", is_letter=True)
    recording.strike_opinion(it.say("Ghi nhầm"), reason="Nhầm", by=it.officer)
    row = it.taken(opinion, 0)
    assert list(unsorted(Opinion.objects.all())) == [other]
    outcomes.drop(row, reason="Nhầm", by=it.officer)
    assert set(unsorted(Opinion.objects.all())) == {opinion, other}


@pytest.mark.parametrize(
    ("spans", "code"),
    [([], "no_words"), ([Span(3, 3)], "no_words"), ([Span(0, 5)], "words_taken")],
)
def test_words_are_taken_once(it, spans, code):
    opinion = it.say("Sửa đường, sửa cầu")
    it.taken(opinion)
    refused(lambda: sorting.take(opinion, spans, by=it.officer), code)


def test_a_letter_is_not_sorted(it):
    letter = it.say("Tôi tố cáo ông A", is_letter=True)
    refused(lambda: it.taken(letter), "opinion_closed")


def test_words_stay_beside_another_wording(it):
    row = sorting.edit_text(it.taken(), text=" Nạo vét kênh  thôn Đông ", by=it.officer)
    assert (row.text, row.folded) == ("Nạo vét kênh  thôn Đông", "nao vet kenh thon dong")
    assert words_of(row) == [SPEECH]
    refused(lambda: sorting.edit_text(row, text=" ", by=it.officer), "text_empty")


def test_the_trail_holds_no_words_of_voters(it):
    row = it.sorted()
    part = reshaping.split(
        row, words={row.sources.get().opinion_id: [Span(0, 10)]}, text="Kênh mương", by=it.officer
    )
    reshaping.merge(part, into=row, by=it.officer)
    sorting.edit_text(row, text="Kênh mương", by=it.officer)
    told = " ".join(str(details) for details in Entry.objects.values_list("details", flat=True))
    assert "Kênh" not in told


def test_a_part_becomes_a_recommendation_of_its_own(it):
    opinion = it.say(SPEECH)
    row = it.sorted(opinion)
    before = covered(opinion)
    part = reshaping.split(
        row, words={opinion.pk: [sentences(SPEECH)[1]]}, text="Nạo vét", by=it.officer
    )
    assert (part.split_from, part.state, part.text) == (row, State.RECORDED, "Nạo vét")
    assert words_of(part) == ["Đề nghị nạo vét trước vụ xuân."]
    assert [words.strip() for words in words_of(row)] == [
        "Kênh mương thôn Đông bồi lắng.",
        "Trạm y tế xã thiếu bác sĩ.",
    ]
    assert covered(opinion) == before


def test_one_sentence_may_ask_for_two_things(it):
    opinion = it.say("Đề nghị làm đường và cấp nước")
    row = it.taken(opinion)
    part = reshaping.split(row, words={opinion.pk: [Span(0, 99)]}, text="Cấp nước", by=it.officer)
    assert words_of(row) == words_of(part) == ["Đề nghị làm đường và cấp nước"]


def test_what_is_not_of_the_recommendation_cannot_be_split_off(it):
    opinion, other = it.say(SPEECH), it.say("Sửa cầu")
    row = it.taken(opinion, 0)
    for words in ({}, {other.pk: [Span(0, 7)]}, {opinion.pk: [sentences(SPEECH)[2]]}):
        refused(
            lambda words=words: reshaping.split(row, words=words, text="x", by=it.officer),
            "no_words",
        )


def test_merged_words_live_on_in_the_other(it):
    first, second = it.say("Sửa cầu thôn Đông"), it.say("Cầu thôn Đông hỏng")
    row, other = it.taken(first), it.sorted(second)
    into = reshaping.merge(row, into=other, by=it.officer)
    row.refresh_from_db()
    assert (row.state, row.merged_into) == (State.MERGED, other)
    assert sorted(words_of(into)) == sorted(["Sửa cầu thôn Đông", "Cầu thôn Đông hỏng"])
    assert words_of(row) == []
    refused(lambda: reshaping.merge(row, into=other, by=it.officer), "recommendation_state")
    refused(lambda: reshaping.merge(other, into=other, by=it.officer), "merge_with_itself")


def test_words_join_one_that_is_there(it):
    row = it.sorted(it.say("Sửa cầu thôn Đông"))
    sorting.join(it.say("Cầu hỏng"), [Span(0, 8)], to=row, by=it.officer)
    assert sorted(words_of(row)) == ["Cầu hỏng", "Sửa cầu thôn Đông"]


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["take", "split", "merge", "edit"]), st.integers(0, 99), st.integers(0, 99)
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(MOVES)
def test_no_word_is_lost_by_any_sequence(world, db, moves):
    with undone():
        said = [world.say(SPEECH), world.say("Sửa đường. Sửa cầu.")]
        taken = {opinion.pk: set() for opinion in said}
        for act, one, two in moves:
            opinion = said[one % 2]
            span = Span(*sorted((one % len(opinion.text), two % len(opinion.text))))
            rows = list(VoterRecommendation.objects.open().order_by("pk"))
            row = rows[one % len(rows)] if rows else None
            try:
                if act == "take":
                    sorting.take(opinion, [span], by=world.officer)
                elif act == "split" and row:
                    words = {opinion.pk: [span] for opinion in said}
                    reshaping.split(row, words=words, text="x", by=world.officer)
                elif act == "merge" and row:
                    reshaping.merge(row, into=rows[two % len(rows)], by=world.officer)
                elif act == "edit" and row:
                    sorting.edit_text(row, text="y", by=world.officer)
            except ContactRefused:
                pass
            for opinion in said:
                assert covered(opinion) >= taken[opinion.pk]
                taken[opinion.pk] = covered(opinion)
                # Nobody's words have changed.
                assert Opinion.objects.get(pk=opinion.pk).text == opinion.text


def test_a_source_is_never_deleted_nor_set_beside_the_words(it):
    row = it.taken()
    source = row.sources.get()
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        source.delete()
    with pytest.raises(DatabaseError, match="not of this opinion"), transaction.atomic():
        row.sources.update(ends=len(SPEECH) + 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.sources.update(starts=5, ends=5)
    other = Held().say("Của nơi khác")
    with pytest.raises(DatabaseError, match="not of this opinion"), transaction.atomic():
        row.sources.update(opinion=other)


@time_machine.travel("2026-11-19T03:00Z")
def test_sorting_starts_the_time_in_which_it_is_sent_on(it):
    row = it.sorted(place=Place(it.water, Competence.PROVINCE, it.farming, (it.hospital,)))
    # Five working days (tx.dispatch); 24 November counts as the calendar has it.
    assert row.sorted_on == date(2026, 11, 19)
    assert row.send_by == date(2026, 11, 26)
    assert row.explanation["key"] == "tx.dispatch"
    assert list(row.contributors.all()) == [it.hospital]
    again = sorting.sort(row, place=Place(it.health, Competence.COMMUNE), by=it.officer)
    assert (again.field, again.lead, again.send_by) == (it.health, None, row.send_by)
    assert list(row.contributors.all()) == []


def test_who_leads_does_not_help_besides(it):
    place = Place(it.water, Competence.PROVINCE, it.farming, (it.farming,))
    refused(lambda: it.taken(place=place), "lead_helps")
    assert not VoterRecommendation.objects.exists()


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (lambda row, by: outcomes.take_out(row, reason="Tố cáo", by=by), State.LETTER),
        (
            lambda row, by: outcomes.answer_there(row, answer="Đã có vốn", by=by),
            State.ANSWERED_THERE,
        ),
        (lambda row, by: outcomes.drop(row, reason="Ghi nhầm", by=by), State.DROPPED),
    ],
)
def test_what_leaves_the_way_can_be_taken_up_again(it, act, state):
    row = act(it.sorted(), it.officer)
    assert row.state == state
    refused(lambda: sorting.edit_text(row, text="x", by=it.officer), "recommendation_shut")
    refused(lambda: outcomes.resume(row, reason=" ", by=it.officer), "why_missing")
    assert outcomes.resume(row, reason="Xem lại", by=it.officer).state == State.RECORDED


def test_what_goes_back_needs_a_reason(it):
    row = it.sorted()
    refused(lambda: outcomes.unsort(row, reason="", by=it.chair), "why_missing")
    row = outcomes.unsort(row, reason="Chưa đúng lĩnh vực", by=it.chair)
    assert (row.state, row.send_by) == (State.RECORDED, None)


@time_machine.travel("2026-11-19T03:00Z")
def test_what_is_sent_becomes_a_commitment_with_its_day(it, django_capture_on_commit_callbacks):
    agent = UserFactory(role=Role.AGENCY, role__council=it.council, role__agency=it.farming)
    rows = [
        it.sorted(
            it.say("Sửa kênh"),
            place=Place(it.water, Competence.PROVINCE, it.farming, (it.hospital,)),
        ),
        it.sorted(it.say("Sửa đập")),
        it.sorted(it.say("Thêm bác sĩ"), place=Place(it.health, Competence.PROVINCE, it.hospital)),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        made = referring.send_on(rows, by=it.chair)
    assert [one.agency for one in made] == [it.farming, it.hospital]
    assert {one.due_on for one in made} == {date(2026, 12, 21)}  # 30 days end on a Saturday
    owed = list(Commitment.objects.order_by("pk"))
    assert [(one.text, one.lead, one.kind) for one in owed] == [
        ("Sửa kênh", it.farming, "recommendation"),
        ("Sửa đập", it.farming, "recommendation"),
        ("Thêm bác sĩ", it.hospital, "recommendation"),
    ]
    assert list(owed[0].contributors.all()) == [it.hospital]
    assert owed[0].due_on == date(2026, 12, 21)
    assert owed[0].explanation["key"] == "tx.reply"
    assert owed[0].source == rows[0]
    assert Notice.objects.filter(recipient=agent).count() == 2
    assert set(VoterRecommendation.objects.values_list("state", flat=True)) == {State.SENT}


@time_machine.travel("2026-11-19T03:00Z")
def test_a_matter_of_the_centre_has_its_own_day(it):
    between = AgencyFactory(council=it.council, code="DDBQH", name="Đoàn đại biểu Quốc hội")
    assert (
        usual_lead(it.council.pk, it.water, "central", units=[], on=date(2026, 11, 19)) == between
    )
    row = it.sorted(place=Place(it.water, Competence.CENTRAL, between))
    referring.send_on([row], by=it.chair)
    owed = Commitment.objects.get()
    assert (owed.kind, owed.due_on) == ("proposal", date(2027, 1, 18))
    assert owed.explanation["key"] == "tx.reply.na"


def test_a_commune_answers_for_what_is_its_own(it):
    on, unit = date(2026, 11, 19), it.meeting.unit
    committee = AgencyFactory(council=it.council, kind="commune", unit=unit)
    found = lambda units: usual_lead(it.council.pk, it.water, "commune", units=units, on=on)  # noqa: E731
    assert found([unit.pk]) == committee
    # Two communes: a person says who.
    assert found([unit.pk, it.ground.units[1].pk]) is None


def test_the_office_sends_what_was_approved_on_paper(it):
    row = it.sorted()
    refused(lambda: referring.send_on([row], by=it.officer), "decision_missing")
    [made] = referring.send_on([row], by=it.officer, decision="Thông báo 12/TB-HĐND")
    assert made.decision == "Thông báo 12/TB-HĐND"


def test_all_are_sent_or_none(it):
    good = it.sorted(it.say("Sửa kênh"))
    thanks = it.sorted(it.say("Cảm ơn"), track=Track.OPINION)
    nobody = it.sorted(it.say("Sửa đập"), place=Place(it.water, Competence.PROVINCE))
    raw = it.taken(it.say("Sửa cầu"))
    for bad, code in (
        (thanks, "opinion_stays"),
        (nobody, "lead_missing"),
        (raw, "recommendation_state"),
    ):
        refused(lambda bad=bad: referring.send_on([good, bad], by=it.chair), code)
    RuleOverride.objects.create(
        council=it.council, key="tx.reply", value="", unit="day", valid_from=date(2026, 1, 1),
        source="Chưa quy định",
    )  # fmt: skip
    refused(lambda: referring.send_on([good], by=it.chair), "no_deadline")
    good.refresh_from_db()
    assert good.state == State.SORTED
    assert not Commitment.objects.exists()


def test_what_went_to_the_wrong_agency_goes_to_another(it):
    row = it.sorted()
    referring.send_on([row], by=it.chair)
    refused(lambda: referring.misdirect(row, reason="", by=it.officer), "why_missing")
    row = referring.misdirect(row, reason="Thuộc Sở Y tế", by=it.officer)
    assert Commitment.objects.get().stage == "closed"
    row = sorting.sort(row, place=Place(it.health, Competence.PROVINCE, it.hospital), by=it.officer)
    referring.send_on([row], by=it.chair)
    assert Commitment.objects.get(stage="open").lead == it.hospital
    assert row.council.referrals.count() == 2


def earlier(it, text, **more):
    """A recommendation of an earlier session."""
    session = CouncilSessionFactory(council=it.council, term=it.ground.term, **more)
    return sorting.new_recommendation(
        it.council, session.pk, track=Track.RECOMMENDATION, text=text, by=it.officer
    )


def test_the_same_made_again_is_counted_in_the_order_of_time(it):
    first, second = earlier(it, "Sửa kênh"), earlier(it, "Sửa kênh nữa")
    third = it.taken(repeats=second)
    assert third.times == 2
    # The second turns out to repeat the first: all three are one chain.
    repeating.mark_repeated(second, earlier=first, by=it.officer)
    third.refresh_from_db()
    chain = repeating.chain_of(third)
    assert [(row.pk, row.times) for row in chain] == [(first.pk, 1), (second.pk, 2), (third.pk, 3)]
    repeating.unmark_repeated(second, by=it.officer)
    third.refresh_from_db()
    assert (third.times, third.repeats) == (2, first)


def test_a_chain_goes_back_in_time_within_one_council(it):
    first, last = earlier(it, "Sửa kênh"), it.taken()
    refused(lambda: repeating.mark_repeated(first, earlier=last, by=it.officer), "repeats_later")
    refused(lambda: repeating.mark_repeated(last, earlier=last, by=it.officer), "repeats_itself")
    refused(lambda: repeating.unmark_repeated(last, by=it.officer), "not_repeated")
    other = Held()
    foreign = sorting.take(other.say("Sửa kênh"), [Span(0, 8)], by=other.officer)
    refused(
        lambda: repeating.mark_repeated(foreign, earlier=first, by=it.officer), "another_council"
    )


def test_merging_keeps_that_it_was_asked_before(it):
    first = earlier(it, "Sửa kênh")
    into, row = it.taken(it.say("Kênh")), it.taken(it.say("Mương"), repeats=first)
    reshaping.merge(row, into=into, by=it.officer)
    into.refresh_from_db()
    assert (into.repeats, into.times) == (first, 2)
    assert len(repeating.chain_of(first)) == 2


def test_the_same_is_found_without_marks_in_other_words(it, django_assert_num_queries):
    same = it.taken(it.say("Đề nghị sửa tuyến đường liên xã Đông Hòa – Tây Hòa đã xuống cấp"))
    it.taken(it.say("Đề nghị bổ sung bác sĩ cho trạm y tế xã Đông Hòa đã xuống cấp"))
    for number in range(6):
        it.taken(it.say(f"Đề nghị xem xét giải quyết việc số {number}"))
    text = "duong lien xa dong hoa tay hoa hong nang, cu tri mong som nang cap"
    with django_assert_num_queries(5):
        found = most_alike(text, VoterRecommendation.objects.all(), council=it.council.pk)
    assert [one.recommendation for one in found] == [same]
    assert "duong lien" in found[0].words
    assert most_alike(text, VoterRecommendation.objects.all(), council=it.council.pk + 1) == []
    assert most_alike("", VoterRecommendation.objects.all(), council=it.council.pk) == []


def test_who_sees_what(it):
    rows = {
        "recorded": it.taken(it.say("một")),
        "sorted": it.sorted(it.say("hai")),
        "sent": it.sorted(
            it.say("ba"), place=Place(it.water, Competence.PROVINCE, it.farming, (it.hospital,))
        ),
        "letter": outcomes.take_out(it.taken(it.say("bốn")), reason="Tố cáo", by=it.officer),
    }
    referring.send_on([rows["sent"]], by=it.chair)

    def seen(role, **more):
        user = UserFactory(role=role, role__council=it.council, **more)
        found = set(VoterRecommendation.objects.visible_to(user))
        return {name for name, row in rows.items() if row in found}

    assert seen(Role.OFFICER) == seen(Role.CHAIR) == set(rows)
    assert seen(Role.DELEGATE) == {"sorted", "sent"}
    assert seen(Role.AGENCY, role__agency=it.farming) == {"sent"}
    assert seen(Role.AGENCY, role__agency=it.hospital) == {"sent"}
    assert seen(Role.AGENCY, role__agency=AgencyFactory(council=it.council)) == set()
    assert seen(Role.ADMIN) == set()
    assert not VoterRecommendation.objects.visible_to(UserFactory(role=Role.OFFICER)).exists()
