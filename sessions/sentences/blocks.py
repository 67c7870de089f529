"""What the services of blocks of items answer when they refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "block_too_small": gettext_lazy("Một nhóm có ít nhất hai nội dung. Hãy chọn thêm."),
    "block_kind": gettext_lazy(
        "“{title}” ({kind}) được xem xét riêng. Nhóm chỉ gồm báo cáo và dự thảo nghị quyết."
    ),
    "block_for_reading": gettext_lazy(
        "“{title}” chỉ để đại biểu nghiên cứu, không xem xét tại phiên họp nên không đưa vào nhóm."
    ),
    "block_decided": gettext_lazy("“{title}” đã có kết quả hoặc đã ra khỏi chương trình."),
    "block_item_grouped": gettext_lazy("“{title}” đã thuộc một nhóm khác."),
    "block_item_taken_out": gettext_lazy(
        "“{title}” đã được tách khỏi nhóm theo đề nghị của đại biểu nên được quyết định riêng."
    ),
    "block_item_has_vote": gettext_lazy(
        "“{title}” đã có biểu quyết riêng. Hãy bỏ biểu quyết đó trước khi đưa nội dung vào nhóm."
    ),
    "block_openness": gettext_lazy(
        "Nội dung họp kín và nội dung công khai không xem xét chung. Hãy lập hai nhóm."
    ),
    "block_drafts": gettext_lazy(
        "Nội dung có dự thảo nghị quyết và nội dung không có không xem xét chung một nhóm."
    ),
    "block_not_neighbours": gettext_lazy(
        "Các nội dung của nhóm phải đứng liền nhau trong chương trình. Hãy sắp xếp lại chương "
        "trình trước."
    ),
    "block_gone": gettext_lazy(
        "Nội dung này không còn thuộc nhóm. Trang đã tải lại, hãy xem và thực hiện lại."
    ),
    "block_empty": gettext_lazy("Nhóm này không còn nội dung nào."),
    "block_has_vote": gettext_lazy(
        "Nhóm đã có biểu quyết “{title}” nên không giải được. Nếu biểu quyết chưa công bố, hãy bỏ "
        "biểu quyết đó trước."
    ),
    "block_vote_allowed": gettext_lazy("Đã ghi Chủ tọa quyết định biểu quyết chung nhóm này."),
    "block_vote_begun": gettext_lazy(
        "Biểu quyết “{title}” về cả nhóm đã mở nên không tách được nội dung. Chỉ tách được trước "
        "khi mở biểu quyết, hoặc sau khi biểu quyết đó bị bỏ hay làm lại."
    ),
    "block_consent": gettext_lazy(
        "Nhóm này thông qua không thảo luận. Nội dung cần thảo luận được tách khỏi nhóm theo đề "
        "nghị của đại biểu."
    ),
    "item_in_block": gettext_lazy(
        "Nội dung đang thuộc nhóm “{title}” nên không đổi được loại, họp kín, ban hành nghị quyết. "
        "Hãy giải nhóm trước."
    ),
    "poll_block_unallowed": gettext_lazy(
        "Chủ tọa chưa quyết định biểu quyết chung nhóm này. Hãy ghi ý kiến của Chủ tọa ở trang của "
        "nhóm trước."
    ),
    "poll_block_small": gettext_lazy(
        "Nhóm chỉ còn {count} nội dung nên không biểu quyết chung. Hãy bỏ biểu quyết này, giải "
        "nhóm và biểu quyết riêng."
    ),
    "poll_block_kind": gettext_lazy(
        "Biểu quyết chung một nhóm bằng giơ tay, gọi tên hoặc trên thiết bị, không bỏ phiếu kín, "
        "không lấy ý kiến bằng phiếu và không về nhân sự."
    ),
    "poll_block_has_vote": gettext_lazy("Nhóm này đã có biểu quyết. Hãy mở biểu quyết đó."),
    "poll_item_in_block": gettext_lazy(
        "Nội dung này đang được biểu quyết chung với nhóm “{title}”. Đại biểu có thể đề nghị tách "
        "nội dung khỏi nhóm trước khi mở biểu quyết."
    ),
    "poll_item_or_block": gettext_lazy("Chỉ chọn một: một nội dung, hoặc một nhóm nội dung."),
}
