"""The sentences of the papers and reminders of a session that an office may word itself."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from hdnd_portal.documents.wordings import Phrase, Place, register
from hdnd_portal.ui.choices import Label
from sessions.models import Guest

INVITATION = _("Giấy mời dự kỳ họp")
NOTICE = _("Thông báo triệu tập kỳ họp")
PROGRAMME = _("Chương trình kỳ họp")
EXCERPT = _("Trích biên bản kỳ họp")
DOSSIER = _("Thư đề nghị gửi hồ sơ kỳ họp")
REMINDER = _("Thư nhắc chuẩn bị kỳ họp")
QUESTIONING_CONCLUSION = _("Nghị quyết, kết luận về chất vấn")
QUESTION_REMINDER = _("Thư nhắc trả lời chất vấn")

UNIT = {"unit": Place(_("tên địa phương"), "tỉnh Lam Sơn")}
SESSION = {
    **UNIT,
    "session": Place(_("tên kỳ họp"), "Kỳ họp thứ 3 (Kỳ họp thường lệ cuối năm 2026)"),
    "place": Place(_("địa điểm họp"), "Hội trường lớn, Trung tâm Hội nghị tỉnh"),
}
ITEM = {"item": Place(_("nội dung"), "Kế hoạch đầu tư công năm 2027")}
DUE = {
    "day": Place(_("ngày đến hạn"), "08/12/2026"),
    "what": Place(_("việc phải làm"), "Gửi tài liệu kỳ họp đến đại biểu"),
}
QUESTION_DUE_ON = {
    **DUE,
    "what": Place(_("vấn đề chất vấn"), "Tiến độ nâng cấp đường liên xã"),
}

Places = Mapping[str, Place]
REQUEST = "dossier.request"
SESSION_AHEAD = "remind.session.ahead"
SESSION_DUE = "remind.session.due"
SESSION_MISSED = "remind.session.missed"
QUESTION_AHEAD = "remind.question.ahead"
QUESTION_DUE = "remind.question.due"
QUESTION_MISSED = "remind.question.missed"
QUESTION_SILENT = "remind.question.silent"

OPENING = "invitation.opening"
OF_DELEGATES = "invitation.delegate"
ANSWER = "xác nhận tham dự theo đường dẫn trong thư gửi kèm."


def of_guests(category: str) -> str:
    """The key of what is asked of a category of guests."""
    return f"invitation.{category}"


def _asked(key: str, label: Label, default: str) -> Phrase:
    return Phrase(key, INVITATION, label, default, SESSION)


INVITATIONS = (
    Phrase(
        OPENING,
        INVITATION,
        _("Câu mở đầu"),
        "Thường trực Hội đồng nhân dân {unit} trân trọng kính mời:",
        UNIT,
        frozenset(UNIT),
    ),
    _asked(
        OF_DELEGATES,
        _("Câu kết gửi đại biểu"),
        "Tài liệu kỳ họp được đăng tải trên Cổng làm việc của Hội đồng nhân dân. Đề nghị đại biểu "
        "nghiên cứu tài liệu, tham dự đầy đủ các phiên họp; trường hợp vắng mặt phải báo cáo lý do "
        f"trước với Chủ tọa kỳ họp; {ANSWER}",
    ),
    _asked(
        of_guests(Guest.Category.GUEST),
        _("Câu kết gửi khách mời"),
        f"Đề nghị Quý vị bố trí thời gian tham dự đầy đủ và {ANSWER}",
    ),
    _asked(
        of_guests(Guest.Category.AGENCY),
        _("Câu kết gửi cơ quan"),
        "Đề nghị cơ quan, đơn vị cử lãnh đạo tham dự đúng thành phần, chuẩn bị ý kiến về nội dung "
        f"thuộc lĩnh vực phụ trách và {ANSWER}",
    ),
    _asked(
        of_guests(Guest.Category.PRESS),
        _("Câu kết gửi cơ quan báo chí"),
        "Đề nghị cơ quan báo chí cử phóng viên mang theo thẻ nhà báo, dự và đưa tin các phiên họp "
        f"công khai của kỳ họp và {ANSWER}",
    ),
    _asked(
        of_guests(Guest.Category.VOTER),
        _("Câu kết gửi đại diện cử tri"),
        "Trân trọng mời đại diện cử tri dự các phiên họp công khai của kỳ họp. Đề nghị mang theo "
        f"giấy mời này, thực hiện nội quy kỳ họp và {ANSWER}",
    ),
)
DRAFTS = (
    Phrase(
        "notice.invited",
        NOTICE,
        _("Thành phần"),
        "Thành phần: đại biểu Hội đồng nhân dân {unit}; khách mời theo giấy mời của Thường trực "
        "Hội đồng nhân dân.",
        UNIT,
    ),
    Phrase(
        "notice.closing",
        NOTICE,
        _("Câu kết"),
        "Đề nghị đại biểu Hội đồng nhân dân bố trí thời gian tham dự đầy đủ; đại biểu không dự "
        "được báo cáo lý do trước ngày khai mạc. Đề nghị các cơ quan, tổ chức có liên quan chuẩn "
        "bị nội dung được phân công.",
        SESSION,
    ),
    Phrase(
        "programme.closing",
        PROGRAMME,
        _("Câu kết"),
        "Chương trình do Hội đồng nhân dân thông qua tại phiên khai mạc và có thể được điều chỉnh "
        "theo quyết định của Hội đồng nhân dân.",
        SESSION,
    ),
    Phrase(
        "excerpt.opening",
        EXCERPT,
        _("Câu mở đầu"),
        "Về nội dung: {item}.",
        ITEM,
        frozenset(ITEM),
    ),
    Phrase(
        "excerpt.nothing",
        EXCERPT,
        _("Khi chưa ghi gì về nội dung"),
        "Chưa ghi diễn biến, phát biểu hoặc biểu quyết về nội dung này.",
        ITEM,
    ),
)


def _counted(label: Label) -> Place:
    return Place(label, "02")


BODY = {"body": Place(_("cơ quan kết luận"), "Hội đồng nhân dân tỉnh Lam Sơn")}
ASSESSED = {
    "place": Place(_("nơi chất vấn"), "Kỳ họp thứ 3"),
    "delegates": _counted(_("số đại biểu chất vấn")),
    "questions": _counted(_("số chất vấn")),
    "people": _counted(_("số người bị chất vấn")),
    "oral": _counted(_("số chất vấn trả lời trực tiếp")),
    "written": _counted(_("số chất vấn trả lời bằng văn bản")),
    "waiting": _counted(_("số chất vấn chưa trả lời")),
}
RATED = {
    "answered": _counted(_("số trả lời rõ")),
    "partly": _counted(_("số trả lời một phần")),
    "evaded": _counted(_("số chưa đi vào nội dung")),
}
GROUPS = {**BODY, "groups": _counted(_("số nhóm vấn đề"))}
REPORT_DAY = {**UNIT, "day": Place(_("hạn báo cáo"), "ngày 28 tháng 11 năm 2026")}


def _concluded(key: str, label: Label, default: str, places: Mapping[str, Place]) -> Phrase:
    """Figures and days of the record are never left out; names of bodies may be."""
    named = {"place", "body", "unit"}
    return Phrase(
        f"questioning.{key}",
        QUESTIONING_CONCLUSION,
        label,
        default,
        places,
        frozenset(places) - named,
    )


QUESTIONING = (
    _concluded(
        "assessed",
        _("Đánh giá chung"),
        "Tại {place}, {delegates} đại biểu gửi {questions} chất vấn đến {people} người bị chất "
        "vấn; {oral} chất vấn đã được trả lời trực tiếp tại phiên họp, {written} chất vấn đã được "
        "trả lời bằng văn bản, {waiting} chất vấn chưa được trả lời.",
        ASSESSED,
    ),
    _concluded(
        "rated",
        _("Đánh giá của đại biểu"),
        "Theo đánh giá của đại biểu chất vấn: {answered} chất vấn được trả lời rõ, {partly} chất "
        "vấn được trả lời một phần, {evaded} chất vấn chưa được trả lời vào nội dung.",
        RATED,
    ),
    _concluded(
        "groups",
        _("Nhóm vấn đề"),
        "{body} ghi nhận việc trả lời tại phiên chất vấn về {groups} nhóm vấn đề sau đây:",
        GROUPS,
    ),
    _concluded(
        "promises",
        _("Lời hứa, cam kết"),
        "Các cơ quan sau đây thực hiện đúng nội dung, thời hạn đã cam kết khi trả lời chất vấn:",
        BODY,
    ),
    _concluded(
        "owed",
        _("Trả lời bằng văn bản"),
        "Các cơ quan sau đây trả lời bằng văn bản những chất vấn chưa được trả lời:",
        BODY,
    ),
    _concluded("carried_out", _("Tổ chức thực hiện"), "Tổ chức thực hiện:", {}),
    _concluded(
        "report",
        _("Báo cáo kết quả"),
        "Các cơ quan nêu trên báo cáo kết quả thực hiện đến Thường trực Hội đồng nhân dân {unit} "
        "chậm nhất {day}.",
        REPORT_DAY,
    ),
    _concluded(
        "supervise",
        _("Giám sát việc thực hiện"),
        "Thường trực Hội đồng nhân dân, các Ban, các Tổ đại biểu và đại biểu Hội đồng nhân dân "
        "{unit} giám sát việc thực hiện.",
        UNIT,
    ),
)


def _reminder(key: str, group: Label, label: Label, default: str, places: Places) -> Phrase:
    return Phrase(key, group, label, default, places, frozenset({"what"}), is_printed=False)


REQUESTS = (
    Phrase(
        REQUEST,
        DOSSIER,
        _("Tiêu đề thư"),
        "Đề nghị gửi {part}: {item}",
        {"part": Place(_("thành phần hồ sơ"), "Tờ trình"), **ITEM},
        frozenset({"part", "item"}),
        is_printed=False,
    ),
)
REMINDERS = (
    _reminder(SESSION_AHEAD, REMINDER, _("Sắp đến hạn"), "Sắp đến hạn {day}: {what}", DUE),
    _reminder(SESSION_DUE, REMINDER, _("Đến hạn"), "Hôm nay là hạn: {what}", DUE),
    _reminder(SESSION_MISSED, REMINDER, _("Quá hạn"), "Đã quá hạn {day}: {what}", DUE),
    _reminder(
        QUESTION_AHEAD,
        QUESTION_REMINDER,
        _("Sắp đến hạn"),
        "Sắp đến hạn {day} trả lời chất vấn bằng văn bản: {what}",
        QUESTION_DUE_ON,
    ),
    _reminder(
        QUESTION_DUE,
        QUESTION_REMINDER,
        _("Đến hạn"),
        "Hôm nay ({day}) là hạn trả lời chất vấn bằng văn bản: {what}",
        QUESTION_DUE_ON,
    ),
    _reminder(
        QUESTION_MISSED,
        QUESTION_REMINDER,
        _("Quá hạn"),
        "Quá hạn {day} chưa có văn bản trả lời chất vấn: {what}",
        QUESTION_DUE_ON,
    ),
    _reminder(
        QUESTION_SILENT,
        QUESTION_REMINDER,
        _("Gửi đại biểu chưa đánh giá trả lời"),
        "Đến hết {day}, không có ý kiến thì coi là đồng ý với trả lời: {what}",
        QUESTION_DUE_ON,
    ),
)

register((*INVITATIONS, *DRAFTS, *QUESTIONING, *REQUESTS, *REMINDERS))
