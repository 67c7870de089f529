"""What the pages say when a service of commitments refuses."""

from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.commitments.answers import Fault
from hdnd_portal.commitments.sheet_rows import Note, Wrong
from hdnd_portal.commitments.workflow import CommitmentRefused, MoveRefused
from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.labels import refusal_sentence
from hdnd_portal.documents.table_sentences import TABLE_SENTENCES
from hdnd_portal.documents.tables import TableRefused

SENTENCES: dict[str, str | Promise] = {
    "reason_missing": gettext_lazy("Hãy ghi lý do."),
    "incomplete": gettext_lazy("Chưa gửi được. {missing}"),
    "not_replying": gettext_lazy("Cơ quan này không chủ trì, không phối hợp thực hiện."),
    "not_of_delegate": gettext_lazy("Lời hứa này đã được chuyển cho Tổ. Trang đã tải lại."),
    "still_seated": gettext_lazy(
        "{name} đang là đại biểu nên tự thực hiện lời hứa; chỉ chuyển Tổ khi đã thôi làm đại biểu."
    ),
    "no_draft": gettext_lazy("Báo cáo này đã được gửi. Hãy mở lại trang để soạn báo cáo mới."),
    "due_before_made": gettext_lazy("Hạn phải sau ngày cam kết {made_on}."),
    "same_due": gettext_lazy("Hạn mới trùng với hạn đang ghi."),
    "link_to_itself": gettext_lazy("Hãy chọn một kiến nghị, cam kết khác để liên kết."),
    "linked_before": gettext_lazy("Hai kiến nghị, cam kết này đã được liên kết như vậy."),
    "reference_missing": gettext_lazy(
        "Văn phòng ghi nhận quyết định thì hãy ghi số, ký hiệu văn bản của Thường trực HĐND."
    ),
    "decided_ahead": gettext_lazy("Ngày quyết định không được sau hôm nay."),
    "decided_before_made": gettext_lazy("Ngày quyết định không được trước ngày cam kết: {what}"),
    "rule_missing": gettext_lazy(
        "Vào ngày quyết định chưa có quy tắc về hạn giải trình. Hãy kiểm tra lại ngày."
    ),
    "step_open": gettext_lazy("Bước “{step}” đang được thực hiện: {what}"),
    "all_open": gettext_lazy("Mọi bước đều đang được thực hiện."),
    "nothing_overdue": gettext_lazy("Cơ quan này không còn kiến nghị, cam kết nào quá hạn."),
    "letter_issued": gettext_lazy("Hôm nay đã ban hành {reference} đôn đốc cơ quan này."),
    "not_a_signer": gettext_lazy("Hãy chọn người ký trong danh sách."),
    "paper_unprintable": gettext_lazy(
        "Chưa in được văn bản đúng thể thức; hãy xem lại họ tên, địa danh và nội dung. Chưa số nào "
        "được cấp."
    ),
    "step_over": gettext_lazy("Bước này vừa được người khác kết thúc. Trang đã tải lại."),
    "not_escalated": gettext_lazy(
        "Chưa quá hạn và chưa bị yêu cầu thực hiện tiếp nên chưa chuyển bước."
    ),
    "owed_by_body": gettext_lazy("Do cơ quan của HĐND chủ trì nên không chuyển bước giám sát."),
    "text_missing": gettext_lazy("Hãy ghi nội dung giải trình."),
    "place_needed": gettext_lazy("Hãy chọn kỳ họp sẽ đưa nội dung này ra."),
    "place_late": gettext_lazy(
        "Kỳ họp này đã qua hạn gửi tài liệu; bổ sung nội dung cần quyết định của Chủ tọa tại trang "
        "chương trình. Hãy chọn kỳ họp khác hoặc bổ sung tại đó."
    ),
    "host_missing": gettext_lazy(
        "Chưa ghi Thường trực HĐND của nhiệm kỳ này nên chưa lập được phiên giải trình. Hãy nhờ "
        "quản trị nhập cơ quan đó."
    ),
    "sheet_kind": gettext_lazy("Chỉ nhận bảng trong tệp Excel (.xlsx) đã tải từ trang này."),
    "sheet_headings": gettext_lazy(
        "Bảng thiếu cột “Mã”, “Kết quả” hoặc “Nội dung trả lời”. Hãy tải lại bảng từ trang này."
    ),
    "sheet_empty": gettext_lazy("Chưa dòng nào được ghi trả lời."),
    "sheet_long": gettext_lazy("Bảng có hơn {most} dòng trả lời. Hãy tách thành nhiều tệp."),
    "sheet_settled": gettext_lazy("Bảng này đã được gửi hoặc bỏ. Trang đã tải lại, hãy xem lại."),
    "sheet_wrong": gettext_lazy(
        "Còn {count} dòng có vấn đề. Hãy chọn bỏ qua các dòng này, hoặc sửa tệp rồi nộp lại."
    ),
    "sheet_nothing": gettext_lazy("Không có dòng nào gửi được."),
    "nothing_settled": gettext_lazy(
        "Không có kiến nghị nào được báo cáo đã giải quyết xong mà chưa từng được chọn kiểm tra."
    ),
    "later_reply": gettext_lazy(
        "Cơ quan vừa gửi báo cáo mới. Hãy xem báo cáo đó rồi xác minh lại."
    ),
}
FAULTS: dict[Fault, str | Promise] = {
    Fault.CLAIM: gettext_lazy("Kết quả này không dùng cho loại kiến nghị, cam kết này."),
    Fault.TEXT: gettext_lazy("Hãy ghi kết quả cụ thể trước khi gửi."),
    Fault.WHAT_DONE: gettext_lazy("Ghi đã làm những gì."),
    Fault.EXPLANATION: gettext_lazy("Ghi nội dung giải trình, thông tin trả lời cử tri."),
    Fault.CAUSE: gettext_lazy("Ghi nguyên nhân khách quan chưa giải quyết được."),
    Fault.MEASURE: gettext_lazy("Ghi biện pháp đang làm, sẽ làm."),
    Fault.DONE_ON: gettext_lazy("Ghi ngày hoàn thành."),
    Fault.DONE_AHEAD: gettext_lazy("Ngày hoàn thành không thể sau hôm nay."),
    Fault.EVIDENCE: gettext_lazy("Ghi số, ký hiệu văn bản làm căn cứ, hoặc kèm ít nhất một tệp."),
    Fault.PROMISED_ON: gettext_lazy("Ghi ngày sẽ hoàn thành."),
    Fault.PROMISED_PAST: gettext_lazy("Ngày sẽ hoàn thành phải từ hôm nay trở đi."),
    Fault.MONEY_SOURCE: gettext_lazy(
        "Ghi nguồn kinh phí; không dùng kinh phí thì ghi “không cần kinh phí”."
    ),
}
WRONGS: dict[str, str | Promise] = {
    Wrong.CODE: gettext_lazy("Cột mã trống hoặc không đọc được."),
    Wrong.TWICE: gettext_lazy("Mã này có ở nhiều dòng."),
    Wrong.NOT_MINE: gettext_lazy("Không có mã này trong số được giao cho cơ quan của ông/bà."),
    Wrong.SHUT: gettext_lazy("Đã xác minh hoặc kết thúc theo dõi, không nhận trả lời nữa."),
    Wrong.ANSWERED: gettext_lazy("Cơ quan đã gửi trả lời sau khi tải bảng này."),
    Wrong.CLAIM_MISSING: gettext_lazy("Chưa chọn kết quả."),
    Wrong.CLAIM_UNKNOWN: gettext_lazy("Kết quả phải là một mục trong danh sách của cột."),
    Wrong.DAY: gettext_lazy("Ngày không đọc được; ghi dạng 08/12/2026."),
    Wrong.AMOUNT: gettext_lazy("Kinh phí không đọc được; ghi số đồng, hoặc dạng 1,2 tỷ."),
    Wrong.LONG: gettext_lazy("Có ô quá dài: nội dung 20.000 ký tự, căn cứ và nguồn 300 ký tự."),
    Wrong.FORMULA: gettext_lazy("Ô có công thức lỗi hoặc không có kết quả."),
}
NOTES: dict[str, str | Promise] = {
    Note.HIDDEN: gettext_lazy("Dòng ẩn trong tệp, vẫn được đọc."),
    Note.MERGED: gettext_lazy("Lấy giá trị của ô gộp phía trên."),
    Note.DRAFT: gettext_lazy("Thay bản nháp đang có; tệp của bản nháp được giữ."),
}
# The field of the form in which what is wrong is put right.
FIELD_OF: dict[Fault, str] = {
    Fault.CLAIM: "claimed",
    Fault.TEXT: "text",
    Fault.WHAT_DONE: "text",
    Fault.EXPLANATION: "text",
    Fault.CAUSE: "text",
    Fault.MEASURE: "measure",
    Fault.DONE_ON: "done_on",
    Fault.DONE_AHEAD: "done_on",
    Fault.EVIDENCE: "evidence",
    Fault.PROMISED_ON: "promised_on",
    Fault.PROMISED_PAST: "promised_on",
    Fault.MONEY_SOURCE: "money_source",
}
Refusal = (CommitmentRefused, MoveRefused, FileRefused, TableRefused)


def commitment_sentence(refusal: Exception) -> str:
    """The Vietnamese sentence for a refusal of the services of commitments."""
    if isinstance(refusal, FileRefused):
        return refusal_sentence(refusal)
    if isinstance(refusal, TableRefused):
        return str(TABLE_SENTENCES[refusal.code]).format(**refusal.details)
    if isinstance(refusal, CommitmentRefused) and refusal.code == "incomplete":
        found = cast("list[Fault]", refusal.details["faults"])
        missing = " ".join(str(FAULTS[fault]) for fault in found)
        return str(SENTENCES["incomplete"]).format(missing=missing)
    if isinstance(refusal, CommitmentRefused):
        return str(SENTENCES[refusal.code]).format(**refusal.details)
    return _("Tình trạng vừa được người khác thay đổi. Trang đã tải lại, hãy xem lại.")
