"""The two sessions of the sample: real files, whole dossiers, and one that is half prepared."""

import hashlib
from collections import Counter
from datetime import date
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from django.db.models import F
from docx import Document as Word
from openpyxl import load_workbook

from hdnd_portal.documents.models import Document, Version
from hdnd_portal.sample.files import DOCX, PDF, XLSX
from hdnd_portal.sample.texts import NOTICE
from sessions.mandatory_reports import reports_for
from sessions.models import (
    AbsenceRequest,
    Attendance,
    CastVote,
    CouncilSession,
    DossierPart,
    FrozenFile,
    Invitation,
    PartSubmission,
    Poll,
    ReadingReceipt,
    Resolution,
)
from sessions.presence import quorum_at
from sessions.services.freezing import manifest_hash
from sessions.workflow.poll import PollKind

pytestmark = pytest.mark.django_db


def last():
    return CouncilSession.objects.get(kind="regular_mid")


def current():
    return CouncilSession.objects.get(kind="regular_end")


def test_sessions_stand_on_their_days(sample):
    assert (last().opening_on, last().closing_on) == (date(2026, 7, 14), date(2026, 7, 16))
    assert (current().opening_on, current().closing_on) == (date(2026, 12, 8), date(2026, 12, 10))
    assert current().sittings.count() == 5
    assert current().name == "Kỳ họp thường lệ cuối năm 2026"


def test_agenda_holds_the_reports_the_law_asks_for(sample):
    keys = set(current().items.exclude(template_key="").values_list("template_key", flat=True))
    assert keys == {row.key for row in reports_for("regular_end")}
    works = current().items.filter(template_key="committee.work")
    assert works.count() == 4


def test_every_file_is_real_and_says_that_it_is_sample_data(sample, sample_store):
    kinds = Counter()
    for version in Version.objects.filter(file__council=sample.council):
        with sample_store.open(version.key, "rb") as blob:
            data = blob.read()
        assert hashlib.sha256(data).hexdigest() == version.sha256
        assert len(data) == version.size
        if version.media_type == PDF:
            with pypdfium2.PdfDocument(data) as book:
                words = "".join(page.get_textpage().get_text_range() for page in book)
        elif version.media_type == DOCX:
            words = " ".join(p.text for p in Word(BytesIO(data)).paragraphs)
        else:
            sheet = load_workbook(BytesIO(data)).worksheets[0]
            words = str(sheet["A2"].value)
        if "Dự thảo" not in version.name:
            assert "không có thật" in " ".join(words.split()), version.name
        assert NOTICE in version.text
        kinds[version.media_type] += 1
    assert kinds[PDF] > 20
    assert kinds[DOCX] > 20
    assert kinds[XLSX] > 5


def test_last_session_is_complete(sample):
    parts = DossierPart.objects.filter(dossier__item__session=last())
    assert set(parts.values_list("state", flat=True)) == {"received"}
    returned = PartSubmission.objects.filter(part__in=parts, is_received=False)
    assert list(returned.values_list("return_reason", flat=True)) == ["content"]
    late = [
        s
        for s in PartSubmission.objects.filter(part__in=parts, number=1)
        if s.submitted_at.date() > s.due_on
    ]
    assert 0 < len(late) < 8
    assert not last().milestones.filter(due_on__lte=date(2026, 7, 14), done_on=None).exists()


def test_freeze_shows_the_version_that_was_received(sample):
    lines = FrozenFile.objects.filter(freeze__session=last())
    parts = DossierPart.objects.filter(dossier__item__session=last())
    assert lines.count() == parts.count()
    replaced = [line for line in lines if line.version.number == 2]
    assert len(replaced) == 1
    assert all(line.sha256 == line.version.sha256 for line in lines)
    freeze = lines.first().freeze
    assert (freeze.is_sealed, freeze.manifest_sha256) == (True, manifest_hash(freeze))
    assert list(lines.values_list("position", flat=True)) == list(range(1, lines.count() + 1))


def test_everybody_was_invited_once_and_most_answered(sample):
    invitations = Invitation.objects.filter(session=last())
    assert invitations.count() == 85 + 6
    answers = Counter(invitations.values_list("answer", flat=True))
    assert answers["coming"] > 70
    assert answers["absent"] == AbsenceRequest.objects.filter(session=last()).count()
    papers = Document.objects.filter(kind="GM", council=sample.council)
    assert sorted(papers.values_list("number", flat=True)) == [1, 2]


def test_delegates_have_read(sample):
    receipts = ReadingReceipt.objects.filter(session=last())
    assert receipts.values("user").distinct().count() > 60
    assert receipts.filter(read_through_at=None).exists()


def test_this_session_is_half_prepared(sample):
    states = Counter(
        DossierPart.objects.filter(dossier__item__session=current()).values_list("state", flat=True)
    )
    assert all(states[state] > 0 for state in ("awaited", "submitted", "returned", "received"))
    assert current().items.filter(dossier=None).exists()
    assert not Invitation.objects.filter(session=current()).exists()
    assert current().state == "convened"


def test_every_half_day_was_held_with_a_quorum(sample):
    for sitting in last().sittings.all():
        assert sitting.opened_at < sitting.closed_at
        presence = quorum_at(last(), sitting.opened_at)
        assert presence.held
    stays = Attendance.objects.filter(session=last())
    assert not stays.filter(left_at=None).exists()
    twice = Counter(stays.values_list("mandate", "arrived_at__date")).most_common(1)
    assert twice[0][1] > 2  # two half-days, and somebody was away in between


def test_every_item_was_on_and_fits_its_half_day(sample):
    steps = last().proceedings.filter(kind="item")
    assert set(steps.values_list("item", flat=True)) == set(
        last().items.values_list("pk", flat=True)
    )
    assert not steps.filter(ends_at__gt=F("sitting__closed_at")).exists()
    ends = list(last().proceedings.filter(kind__in=["item", "break"]).order_by("starts_at"))
    assert all(a.ends_at <= b.starts_at for a, b in pairwise(ends))


def test_speeches_are_of_delegates_who_were_there(sample):
    speeches = last().speeches.select_related("mandate")
    assert speeches.count() >= 18
    for speech in speeches:
        assert speech.group_id is not None
        assert (
            last().attendance.present_at(speech.started_at).filter(mandate=speech.mandate).exists()
        )


def test_votes_of_every_kind_stand_with_their_figures(sample):
    kinds = Counter(Poll.objects.filter(session=last()).values_list("kind", flat=True))
    assert set(kinds) == {kind.value for kind in PollKind}
    assert min(kinds.values()) >= 2
    for poll in Poll.objects.filter(session=last()):
        assert poll.state == "published"
        assert poll.able_count == (
            poll.votes_for + poll.votes_against + poll.votes_abstain + poll.not_voted
        )
    outcomes = set(Poll.objects.values_list("outcome", flat=True))
    assert outcomes == {"passed", "short"}
    assert CastVote.objects.filter(poll__kind="secret_paper").count() == 0


def test_each_resolution_names_its_vote(sample):
    found = Resolution.objects.filter(session=last()).select_related("poll")
    assert found.count() == 6
    assert all(one.poll.item_id == one.item_id and one.poll.is_passed for one in found)
