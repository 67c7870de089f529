"""A session of two days replayed: whatever its papers say is what plain SQL finds in the rows.

The replay (`tests.sessions.replay`) runs once. Every section of the five minutes is made here a
second time, from raw rows and without any function of the portal, and compared piece by piece.
"""

import io
import re
from datetime import date

import docx
import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.test import override_settings

from hdnd_portal.accounts.roles import Role
from hdnd_portal.documents.kinds import PDF
from hdnd_portal.documents.papers import render_docx
from sessions.allowances import statement
from sessions.minutes import Grid, content
from sessions.minutes_papers import excerpt_paper, minutes_paper
from sessions.poll_papers import result_paper
from sessions.resolution_papers import resolution_paper
from sessions.schedule import VIETNAM
from sessions.signing import signatures_of
from tests.documents.papers.applied import check_print, check_word
from tests.documents.papers.reading import read, squeezed
from tests.documents.papers.word_reading import read_word
from tests.everybody import undone
from tests.sessions.replay import (
    ADOPTED,
    EACH,
    ITEMS,
    QUESTIONS,
    SEATS,
    SECOND,
    TwoDays,
    at,
)
from tests.sessions.replay.expected import (
    SECTIONS,
    STATES,
    answers,
    hour,
    one,
    rows,
    sittings_of,
)
from tests.sessions.voting import Hall

pytestmark = pytest.mark.django_db
KINDS = ("electronic", "roll_call", "secret_paper", "show_of_hands", "opinion_sheet")


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, tmp_path_factory):
    """The two days, with the files they leave."""
    place = str(tmp_path_factory.mktemp("replay"))
    default = {**settings.STORAGES["default"]}
    default["OPTIONS"] = {**default["OPTIONS"], "location": place}
    stored = {**settings.STORAGES, "default": default}
    with (
        django_db_blocker.unblock(),
        undone(),
        override_settings(STORAGES=stored, FILE_STORE_URL=f"file://{place}"),
    ):
        made = TwoDays().play()
        made.stored, made.readings = stored, {}
        yield made


@pytest.fixture
def replay(played):
    """The replay, in the folder of its files."""
    with override_settings(STORAGES=played.stored):
        yield played


def pieces(minutes, key):
    """A section of the minutes as it is shown: sentences, and tables as rows of text."""
    part = next(part for part in content(minutes).parts if part.key == key)
    return [list(one.rows) if isinstance(one, Grid) else one for one in part.pieces]


@pytest.mark.parametrize("place", range(5), ids=["sitting 1", "2", "3", "4", "session"])
@pytest.mark.parametrize("section", SECTIONS)
def test_every_figure_of_the_minutes_is_found_in_the_rows(replay, place, section):
    minutes = replay.minutes[place]
    assert pieces(minutes, section) == SECTIONS[section](minutes)


def test_times_and_people_at_the_table_are_those_recorded(replay):
    chairs = [replay.mandates[place].person.name for place in (0, 1)]
    for place, minutes in enumerate(replay.minutes):
        covered = sittings_of(minutes)
        opening, closing = pieces(minutes, "opening"), pieces(minutes, "closing")
        began = hour(covered[0]["opened_at"])
        assert began in opening[0]
        ended = covered[-1]["closed_at"].astimezone(VIETNAM)
        assert f"{hour(ended)} ngày {ended:%d/%m/%Y}." in closing[0]
        said = " ".join(opening)
        secretary = replay.secretary
        assert f"Thư ký: {secretary.get_sex_display().lower()} {secretary.name}" in said
        # The Vice-Chair took the chair in the last sitting only.
        assert (chairs[1] in said) == (place >= 3)
        assert chairs[0] in said
        chair = minutes_paper(minutes).signatures[1]
        assert chair.name == chairs[place >= 3]
    whole = pieces(replay.minutes[-1], "opening")[0]
    assert f"gồm {len(replay.sittings)} phiên họp" in whole


def test_what_the_issue_counts_is_there(replay):
    session = replay.session.pk

    def count(table, where="TRUE"):
        return one(
            f"SELECT count(*) FROM council_sessions_{table}"  # noqa: S608 -- words of this module
            f" WHERE session_id = %s AND {where}",
            session,
        )

    assert count("agendaitem") == ITEMS
    for kind in KINDS:
        assert count("poll", f"state = 'published' AND kind = '{kind}'") == EACH
    assert count("poll", "state = 'abandoned'") == 1
    assert count("poll", "round > 1") == 1
    assert count("interpellation", "state NOT IN ('draft', 'withdrawn')") == QUESTIONS
    assert count("interpellation", "answered_at IS NOT NULL") == 16
    assert count("interpellation", "rating <> ''") == 13
    assert one("SELECT count(*) FROM commitments_commitment WHERE kind = 'promise'") == 4
    assert count("resolution", "form = 'legal'") == 3
    assert count("resolution") == ADOPTED
    assert count("minutes", "state = 'approved'") == 5
    stays = count("attendance", "NOT is_struck")
    seats = one(
        "SELECT count(DISTINCT mandate_id) FROM council_sessions_attendance WHERE session_id = %s",
        session,
    )
    assert (stays, seats) == (77, 18)  # four sittings, eight who returned, two who came late


def test_no_vote_of_who_may_not_and_none_beside_the_roll(replay):
    """Each roll names every seat with its state; nobody but those in the hall is counted."""
    for poll in rows("SELECT * FROM council_sessions_poll WHERE state = 'published'"):
        states = {
            row["mandate_id"]: row["state"]
            for row in rows(
                "SELECT mandate_id, state FROM council_sessions_rollentry"
                " WHERE poll_id = %s AND round = %s",
                poll["id"],
                poll["round"],
            )
        }
        assert len(states) == SEATS
        assert states[replay.gone.pk] == "ended"
        assert states[replay.suspended.pk] == "suspended"
        second = poll["opened_at"] > at(SECOND, 0)
        assert (states[replay.leaving.pk] == "ended") == second
        assert sum(answers(poll)) + poll["not_voted"] == poll["able_count"]
    loose = rows(
        "SELECT v.id FROM council_sessions_castvote v JOIN council_sessions_rollentry e"
        " ON e.id = v.entry_id WHERE e.state NOT IN ('present', 'late', 'able')"
    )
    assert loose == []
    secret = rows(
        "SELECT v.id FROM council_sessions_castvote v JOIN council_sessions_poll p"
        " ON p.id = v.poll_id WHERE p.kind IN ('secret_paper', 'show_of_hands')"
    )
    assert secret == []


def test_minutes_in_word_hold_every_cell_and_sentence(replay):
    """The DOCX has the tables as tables, the sentences as paragraphs, in their order."""
    minutes = replay.minutes[-1]
    file = docx.Document(io.BytesIO(render_docx(minutes_paper(minutes))))
    tables = [[tuple(cell.text for cell in row.cells) for row in t.rows[1:]] for t in file.tables]
    paragraphs = [paragraph.text for paragraph in file.paragraphs]
    for section in SECTIONS:
        for piece in pieces(minutes, section):
            assert piece in (paragraphs if isinstance(piece, str) else tables)
    assert "Chủ tọa cảm ơn cử tri và đại biểu." in paragraphs


def test_minutes_in_print_hold_every_sentence_and_figure(replay, printed):
    text = squeezed(printed("minutes").text)
    for section in SECTIONS:
        for piece in pieces(replay.minutes[-1], section):
            if isinstance(piece, str):
                assert squeezed(piece) in text
    for row in pieces(replay.minutes[-1], "votes")[1]:
        assert squeezed("".join(row[2:7])) in text


PAPERS = ("minutes", "sitting", "excerpt", "legal", "individual", *KINDS)


@pytest.fixture
def described(replay):
    """A paper of the replay by its name."""

    def find(name):
        if name in ("minutes", "sitting"):
            return minutes_paper(replay.minutes[-1 if name == "minutes" else 1])
        if name == "excerpt":
            return excerpt_paper(replay.minutes[-1], replay.items[0])
        if name in ("legal", "individual"):
            made = replay.resolutions[0 if name == "legal" else -1]
            made.refresh_from_db()
            return resolution_paper(made)
        return result_paper(replay.session.polls.filter(kind=name, state="published").last())

    return find


@pytest.fixture
def printed(replay, described):
    """A paper of the replay, printed once and read back."""

    def find(name):
        if name not in replay.readings:
            replay.readings[name] = read(described(name))
        return replay.readings[name]

    return find


@pytest.mark.parametrize("name", PAPERS)
def test_papers_have_the_form_of_the_decree(printed, described, monkeypatch, name):
    """Margins, sizes, heads, numbers, page numbers and signatures, in print and in Word."""
    assert check_print(monkeypatch, printed(name)) > 12
    assert check_word(monkeypatch, read_word(described(name))) > 12


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_of_a_vote_says_what_was_answered(replay, printed, kind):
    poll = rows(
        "SELECT * FROM council_sessions_poll WHERE kind = %s AND state = 'published'"
        " ORDER BY position, id",
        kind,
    )[-1]
    text = squeezed(printed(kind).text)
    labels = ("Tán thành", "Không tán thành", "Không biểu quyết")
    for label, figure in zip(labels, answers(poll), strict=True):
        assert squeezed(f"{label}{figure}") in text
    assert ("nhậpsautừgiấy" in text) == (poll["source"] == "paper") == (kind == "show_of_hands")


def test_approved_minutes_are_sealed_and_due_at_the_standing_committee(replay):
    minutes = replay.minutes[-1]
    assert all(re.fullmatch("[0-9a-f]{64}", one.sha256) for one in replay.minutes)
    # The record went on: a question was closed, four days after the approval nothing moved.
    closed = one("SELECT state FROM council_sessions_interpellation WHERE title = 'Vấn đề số 6'")
    assert closed == "closed"
    shown = {row[3]: row[4] for row in pieces(minutes, "questions")[1]}
    assert shown["Vấn đề số 6"] == STATES["followed"]
    step = minutes.steps.get()
    assert (step.step, step.due_on) == ("minutes_up", date(2026, 11, 23))  # the 21st is a Saturday


def test_resolutions_went_through_their_chain_in_time(replay):
    """Days counted by hand: closing on Wednesday the 11th, signing on Friday the 13th."""
    wanted = {
        "authenticate": date(2026, 11, 23),
        "to_ubtvqh": date(2026, 11, 16),
        "to_government": date(2026, 11, 16),
        "to_checking": date(2026, 11, 16),
        "to_local": date(2026, 11, 16),
        "to_gazette": date(2026, 11, 18),
        "publish": date(2026, 11, 30),
    }
    individual = {"to_checking", "to_gazette"}
    for made in replay.resolutions:
        made.refresh_from_db()
        steps = {step.step: step for step in made.steps.all()}
        expected = set(wanted) - (set() if made.is_legal else individual)
        assert set(steps) == expected
        last = made == replay.resolutions[-1]
        for name, step in steps.items():
            assert step.due_on == wanted[name] or step.done_on, (name, step.due_on)
            if last and name != "authenticate":
                assert (step.due_on, step.done_on) == (wanted[name], None)
            elif not last:
                assert made.signed_on <= step.done_on <= step.due_on
        assert made.state == ("signed" if last else "published")
        item = "signed" if last else "sent_up"
        assert (
            one("SELECT state FROM council_sessions_agendaitem WHERE id = %s", made.item_id) == item
        )


def test_the_signed_file_is_the_paper_of_the_record(replay):
    made = replay.resolutions[0]
    with storages["default"].open(made.signed_file.key) as file:
        found = signatures_of(file.read())
    assert [(one.is_intact, one.is_valid) for one in found] == [(True, True)]
    assert made.signed_file.media_type == PDF.media_type
    assert made.signature_report["is_our_paper"] is True


def test_groups_are_heard_with_their_authors(replay):
    """Three groups on two items: nine opinions each, all received, the synthesis released."""
    told = rows(
        "SELECT r.item_id, count(o.id) AS opinions, count(DISTINCT o.mandate_id) AS authors,"
        " bool_and(r.state = 'received') AS received"
        " FROM council_sessions_groupreport r JOIN council_sessions_groupopinion o"
        " ON o.report_id = r.id GROUP BY r.item_id"
    )
    assert [(row["opinions"], row["authors"], row["received"]) for row in told] == [
        (9, 9, True)
    ] * 2
    assert one("SELECT count(*) FROM council_sessions_grouprelease") == 2


def test_delegates_ranking_is_counted_as_given(replay):
    """Six ranked the groups one way, three the other: the first place goes to the first group."""
    result = replay.sheet.result
    assert [row["group"] for row in result] == [group.pk for group in replay.question_groups]
    assert replay.sheet.answers.count() == 9


def test_allowances_count_half_days_of_presence(replay):
    made = statement(replay.session, at=at(SECOND, 18))
    present = {}
    for minutes in replay.minutes[:4]:
        (sitting,) = sittings_of(minutes)
        for row in rows(
            "SELECT DISTINCT mandate_id FROM council_sessions_attendance WHERE NOT is_struck"
            " AND arrived_at < %s AND left_at > %s",
            sitting["closed_at"],
            sitting["opened_at"],
        ):
            present[row["mandate_id"]] = present.get(row["mandate_id"], 0) + 1
    assert {row.mandate.pk: row.present for row in made.rows} == present
    assert made.present == sum(present.values())


def test_nobody_from_elsewhere_may_do_what_was_done(replay):
    """Every permission the replay asked for on a record is refused to the same roles elsewhere."""
    elsewhere = Hall(seats=1, present=0)
    strangers = [elsewhere.staff(role) for role in (Role.OFFICER, Role.CLERK, Role.CHAIR)]
    strangers.append(elsewhere.delegates[0])
    asked = {(name, kind, key) for _user, name, kind, key in replay.asked if key is not None}
    assert len({name for name, _kind, _key in asked}) > 25
    for name, kind, key in asked:
        record = kind._base_manager.get(pk=key)
        assert not any(stranger.has_perm(name, record) for stranger in strangers), name
