"""Letters over many recommendations: read, looked at by a person, sent once, undone as a whole."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from time import sleep

import pytest
import time_machine

from hdnd_portal.accounts.roles import Role
from hdnd_portal.answer_letters.labels import LETTER_STATES, PART_STATES
from hdnd_portal.answer_letters.models import AnswerLetter, LetterAnswer
from hdnd_portal.answer_letters.sentences import SENTENCES, failure_sentence, letter_sentence
from hdnd_portal.answer_letters.services import letters, parts, sending
from hdnd_portal.answer_letters.workflow import LetterRefused, LetterState, PartState
from hdnd_portal.commitments.answers import Fault
from hdnd_portal.commitments.models import Commitment, Reply
from hdnd_portal.commitments.services import replying, sheets
from hdnd_portal.commitments.sheet_rows import Note, Wrong
from hdnd_portal.commitments.workflow import Claim, CommitmentRefused
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.kinds import FileRefused, Refusal
from hdnd_portal.notices.models import Notice
from hdnd_portal.reports import jobs
from tests.accounts.factories import AgencyFactory, AssignmentFactory, UserFactory
from tests.answer_letters import material as letter_material
from tests.answer_letters.brought import awaited, begun, brought, confirmed
from tests.answer_letters.material import ASKED
from tests.commitments.tables import brought as table_brought
from tests.commitments.tables import table_of
from tests.documents import material
from tests.factories import CommitmentFactory
from tests.racing import at_once
from tests.route_cases import World

NOW = "2026-11-23T02:00:00Z"


@pytest.fixture
def world(db):
    with time_machine.travel(NOW, tick=False):
        yield World()


def settle(letter, by, **said) -> int:
    chosen = {"as_drafts": False, "leave_out": False, **said}
    return sending.settle_letter(letter, by=by, **chosen)[1]


def test_every_state_has_its_words():
    assert (set(LETTER_STATES), set(PART_STATES)) == (set(LetterState), set(PartState))


def test_letter_is_read_and_nothing_is_confirmed(world):
    rows = awaited(world)
    letter = brought(world)
    assert (letter.state, letter.reference, letter.signed_on) == (
        "read", "2345/SXD-VP", date(2026, 11, 20),
    )  # fmt: skip
    opened = list(letter.parts.filter(state="open"))
    proposed = [[one["key"] for one in part.proposals if one["is_proposed"]] for part in opened]
    right = sum(found == [row.pk] for found, row in zip(proposed, rows, strict=False))
    assert (len(opened), right) == (len(ASKED), len(ASKED))
    assert [part.state for part in letter.parts.exclude(state="open")] == ["aside", "aside"]
    assert not LetterAnswer.objects.exists()
    assert not Reply.objects.exists()
    assert letters.awaited_of(letter).count() == len(rows)
    with pytest.raises(LetterRefused, match="nothing_confirmed"):
        settle(letter, world.user(Role.AGENCY), leave_out=True)


def test_what_was_confirmed_is_sent_in_one_go(world, django_capture_on_commit_callbacks):
    world.user(Role.OFFICER)
    agency = world.user(Role.AGENCY)
    rows = awaited(world)
    letter = brought(world, letter_material.pdf(), "cong-van.pdf")
    first, second, third, *rest = letter.parts.filter(state="open")
    confirmed(first, rows[0], by=agency, claimed=Claim.DONE, done_on=date(2026, 10, 20),
              evidence="45/BB-BQL")  # fmt: skip
    confirmed(second, rows[1], rows[2], by=agency)
    parts.set_aside(third, by=agency)
    with pytest.raises(LetterRefused, match="parts_left"):
        settle(letter, agency)
    assert not Reply.objects.exists()
    for part in rest:
        parts.set_aside(part, by=agency)
    with django_capture_on_commit_callbacks():
        assert settle(letter, agency) == 3
    replies = list(Reply.objects.sent().order_by("commitment"))
    assert [reply.commitment for reply in replies] == rows[:3]
    assert replies[0].text == first.answer
    assert [reply.quality for reply in replies] == ["evidenced", "explained", "explained"]
    [place] = replies[0].files.all()
    assert (place.version_id, place.letter, place.letter_on, place.page) == (
        letter.version_id, "2345/SXD-VP", date(2026, 11, 20), 1,
    )  # fmt: skip
    rows[0].refresh_from_db()
    assert rows[0].stage == "replied"
    assert Notice.objects.filter(event="commitment.replied").count() == 1
    assert letters.awaited_of(letter).count() == len(rows) - 3


def test_letter_is_no_evidence_of_what_it_claims(world):
    agency = world.user(Role.AGENCY)
    row = awaited(world, 1)[0]
    letter = brought(world)
    part = letter.parts.filter(state="open").first()
    confirmed(part, row, by=agency, claimed=Claim.DONE, done_on=date(2026, 10, 20))
    [judged] = sending.judge(letter, on=date(2026, 11, 23))
    assert judged.faults == [Fault.EVIDENCE]
    with pytest.raises(LetterRefused, match="nothing_confirmed"):
        settle(letter, agency, leave_out=True)
    assert settle(letter, agency, leave_out=True, as_drafts=True) == 1
    draft = Reply.objects.drafts().get()
    assert draft.as_answer.has_files is False
    # Nor where the same is then sent by a table.
    said = {"claimed": "Đã giải quyết xong", "text": "Đã sửa", "done_on": date(2026, 10, 20)}
    rows = table_brought(table_of(row, **said), agency).read_rows()
    [judged] = sheets.judge(rows, user=agency, on=date(2026, 11, 23))
    assert judged.faults == [Fault.EVIDENCE]


def test_only_what_the_agency_owes_can_be_chosen_and_once(world):
    agency = world.user(Role.AGENCY)
    rows = awaited(world, 2)
    other = CommitmentFactory(council=world.council, kind="recommendation")
    closed = CommitmentFactory(council=world.council, lead=world.agency, stage="verified")
    first, second = list(brought(world).parts.filter(state="open"))[:2]
    for stranger in (other, closed):
        with pytest.raises(LetterRefused, match="not_owed"):
            confirmed(first, rows[0], stranger, by=agency)
    with pytest.raises(LetterRefused, match="nothing_chosen"):
        confirmed(first, by=agency)
    confirmed(first, rows[0], by=agency)
    with pytest.raises(LetterRefused, match="chosen_elsewhere") as refused:
        confirmed(second, rows[0], rows[1], by=agency)
    assert rows[0].code in letter_sentence(refused.value)
    parts.reopen_part(first, by=agency)
    confirmed(second, rows[0], rows[1], by=agency)
    assert LetterAnswer.objects.count() == 2


def test_several_parts_that_answer_one_are_merged(world):
    agency = world.user(Role.AGENCY)
    row = awaited(world, 1)[0]
    letter = brought(world)
    opening, first, second = list(letter.parts.all())[:3]
    confirmed(first, row, by=agency)
    target = parts.merge_part(second, by=agency, on=date(2026, 11, 23))
    assert (target.pk, target.state) == (first.pk, "open")
    assert ASKED[1].answer in target.answer
    assert ASKED[1].answer in target.text
    assert not letter.answers.exists()
    with pytest.raises(LetterRefused, match="part_merged"):
        confirmed(second, row, by=agency)
    with pytest.raises(LetterRefused, match="nothing_before"):
        parts.merge_part(first, by=agency, on=date(2026, 11, 23))
    assert opening.state == "aside"


def test_same_letter_twice_is_noticed(world):
    awaited(world, 1)
    letter = brought(world)
    with pytest.raises(LetterRefused, match="letter_again") as refused:
        brought(world, letter.version and read_again(letter))
    assert refused.value.details["first"] == letter.pk
    assert "23/11/2026" in letter_sentence(refused.value)
    letters.drop_letter(letter, by=world.user(Role.AGENCY))
    assert brought(world, read_again(letter)).state == "read"


def read_again(letter: AnswerLetter) -> bytes:
    """The bytes of the letter."""
    from hdnd_portal.documents import store  # noqa: PLC0415 -- only here

    with store.local_path(letter.version.key) as path:
        return path.read_bytes()


def test_drafts_are_undone_as_a_whole(world):
    agency = world.user(Role.AGENCY)
    rows = awaited(world, 3)
    letter = brought(world)
    for part, row in zip(letter.parts.filter(state="open"), rows[:3], strict=False):
        confirmed(part, row, by=agency, claimed=Claim.UNDER_WAY)
    assert settle(letter, agency, as_drafts=True, leave_out=True) == 3
    sent = replying.draft_of(rows[0], world.agency)
    sent.measure, sent.promised_on = "Thi công", date(2027, 6, 30)
    sent.save()
    replying.send_reply(sent, by=agency)
    assert letters.drop_letter(letter, by=agency) == 2
    assert Reply.objects.get().pk == sent.pk
    with pytest.raises(LetterRefused, match="letter_settled"):
        letters.drop_letter(letter, by=agency)


def test_answered_meanwhile_is_not_answered_again(world):
    agency = world.user(Role.AGENCY)
    row = awaited(world, 1)[0]
    letter = brought(world)
    confirmed(letter.parts.filter(state="open").first(), row, by=agency)
    draft = replying.save_draft(
        row, writer=world.agency, claimed=Claim.EXPLAINED, text="Trên trang", by=agency
    )
    [judged] = sending.judge(letter, on=date(2026, 11, 23))
    assert (judged.wrong, judged.notes) == ([], [Note.DRAFT])
    replying.send_reply(draft, by=agency)
    [judged] = sending.judge(letter, on=date(2026, 11, 23))
    assert judged.wrong == [Wrong.ANSWERED]
    with pytest.raises(LetterRefused, match="nothing_confirmed"):
        settle(letter, agency, leave_out=True)


def test_office_records_what_came_on_paper(world, django_capture_on_commit_callbacks):
    agency, officer = world.user(Role.AGENCY), world.user(Role.OFFICER)
    row = awaited(world, 1)[0]
    draft = replying.save_draft(
        row, writer=world.agency, claimed=Claim.PLANNED, text="Đang soạn", by=agency
    )
    letter = brought(world, on_behalf=True, by=officer)
    confirmed(letter.parts.filter(state="open").first(), row, by=officer)
    with pytest.raises(LetterRefused, match="behalf_sends"):
        settle(letter, officer, as_drafts=True, leave_out=True)
    with django_capture_on_commit_callbacks():
        assert settle(letter, officer, leave_out=True) == 1
    reply = Reply.objects.sent().get()
    assert (reply.agency, reply.written_by, reply.is_recorded) == (world.agency, officer, True)
    draft.refresh_from_db()
    assert (draft.text, draft.sent_at) == ("Đang soạn", None)
    assert list(
        Notice.objects.filter(event="commitment.replied").values_list("recipient", flat=True)
    ) == [agency.pk]


def test_number_and_day_are_asked_before_sending(world):
    agency = world.user(Role.AGENCY)
    row = awaited(world, 1)[0]
    letter = brought(world, material.word("1. Cử tri đề nghị sửa đường ĐT.295. Trả lời: Đã sửa."))
    confirmed(letter.parts.get(state="open"), row, by=agency)
    with pytest.raises(LetterRefused, match="letter_unnumbered"):
        settle(letter, agency)
    letters.number_letter(letter, reference="12/SXD", signed_on=date(2026, 11, 2), by=agency)
    assert settle(letter, agency) == 1


def test_each_sees_only_its_own(world):
    agency, officer = world.user(Role.AGENCY), world.user(Role.OFFICER)
    helper = AgencyFactory(council=world.council)
    contact = UserFactory()
    AssignmentFactory(user=contact, role="agency", council=world.council, agency=helper)
    row = awaited(world, 1)[0]
    row.contributors.add(helper)
    letter = brought(world)
    seen = AnswerLetter.objects.visible_to
    assert [list(seen(user)) for user in (agency, officer, contact)] == [[letter], [], []]
    opens = [access.access_to(user, letter.version) for user in (agency, officer, contact)]
    assert opens == [Access.READ, Access.NONE, Access.NONE]
    confirmed(letter.parts.filter(state="open").first(), row, by=agency)
    settle(letter, agency, leave_out=True)
    # The letter says what others were asked: to a contributing agency it stays shut.
    opens = [access.access_to(user, letter.version) for user in (agency, officer, contact)]
    assert opens == [Access.READ, Access.READ, Access.NONE]
    paper = brought(world, letter_material.table(), by=officer, on_behalf=True)
    assert [list(seen(user)) for user in (agency, officer)] == [[letter], [paper]]


def test_proposals_come_from_the_agency_alone(world):
    other = CommitmentFactory(council=world.council, kind="recommendation", text=ASKED[0].recorded)
    letter = brought(world)
    first = letter.parts.filter(state="open").first()
    assert first.proposals == []
    other.contributors.add(world.agency)
    again = brought(world, letter_material.questions())
    assert again.parts.filter(state="open").first().proposals[0]["key"] == other.pk


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (material.scan("G4"), "quet.pdf", "letter_no_text"),
        (letter_material.long_list(5000), "dai.docx", "letter_long"),
    ],
)
def test_unreadable_letter_says_why_and_may_come_again(world, content, name, code):
    letter = brought(world, content, name)
    assert (letter.state, letter.failure["code"]) == ("unreadable", code)
    letter.job.refresh_from_db()
    assert letter.job.message == failure_sentence(letter.failure)
    assert brought(world, content, name).state == "unreadable"


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (material.locked_pdf("bí mật"), "khoa.pdf", Refusal.PASSWORD),
        (b"PK\x03\x04 broken", "hong.docx", None),
        (
            material.with_part(material.word(), "word/document.xml", b"<w:document"),
            "hong.docx",
            Refusal.BROKEN,
        ),
        (b"", "rong.docx", Refusal.EMPTY),
    ],
)  # fmt: skip
def test_broken_files_are_refused_with_nothing_kept(world, content, name, refusal):
    with pytest.raises(FileRefused) as refused:
        begun(world, content, name)
    assert refusal in {None, refused.value.refusal}
    assert letter_sentence(refused.value)
    assert not AnswerLetter.objects.exists()


def test_other_kinds_of_file_are_refused(world):
    with pytest.raises(LetterRefused, match="letter_kind"):
        begun(world, material.sheet(), "bang.xlsx")


def test_broken_numbering_of_word_is_a_sentence(world):
    content = letter_material.counted_by_word(ASKED[:2])
    bent = material.with_part(content, "word/numbering.xml", b"<w:numbering/>".replace(b"w:", b""))
    assert brought(world, bent).state == "read"


def test_three_hundred_pages_are_read(world):
    letter = brought(world, material.pdf(300, text="1. De nghi sua duong"), "dai.pdf")
    assert letter.state in {"read", "unreadable"}
    assert letter.parts.count() <= 502


def test_job_begun_again_finds_its_parts(world):
    awaited(world, 1)
    letter = brought(world)
    count = letter.parts.count()
    letters.read_letter(letter.pk, jobs.RunningJob(letter.job))
    assert letter.parts.count() == count


def test_every_refusal_has_a_sentence():
    assert all(str(words) for words in SENTENCES.values())
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    assert failure_sentence({"code": "import_unreadable"})


@pytest.mark.django_db(transaction=True)
def test_two_people_who_send_the_same_parts_answer_each_once():
    world = World()
    agency = world.user(Role.AGENCY)
    colleague = UserFactory()
    AssignmentFactory(user=colleague, role="agency", council=world.council, agency=world.agency)
    rows = awaited(world, 2)
    letter = brought(world)
    for part, row in zip(letter.parts.filter(state="open"), rows[:2], strict=False):
        confirmed(part, row, by=agency)
    outcomes = at_once(
        Commitment,
        lambda: settle(letter, agency, leave_out=True),
        lambda: settle(letter, colleague, leave_out=True),
        refused=(LetterRefused,),
    )
    assert outcomes == ["done", "refused"]
    assert Reply.objects.sent().count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_dropped_first", [True, False])
def test_draft_is_sent_while_its_letter_is_dropped(is_dropped_first):
    world = World()
    agency = world.user(Role.AGENCY)
    [row, *_] = awaited(world, 1)
    letter = brought(world)
    confirmed(letter.parts.filter(state="open").first(), row, by=agency)
    settle(letter, agency, as_drafts=True, leave_out=True)
    draft = Reply.objects.get()

    def drop():
        sleep(0 if is_dropped_first else 0.3)
        letters.drop_letter(letter, by=agency)

    def send():
        sleep(0.3 if is_dropped_first else 0)
        replying.send_reply(draft, by=agency)

    said = at_once(Reply, drop, send, refused=(CommitmentRefused,))
    assert said == ["done", "refused" if is_dropped_first else "done"]
    assert Reply.objects.sent().count() == (not is_dropped_first)


@pytest.mark.django_db(transaction=True)
def test_two_letters_that_answer_the_same_answer_it_once():
    world = World()
    agency, officer = world.user(Role.AGENCY), world.user(Role.OFFICER)
    row = awaited(world, 1)[0]
    own = brought(world)
    paper = brought(world, letter_material.table(), by=officer, on_behalf=True)
    for letter, by in ((own, agency), (paper, officer)):
        confirmed(letter.parts.filter(state="open").first(), row, by=by)
    outcomes = at_once(
        Commitment,
        lambda: settle(own, agency, leave_out=True),
        lambda: settle(paper, officer, leave_out=True),
        refused=(LetterRefused,),
    )
    assert outcomes == ["done", "refused"]
    assert Reply.objects.sent().count() == 1
