"""What minutes must say, made a second time from raw rows by plain SQL and plain Python."""

from collections import Counter

from django.db import connection

from sessions.schedule import VIETNAM

STATES = {
    "accepted": "Đại biểu đồng ý với trả lời",
    "answered_oral": "Đã trả lời trực tiếp",
    "answered_written": "Đã trả lời bằng văn bản",
    "followed": "Theo dõi lời hứa",
    "written_due": "Chờ trả lời bằng văn bản",
}
SPEECHES = {
    "speech": "Phát biểu",
    "question": "Chất vấn",
    "debate": "Tranh luận",
    "procedure": "Ý kiến về thủ tục",
    "answer": "Trả lời chất vấn",
}
NOTES = {
    "occurrence": "Diễn biến khác",
    "correspondence": "Văn bản đọc tại kỳ họp",
}
PHASES = {"present": "Trình bày", "discuss": "Thảo luận", "revise": "Tiếp thu, giải trình"}


def rows(sql, *values):
    """What the database holds, as it is."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def one(sql, *values):
    """A single value."""
    ((value,),) = (tuple(row.values()) for row in rows(sql, *values))
    return value


def hour(moment):
    return f"{moment.astimezone(VIETNAM):%H giờ %M}"


def day_hour(moment):
    return f"{moment.astimezone(VIETNAM):%d/%m, %H giờ %M}"


def hour_in(minutes, moment):
    """The hour; in the minutes of the whole session with its day."""
    return hour(moment) if minutes.sitting_id else day_hour(moment)


def sittings_of(minutes):
    """The sittings that minutes cover."""
    found = rows(
        "SELECT * FROM council_sessions_sitting WHERE session_id = %s ORDER BY starts_at",
        minutes.session_id,
    )
    return [row for row in found if minutes.sitting_id in {None, row["id"]}]


def of_sitting(minutes, table, where="TRUE", order="id"):
    """Rows of a table that belong to the session, or to the sitting of the minutes."""
    found = rows(
        f"SELECT * FROM council_sessions_{table}"  # noqa: S608 -- words of this module
        f" WHERE session_id = %s AND {where} ORDER BY {order}",
        minutes.session_id,
    )
    return [row for row in found if minutes.sitting_id in {None, row["sitting_id"]}]


def name_of(seat):
    return one(
        "SELECT p.name FROM council_mandate m JOIN council_person p ON p.id = m.person_id"
        " WHERE m.id = %s",
        seat,
    )


def title_of(item):
    return one("SELECT title FROM council_sessions_agendaitem WHERE id = %s", item)


def in_office(session, day):
    """Seats held on the day, in the order of their names."""
    found = rows(
        "SELECT m.id FROM council_mandate m JOIN council_person p ON p.id = m.person_id"
        " JOIN council_sessions_councilsession s ON s.term_id = m.term_id"
        " WHERE s.id = %s AND m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to >= %s)"
        " ORDER BY p.sort_key, m.id",
        session,
        day,
        day,
    )
    return [row["id"] for row in found]


def attendance(minutes):
    """The section on who was there."""
    session = minutes.session_id
    covered = sittings_of(minutes)
    stays = rows(
        "SELECT a.* FROM council_sessions_attendance a"
        " JOIN council_mandate m ON m.id = a.mandate_id"
        " JOIN council_person p ON p.id = m.person_id"
        " WHERE session_id = %s AND NOT is_struck ORDER BY arrived_at, p.sort_key, a.id",
        session,
    )
    first = covered[0]["starts_at"].astimezone(VIETNAM).date()
    held = in_office(session, first)
    needed = -(-2 * len(held) // 3)  # two thirds of those in office
    counts, moved, came = [], [], set()
    for sitting in covered:
        begun, risen = sitting["opened_at"], sitting["closed_at"]
        day = begun.astimezone(VIETNAM).date()
        inside = [row for row in stays if row["arrived_at"] < risen and row["left_at"] > begun]
        there = {row["mandate_id"] for row in inside}
        came |= there
        start = {row["mandate_id"] for row in inside if row["arrived_at"] <= begun}
        label = f"Phiên {sitting['ordinal']}"
        seats = set(in_office(session, day))
        figures = (len(start), len(there), len(seats - there), -(-2 * len(seats) // 3))
        counts.append((f"{label}, {day:%d/%m/%Y}", *map(str, figures)))
        for row in inside:
            late, early = row["arrived_at"] > begun, row["left_at"] < risen
            if late or early:
                moved.append(
                    (
                        name_of(row["mandate_id"]),
                        label,
                        hour(row["arrived_at"]) if late else "–",
                        hour(row["left_at"]) if early else "–",
                    )
                )
    barred = {row["mandate_id"] for row in rows("SELECT mandate_id FROM council_suspension")}
    excused = {
        row["mandate_id"]
        for row in rows(
            "SELECT * FROM council_sessions_absencerequest WHERE session_id = %s"
            " AND state = 'accepted'",
            session,
        )
        if any(row["from_sitting_id"] == sitting["id"] for sitting in covered)
    }
    absent = [seat for seat in held if seat not in came]
    reasons = [
        "Bị tạm đình chỉ"
        if seat in barred
        else "Lý do sức khỏe"
        if seat in excused
        else "Không báo cáo lý do"
        for seat in absent
    ]
    found = [
        f"Tổng số đại biểu đương nhiệm: {len(held)}.",
        f"Số đại biểu cần có mặt để họp: {needed} (ít nhất hai phần ba số đại biểu đương nhiệm là "
        f"{len(held)}).",
        counts,
    ]
    if moved:
        found += ["Đại biểu đến sau giờ bắt đầu hoặc rời trước khi kết thúc:", moved]
    listed = [
        (str(place), name_of(seat), why)
        for place, (seat, why) in enumerate(zip(absent, reasons, strict=True), start=1)
    ]
    return [*found, "Đại biểu vắng mặt:", listed] if listed else found


def course(minutes):
    """What was on, from when to when."""
    found = of_sitting(
        minutes, "proceeding", "kind IN ('item', 'break', 'announcement')", "starts_at, id"
    )
    table = []
    for row in found:
        what = {"break": "Giải lao", "announcement": "Thông báo"}.get(row["kind"])
        what = what or title_of(row["item_id"])
        phase = f" ({PHASES[row['phase']]})" if row["phase"] else ""
        text = f": {row['text']}" if row["text"] else ""
        table.append((day_hour(row["starts_at"]), hour(row["ends_at"]), f"{what}{phase}{text}"))
    return [table]


def spoken(minutes):
    """Who spoke, how long: begun minutes on the clock, without interruptions."""
    found = of_sitting(
        minutes,
        "speechrequest",
        "started_at IS NOT NULL AND state IN ('done', 'speaking', 'interrupted')",
        "started_at, id",
    )
    if not found:
        return ["Không ghi lượt phát biểu nào."]
    table = []
    for row in found:
        took = (row["ended_at"] - row["started_at"]).total_seconds() - row["paused_seconds"]
        table.append(
            (
                hour_in(minutes, row["started_at"]),
                name_of(row["mandate_id"]) if row["mandate_id"] else row["speaker"],
                SPEECHES[row["kind"]],
                title_of(row["item_id"]) if row["item_id"] else row["topic"],
                str(-(-int(took) // 60)),
            )
        )
    who = {row["mandate_id"] for row in found if row["mandate_id"]}
    return [f"Có {len(found)} lượt phát biểu của {len(who)} đại biểu.", table]


def answers(poll):
    """In favour, against, abstained: from the answers by name, the hands or the ballots."""
    key, kind = poll["id"], poll["kind"]
    if kind == "show_of_hands":
        (row,) = rows(
            "SELECT in_favour, against, abstained FROM council_sessions_handcount"
            " WHERE poll_id = %s AND round = %s",
            key,
            poll["round"],
        )
        return tuple(row.values())
    if kind == "secret_paper":
        counts = rows(
            "SELECT in_favour, against, abstained FROM council_sessions_papercount"
            " WHERE poll_id = %s AND round = %s",
            key,
            poll["round"],
        )
        assert len(counts) == 2
        assert counts[0] == counts[1]
        return tuple(counts[0].values())
    cast = Counter(
        row["choice"]
        for row in rows(
            "SELECT choice FROM council_sessions_castvote WHERE poll_id = %s AND round = %s",
            key,
            poll["round"],
        )
    )
    return cast["for"], cast["against"], cast["abstain"]


def voted(minutes):
    """What was put to the vote, and what came of it."""
    only = "state = 'published'"
    if minutes.sitting_id:
        only += " AND kind <> 'opinion_sheet'"
    found = of_sitting(minutes, "poll", only, "opened_at, position")
    if not found:
        return ["Không có lần biểu quyết nào đã công bố kết quả."]
    table, sums, passed = [], [], 0
    for poll in found:
        in_favour, against, abstained = answers(poll)
        able = one(
            "SELECT count(*) FROM council_sessions_rollentry WHERE poll_id = %s AND round = %s"
            " AND state IN ('present', 'late', 'able')",
            poll["id"],
            poll["round"],
        )
        base = len(in_office(minutes.session_id, poll["opened_at"].astimezone(VIETNAM).date()))
        is_passed = 2 * in_favour > base
        passed += is_passed
        silent = able - in_favour - against - abstained
        shown = "–" if poll["kind"] == "opinion_sheet" else str(able)
        table.append(
            (
                hour_in(minutes, poll["opened_at"]),
                poll["title"],
                shown,
                *map(str, (in_favour, against, abstained, silent)),
                "Thông qua" if is_passed else "Không thông qua",
            )
        )
        sign = "<=>"[(2 * in_favour > base) + (2 * in_favour >= base)]
        sums.append(
            f"{poll['title']}: 2 × {in_favour} = {2 * in_favour} {sign} {base} = 1 × {base}"
            f" (số đại biểu đương nhiệm là {base}, cần {base // 2 + 1})."
        )
    made = [
        f"Có {len(found)} lần biểu quyết, thông qua {passed}, không thông qua "
        f"{len(found) - passed}.",
        table,
        *sums,
    ]
    paper = [poll["title"] for poll in found if poll["source"] == "paper"]
    if paper:
        made.append(f"Số liệu nhập sau từ giấy, hai người nhập độc lập: {paper[0]}.")
    return made


def state_of(question):
    """The state on the day of the approval."""
    return "followed" if question["state"] == "closed" else question["state"]


def asked(minutes):
    """Questions: in the minutes of a sitting those that were put in it.

    One was closed after the approval: the minutes keep the state it had.
    """
    found = rows(
        "SELECT q.*, p.name AS answerer FROM council_sessions_interpellation q"
        " JOIN council_post o ON o.id = q.post_id JOIN council_person p ON p.id = o.person_id"
        " LEFT JOIN council_sessions_questiongroup g ON g.id = q.group_id"
        " WHERE q.session_id = %s AND q.state NOT IN ('draft', 'withdrawn', 'returned')"
        " ORDER BY g.position, q.position, q.id",
        minutes.session_id,
    )
    if minutes.sitting_id:
        (sitting,) = sittings_of(minutes)
        found = [
            row
            for row in found
            if row["raised_at"] and sitting["opened_at"] <= row["raised_at"] < sitting["closed_at"]
        ]
    if not found:
        return ["Không có chất vấn nào được ghi nhận."]
    raised = sum(row["raised_at"] is not None for row in found)
    table = [
        (
            str(place),
            name_of(row["mandate_id"]),
            row["answerer"],
            row["title"],
            STATES[state_of(row)],
        )
        for place, row in enumerate(found, start=1)
    ]
    return [f"Có {len(found)} chất vấn, {raised} chất vấn được hỏi tại phiên họp.", table]


def occurred(minutes):
    """What else happened."""
    found = of_sitting(
        minutes,
        "proceeding",
        "kind IN ('occurrence', 'correspondence')",
        "starts_at, id",
    )
    if not found:
        return ["Không ghi sự việc nào."]
    return [[(day_hour(row["starts_at"]), NOTES[row["kind"]], row["text"]) for row in found]]


def called(minutes):
    """Calls of voters by topic: one that was spelt in two ways reads as in the newest call."""
    found = of_sitting(minutes, "hotlinecall", "NOT is_struck", "called_at DESC, id DESC")
    if not found:
        return ["Không ghi ý kiến nào qua đường dây nóng."]
    topics = {}
    for row in found:
        words = title_of(row["item_id"]) if row["item_id"] else row["topic"]
        topics.setdefault(words.lower(), []).append((words, row["unit_id"]))
    table = []
    for calls in sorted(topics.values(), key=len, reverse=True):
        ((place, count),) = Counter(unit_name(unit) for _words, unit in calls).items()
        table.append((calls[0][0], str(len(calls)), f"{place} ({count})"))
    said = f"Có {len(found)} ý kiến cử tri qua đường dây nóng về {len(topics)} chủ đề."
    return [said, table]


def unit_name(unit):
    name = one("SELECT name FROM council_administrativeunit WHERE id = %s", unit)
    return f"tỉnh {name}"


def resolved(minutes):
    """Resolutions with their numbers from the register, and the vote that adopted each."""
    found = rows(
        "SELECT r.title, d.reference, p.id, p.kind, p.round, p.closed_at"
        " FROM council_sessions_resolution r"
        " JOIN documents_document d ON d.id = r.document_id"
        " JOIN council_sessions_agendaitem i ON i.id = r.item_id"
        " JOIN council_sessions_poll p ON p.item_id = i.id AND p.state = 'published'"
        " WHERE r.session_id = %s ORDER BY i.position, r.id",
        minutes.session_id,
    )
    if minutes.sitting_id:
        return ["Không có nghị quyết nào được lập."]
    table = []
    for place, row in enumerate(found, start=1):
        ended = row["closed_at"].astimezone(VIETNAM)
        base = len(in_office(minutes.session_id, ended.date()))
        vote = f"{hour(ended)} ngày {ended:%d/%m/%Y}; tán thành {answers(row)[0]}/{base}"
        table.append((str(place), row["reference"], row["title"], vote))
    return [f"Hội đồng nhân dân thông qua {len(found)} nghị quyết:", table]


SECTIONS = {
    "attendance": attendance,
    "proceedings": course,
    "speeches": spoken,
    "votes": voted,
    "questions": asked,
    "occurrences": occurred,
    "hotline": called,
    "resolutions": resolved,
}
