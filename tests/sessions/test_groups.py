"""Group discussions: arranged, written, submitted, received, gathered, released."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.notices.models import Notice
from sessions.group_lateness import late_words, lateness
from sessions.group_synthesis import Said, by_point, syntheses
from sessions.models import AgendaItem, GroupOpinion, GroupReport, GroupSitting
from sessions.points import same_point
from sessions.services import group_reports, groups, opinions
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.workflow import (
    GROUP_REPORT_MOVES,
    GroupReportMove,
    GroupReportState,
    group_report_after,
)
from tests.factories import (
    AgencyFactory,
    AgendaItemFactory,
    CouncilSessionFactory,
    SuspensionFactory,
    UserFactory,
)
from tests.racing import at_once
from tests.sessions.groups import ENDS, STARTS, account_of, arranged, group_of

DUE = datetime.fromisoformat("2026-12-08T16:30:00+07:00")


def refused(call, *args, **kwargs):
    """The code with which the service refuses."""
    with pytest.raises(SessionRefused) as caught:
        call(*args, **kwargs)
    return caught.value.code


def said(report, seat, point="", stance="amend", text="Đề nghị nâng mức hỗ trợ.", **fields):
    """An opinion of the seat's holder."""
    return group_reports.write_opinion(
        report, mandate=seat, stance=stance, point=point, text=text, by=fields.pop("by"), **fields
    )


# --- the table -------------------------------------------------------------------------------

ALLOWED = {
    (GroupReportMove.SUBMIT, GroupReportState.DRAFT): GroupReportState.SUBMITTED,
    (GroupReportMove.SUBMIT, GroupReportState.RETURNED): GroupReportState.SUBMITTED,
    (GroupReportMove.RECEIVE, GroupReportState.SUBMITTED): GroupReportState.RECEIVED,
    (GroupReportMove.RETURN, GroupReportState.SUBMITTED): GroupReportState.RETURNED,
    (GroupReportMove.RETURN, GroupReportState.RECEIVED): GroupReportState.RETURNED,
}


@pytest.mark.parametrize("move", GroupReportMove)
@pytest.mark.parametrize("state", GroupReportState)
def test_every_state_and_move(move, state):
    if (move, state) in ALLOWED:
        assert group_report_after(state, move) == ALLOWED[move, state]
    else:
        with pytest.raises(MoveRefused):
            group_report_after(state, move)


def test_every_move_is_in_the_table():
    assert set(GROUP_REPORT_MOVES) == set(GroupReportMove)


# --- lateness --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "now", "words"),
    [
        (None, DUE, ""),
        (None, DUE + timedelta(minutes=5), "muộn 5 phút"),
        (DUE, DUE + timedelta(days=3), ""),
        (DUE + timedelta(hours=2, minutes=15), DUE + timedelta(days=3), "muộn 2 giờ 15 phút"),
        (DUE + timedelta(days=1, minutes=1), DUE, "muộn 1 ngày 1 phút"),
        (DUE + timedelta(seconds=20), DUE, "muộn 1 phút"),
    ],
)
def test_lateness_counts_from_the_hour_set(sent, now, words):
    assert late_words(lateness(DUE, sent, now=now)) == words


# --- arranging -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_head_chairs_and_deputy_keeps_the_record(django_capture_on_commit_callbacks):
    session = CouncilSessionFactory()
    body, seats = group_of(session, "Ngô Văn Trưởng", "Lê Thị Phó", "An Văn Viên")
    member = account_of(seats[2])
    with django_capture_on_commit_callbacks():
        [sitting] = groups.arrange_groups(
            session,
            groups=[body],
            items=[AgendaItemFactory(session=session)],
            starts_at=STARTS,
            ends_at=ENDS,
            place=" Phòng 1 ",
            by=UserFactory(),
        )
    assert (sitting.chair, sitting.rapporteur) == (seats[0].person, seats[1].person)
    assert sitting.report_due_at == ENDS
    assert sitting.place == "Phòng 1"
    assert [report.state for report in sitting.reports.all()] == ["draft"]
    assert Notice.objects.filter(recipient=member).count() == 1
    assert Entry.objects.filter(event="group.arranged").count() == 1


@pytest.mark.django_db
def test_group_is_refused_twice_at_a_time_without_members_items_or_with_hours_reversed():
    sitting, _seats, report = arranged()
    session, by = sitting.session, sitting.arranged_by
    empty, _none = group_of(session)
    other, _some = group_of(session, "Một Người")
    hours = {"starts_at": STARTS, "ends_at": ENDS, "place": "P", "by": by}
    items = [report.item]
    arrange = groups.arrange_groups
    assert refused(arrange, session, groups=[sitting.group], items=items, **hours) == "group_busy"
    assert refused(arrange, session, groups=[empty], items=items, **hours) == (
        "group_without_members"
    )
    assert refused(arrange, session, groups=[other], items=[], **hours) == "group_no_items"
    reverse = {**hours, "ends_at": STARTS}
    assert refused(arrange, session, groups=[other], items=items, **reverse) == (
        "group_hours_reversed"
    )
    [alone] = arrange(session, groups=[other], items=items, **hours)
    assert alone.chair == alone.rapporteur


@pytest.mark.django_db
def test_suspended_member_neither_chairs_nor_speaks():
    session = CouncilSessionFactory()
    body, seats = group_of(session, "Ngô Văn Trưởng", "Lê Thị Phó", "An Văn Viên")
    SuspensionFactory(mandate=seats[0])
    [sitting] = groups.arrange_groups(
        session,
        groups=[body],
        items=[AgendaItemFactory(session=session)],
        starts_at=STARTS,
        ends_at=ENDS,
        place="P",
        by=UserFactory(),
    )
    assert sitting.chair == seats[1].person
    assert set(groups.seats_of(sitting)) == {seats[1], seats[2]}
    with pytest.raises(SessionRefused, match="group_not_member"):
        said(sitting.reports.get(), seats[0], by=UserFactory())
    with pytest.raises(SessionRefused, match="group_not_member"):
        groups.record_present(sitting, mandates=[seats[0]], by=UserFactory())


@pytest.mark.django_db
def test_item_with_words_stays_and_an_empty_one_goes():
    sitting, seats, report = arranged()
    by = sitting.arranged_by
    added = AgendaItemFactory(session=sitting.session)
    values = {
        "starts_at": STARTS,
        "ends_at": ENDS,
        "place": "Phòng 2",
        "chair": seats[0].person,
        "rapporteur": seats[2].person,
        "by": by,
    }
    change = groups.change_group_sitting
    change(sitting, items=[report.item, added], **values)
    said(report, seats[2], by=by)
    assert refused(change, sitting, items=[added], **values) == "group_report_begun"
    assert refused(groups.remove_group_sitting, sitting, by=by) == "group_report_begun"
    change(sitting, items=[report.item], **values)
    assert [one.item for one in sitting.reports.all()] == [report.item]
    group_reports.remove_opinion(report.opinions.get(), by=by)
    groups.remove_group_sitting(sitting, by=by)
    assert GroupSitting.objects.count() == 0


@pytest.mark.django_db
def test_session_that_is_over_takes_no_groups():
    sitting, _seats, report = arranged()
    sitting.session.state = "closed"
    sitting.session.save()
    assert refused(groups.remove_group_sitting, sitting, by=sitting.arranged_by) == "session_ended"
    sitting.session.state = "archived"
    sitting.session.save()
    assert refused(group_reports.write_summary, report, summary="x", by=UserFactory()) == (
        "group_shut"
    )


# --- the report ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_report_goes_to_the_office_and_back_with_a_reason():
    sitting, seats, report = arranged()
    by, rapporteur = sitting.arranged_by, account_of(seats[1])
    assert refused(group_reports.submit_report, report, by=rapporteur) == "group_report_empty"
    opinion = said(report, seats[2], "Điều 3", by=rapporteur)
    assert sitting.present.get() == seats[2]
    report = group_reports.submit_report(report, by=rapporteur)
    first = report.first_submitted_at
    assert refused(group_reports.remove_opinion, opinion, by=rapporteur) == "group_report_sent"
    assert refused(group_reports.return_report, report, reason=" ", by=by) == "reason_missing"
    group_reports.return_report(report, reason="Ghi rõ người phát biểu", by=by)
    assert Notice.objects.filter(recipient=rapporteur, event="group_report.returned").count() == 1
    group_reports.change_opinion(
        opinion, mandate=seats[0], stance="disagree", text="Không tán thành.", by=rapporteur
    )
    report = group_reports.submit_report(report, by=rapporteur)
    assert report.first_submitted_at == first
    assert report.submitted_at > first
    report = group_reports.receive_report(report, by=by)
    assert report.state == "received"
    with pytest.raises(MoveRefused):
        group_reports.receive_report(report, by=by)
    assert report.opinions.get().mandate == seats[0]


@pytest.mark.django_db
def test_database_holds_what_must_not_be():
    _sitting, seats, report = arranged()
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupReport.objects.filter(pk=report.pk).update(state="submitted")
    opinion = said(report, seats[2], by=UserFactory())
    agency = AgencyFactory(council=report.sitting.session.council)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupOpinion.objects.filter(pk=opinion.pk).update(agency=agency, body=report.sitting.group)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupReport.objects.create(sitting=report.sitting, item=report.item)


@pytest.mark.django_db
def test_mail_and_notices_do_not_name_a_closed_item(django_capture_on_commit_callbacks):
    sitting, seats, report = arranged(is_closed=True, title="Nhân sự mật")
    rapporteur, delegate = account_of(seats[1]), account_of(seats[2])
    group_reports.write_summary(report, summary="Thống nhất.", by=rapporteur)
    group_reports.submit_report(report, by=rapporteur)
    group_reports.return_report(report, reason="Sửa", by=sitting.arranged_by)
    group_reports.submit_report(report, by=rapporteur)
    group_reports.receive_report(report, by=sitting.arranged_by)
    group_reports.release(report.item, by=sitting.arranged_by)
    told = Notice.objects.filter(recipient__in=[rapporteur, delegate, sitting.arranged_by])
    assert told.count() >= 4
    assert [one.title for one in told if "Nhân sự mật" in one.title + one.body] == []


# --- who sees what ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_report_is_seen_by_its_group_then_the_office_then_everybody():
    sitting, seats, report = arranged()
    session = sitting.session
    members = {
        "group_chair": account_of(seats[0]),
        "rapporteur": account_of(seats[1]),
        "member": account_of(seats[2]),
    }
    head = UserFactory(role="group_head", role__council=session.council, role__body=sitting.group)
    roles = {
        role.value: UserFactory(role=role.value, role__council=session.council)
        for role in INSIDE - {Role.GROUP_HEAD, Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER}
    }
    elsewhere = UserFactory(role="officer")
    everybody = {**members, **roles, "head": head, "elsewhere": elsewhere}

    def seen():
        return {
            name
            for name, user in everybody.items()
            if GroupReport.objects.visible_to(user).filter(pk=report.pk).exists()
        }

    own = {"group_chair", "rapporteur", "head"}
    gatherers = {"officer", "clerk", "office_head", "standing_committee", "chair"}
    assert seen() == own
    group_reports.write_summary(report, summary="Thống nhất.", by=members["rapporteur"])
    group_reports.submit_report(report, by=members["rapporteur"])
    assert seen() == own | gatherers
    group_reports.receive_report(report, by=roles["officer"])
    assert seen() == own | gatherers
    group_reports.release(report.item, by=roles["officer"])
    assert seen() == set(everybody) - {"elsewhere"}
    group_reports.take_back_release(report.item, reason="Còn sửa", by=roles["officer"])
    assert seen() == own | gatherers


@pytest.mark.django_db
def test_rapporteur_whose_seat_ended_writes_no_more():
    sitting, seats, _report = arranged()
    user = account_of(seats[1])
    assert GroupSitting.objects.kept_by(user).get() == sitting
    user.role_assignments.update(valid_to="2026-06-30")
    user = type(user).objects.get(pk=user.pk)
    assert GroupSitting.objects.kept_by(user).count() == 0


# --- the synthesis ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_synthesis_gathers_all_groups_by_point_with_authors():
    sitting, seats, report = arranged(None, "Lê Văn Một", "Phạm Thị Hai")
    session, officer = sitting.session, sitting.arranged_by
    body, others = group_of(session, "Ngô Văn Ba")
    third, _some = group_of(session, "Đỗ Văn Tư")
    hours = {"starts_at": STARTS, "ends_at": ENDS, "place": "P", "by": officer}
    second, late = groups.arrange_groups(
        session, groups=[body, third], items=[report.item], **hours
    )
    said(report, seats[0], "khoản 2 Điều 3", by=officer, text="A")
    said(report, seats[1], "Điều 1", stance="agree", by=officer, text="B")
    said(second.reports.get(), others[0], "Điều 3, khoản 2", by=officer, text="C")
    group_reports.write_summary(second.reports.get(), summary="Thống nhất cao.", by=officer)
    for one in (sitting, second):
        group_reports.receive_report(
            group_reports.submit_report(one.reports.get(), by=officer), by=officer
        )
    [found] = syntheses(session, officer, now=DUE + timedelta(minutes=30))
    assert [
        (point.heading, [(one.author, one.opinion.text) for one in point.said])
        for point in found.points
    ] == [
        ("Điều 1", [("Phạm Thị Hai", "B")]),
        ("khoản 2 Điều 3", [("Lê Văn Một", "A"), ("Ngô Văn Ba", "C")]),
    ]
    assert found.counted == [("Tán thành", 1), ("Đề nghị sửa đổi, bổ sung", 2)]
    assert found.remarks == [(body.name, "Thống nhất cao.")]
    assert [(one.sitting, words) for one, words in found.missing] == [(late, "muộn 30 phút")]
    delegate = account_of(seats[0])
    assert syntheses(session, delegate, now=DUE) == []
    group_reports.release(report.item, by=officer)
    [released] = syntheses(session, delegate, now=DUE)
    assert released.opinion_count == 3


@pytest.mark.django_db
def test_office_gathers_a_point_under_another_and_the_groups_words_stay():
    sitting, seats, report = arranged()
    officer = sitting.arranged_by
    said(report, seats[0], "Mức chi", by=officer)
    said(report, seats[1], "khoản 1 Điều 2", by=officer)
    group_reports.receive_report(group_reports.submit_report(report, by=officer), by=officer)
    assert (
        group_reports.gather_under(report.item, point="mức chi", into="Điều 2 khoản 1", by=officer)
        == 1
    )
    [found] = syntheses(sitting.session, officer, now=DUE)
    assert [len(point.said) for point in found.points] == [2]
    assert {one.point for one in report.opinions.all()} == {"Mức chi", "khoản 1 Điều 2"}


@pytest.mark.django_db
def test_release_needs_something_and_a_released_report_is_not_returned():
    sitting, seats, report = arranged()
    officer = sitting.arranged_by
    assert refused(group_reports.release, report.item, by=officer) == "group_nothing_received"
    said(report, seats[0], by=officer)
    group_reports.receive_report(group_reports.submit_report(report, by=officer), by=officer)
    group_reports.release(report.item, by=officer)
    assert refused(group_reports.release, report.item, by=officer) == "group_released"
    assert refused(group_reports.return_report, report, reason="x", by=officer) == (
        "group_released"
    )
    group_reports.take_back_release(report.item, reason="Còn sửa", by=officer)
    assert (
        refused(group_reports.take_back_release, report.item, reason="x", by=officer)
        == "group_not_released"
    )
    group_reports.return_report(report, reason="Sửa", by=officer)
    assert AgendaItem.objects.get(pk=report.item_id).group_release.is_open is False


@pytest.mark.django_db
def test_released_opinions_go_into_the_table_of_the_draft_once():
    sitting, seats, report = arranged()
    officer = sitting.arranged_by
    said(report, seats[0], "Điều 10", by=officer, text="Bỏ điều này.")
    said(report, seats[1], "khoản 2 Điều 3", by=officer)
    said(report, seats[2], "Điều 1", "agree", by=officer)
    said(report, None, "", "clarify", by=officer, text="Làm rõ nguồn vốn.")
    group_reports.receive_report(group_reports.submit_report(report, by=officer), by=officer)
    take = opinions.take_from_groups
    assert refused(take, report.item, by=officer) == "no_group_opinions"
    group_reports.release(report.item, by=officer)
    item = AgendaItem.objects.get(pk=report.item_id)
    assert take(item, by=officer) == 3
    group = sitting.group.name
    assert list(item.opinions.values_list("provision", "author", "opinion")) == [
        ("Toàn văn", group, "Làm rõ nguồn vốn."),
        ("khoản 2 Điều 3", f"Phạm Thị Phó ({group})", "Đề nghị nâng mức hỗ trợ."),
        ("Điều 10", f"Lê Văn Trưởng ({group})", "Bỏ điều này."),
    ]
    assert refused(take, item, by=officer) == "no_group_opinions"


points = st.sampled_from(
    ["", "Điều 1", "điều 1.", "khoản 2 Điều 1", "Điều 1 khoản 2", "Mức chi", "mức chi", "Điều 10"]
)


@given(st.lists(points, max_size=20))
def test_no_opinion_is_lost_or_doubled_by_point(headings):
    lines = [Said(GroupOpinion(pk=n, point=one), "Tổ 1") for n, one in enumerate(headings)]
    found = by_point(lines)
    kept = [one.opinion.pk for point in found for one in point.said]
    assert sorted(kept) == list(range(len(headings)))
    keys = [same_point(point.heading) for point in found]
    assert len(keys) == len(set(keys))
    for point in found:
        assert {same_point(one.opinion.point) for one in point.said} == {same_point(point.heading)}


# --- two at once -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_receptions_at_once_one_is_refused():
    _sitting, seats, report = arranged()
    officer = UserFactory()
    said(report, seats[0], by=officer)
    report = group_reports.submit_report(report, by=officer)

    def receive():
        group_reports.receive_report(report, by=officer)

    assert at_once(GroupReport, receive, receive, refused=(MoveRefused,)) == ["done", "refused"]
    assert Entry.objects.filter(event="group_report.received").count() == 1
