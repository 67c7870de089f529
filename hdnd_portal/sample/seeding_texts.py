"""Words of many invented recommendations: some millions of different ones; all end in "(mẫu)"."""

import random

# What is asked for: field, subject, and the words that ask.
SUBJECTS: list[tuple[str, str, str]] = [
    ("GT", "tuyến đường liên xã", "sửa chữa mặt đường và khơi thông rãnh thoát nước"),
    ("GT", "cầu treo dân sinh", "gia cố dầm cầu, lắp biển hạn chế tải trọng"),
    ("GT", "đường vào khu sản xuất", "bố trí vốn cứng hóa đoạn còn lại"),
    ("GT", "ngã ba trước cổng trường", "lắp gờ giảm tốc và đèn tín hiệu giao thông"),
    ("XD", "khu dân cư mới", "xây dựng cống thoát nước thải chung"),
    ("XD", "đoạn phố trung tâm", "lắp hệ thống chiếu sáng công cộng"),
    ("DD", "khu đất lâm trường giao lại", "đo đạc, cấp giấy chứng nhận quyền sử dụng đất"),
    ("DD", "dự án mở rộng đường", "công khai phương án bồi thường, bố trí tái định cư"),
    ("MT", "bãi tập kết rác", "di chuyển bãi rác ra xa khu dân cư"),
    ("MT", "trang trại chăn nuôi tập trung", "kiểm tra việc xả thải gây mùi hôi"),
    ("TL", "kênh mương nội đồng", "nạo vét và kiên cố hóa kênh tưới trước vụ xuân"),
    ("TL", "bờ suối sạt lở", "làm kè bảo vệ nhà ở của nhân dân"),
    ("TL", "hồ chứa đầu nguồn", "sửa chữa cống lấy nước và tràn xả lũ"),
    ("NN", "vùng trồng cây ăn quả", "hỗ trợ giống, kết nối tiêu thụ nông sản"),
    ("NN", "tổ bảo vệ rừng", "tăng mức khoán bảo vệ rừng cộng đồng"),
    ("NS", "công trình cấp nước tập trung", "thay máy bơm, kéo dài đường ống nước sạch"),
    ("DL", "trạm biến áp cũ", "nâng công suất trạm để hết tình trạng điện yếu"),
    ("DL", "cột điện trong vườn", "di chuyển cột và thay dây trần bằng dây bọc"),
    ("CT", "chợ trung tâm", "nâng cấp đình chợ và khu vệ sinh"),
    ("TC", "công trình dở dang", "bố trí vốn đầu tư công để hoàn thành, trả nợ đọng"),
    ("VT", "khu vực lõm sóng", "xây dựng trạm phát sóng điện thoại"),
    ("YT", "trạm y tế", "bổ sung bác sĩ và thuốc chữa bệnh thông thường"),
    ("BH", "hộ vừa thoát nghèo", "tiếp tục hỗ trợ mức đóng thẻ bảo hiểm y tế"),
    ("GD", "điểm trường lẻ", "bổ sung giáo viên mầm non và phòng học"),
    ("GD", "trường tiểu học", "sửa nhà vệ sinh, làm mái che sân trường"),
    ("VH", "nhà văn hóa cũ", "hỗ trợ kinh phí xây mới nhà văn hóa"),
    ("NC", "hồ sơ thanh niên xung phong", "giải quyết dứt điểm chế độ người có công"),
    ("NC", "hộ ở nhà dột nát", "đưa vào danh sách xóa nhà tạm năm tới"),
    ("LD", "cụm công nghiệp", "yêu cầu doanh nghiệp trả lương, đóng bảo hiểm đúng hạn"),
    ("DT", "bản vùng cao", "có chính sách với người có uy tín trong đồng bào dân tộc"),
    ("NV", "người hoạt động không chuyên trách", "nâng mức phụ cấp sau khi sắp xếp"),
    ("CCHC", "bộ phận một cửa", "rút ngắn thời gian trả hồ sơ đất đai"),
    ("AN", "khu nhà trọ công nhân", "tăng tuần tra, xử lý trộm cắp và tín dụng đen"),
    ("TP", "việc đăng ký hộ tịch", "cho làm thủ tục khai sinh tại thôn xa"),
    ("TTR", "đơn kiến nghị kéo dài", "sớm có kết luận và trả lời công dân"),
]
FIRST = [
    "Nà", "Pác", "Khuổi", "Lũng", "Bó", "Đồng", "Phai", "Cốc", "Tân", "Trung", "Hợp", "Sơn",
    "Đông", "Tây", "Bắc", "Nam", "Thượng", "Hạ", "Vằng", "Kéo",
]  # fmt: skip
SECOND = [
    "Lặng", "Pheo", "Mòn", "Sung", "Ngòi", "Lếch", "Quang", "Tiến", "Thịnh", "Lợi", "Vạn", "Hin",
    "Đán", "Chả", "Pục", "Luông", "Cại", "Mạ", "Tả", "Rì", "Khảo", "Vài", "Lầu", "Súm", "Đuống",
]  # fmt: skip
TROUBLES = [
    "xuống cấp nghiêm trọng từ sau đợt mưa lũ", "hư hỏng đã nhiều năm chưa được sửa chữa",
    "không đáp ứng nhu cầu của nhân dân", "đã được khảo sát nhưng chưa có kế hoạch thực hiện",
    "gây khó khăn cho việc đi lại và sản xuất", "mất an toàn, nhất là với người già và trẻ nhỏ",
    "được phản ánh tại nhiều cuộc họp thôn", "thực hiện dở dang rồi dừng lại",
    "quá tải vào dịp cuối năm", "chưa được cơ quan nào nhận trách nhiệm",
    "ảnh hưởng trực tiếp đến gần trăm hộ dân", "đã hết thời hạn sử dụng theo thiết kế",
]  # fmt: skip
WHENS = [
    "trước mùa mưa bão", "trong quý tới", "trong năm nay", "ngay trong kế hoạch năm sau",
    "trước năm học mới", "để nhân dân yên tâm sản xuất", "theo đúng lời hứa với cử tri",
    "trong thời gian sớm nhất",
]  # fmt: skip
ANSWERS = [
    "Đơn vị đã kiểm tra thực địa, giao ban quản lý dự án lập hồ sơ và bố trí kinh phí",
    "Nội dung thuộc kế hoạch trung hạn, việc thực hiện theo nguồn vốn được giao",
    "Theo quy định hiện hành, đối tượng nêu trong kiến nghị chưa thuộc diện được hỗ trợ",
    "Đã hoàn thành sửa chữa, nghiệm thu và bàn giao cho địa phương quản lý",
    "Đã có văn bản yêu cầu đơn vị quản lý khắc phục và báo cáo kết quả",
]  # fmt: skip


def recommendation(chance: random.Random, commune: str) -> tuple[str, str]:
    """The code of the field, and what voters of the commune ask for."""
    code, subject, wish = chance.choice(SUBJECTS)
    hamlet = f"{chance.choice(FIRST)} {chance.choice(SECOND)}"
    trouble, when = chance.choice(TROUBLES), chance.choice(WHENS)
    place = f"thôn {hamlet}, {commune}"
    if chance.random() < 0.5:
        return code, f"Đề nghị {wish} đối với {subject} tại {place} {when}; hiện {trouble} (mẫu)."
    return (
        code,
        f"{subject.capitalize()} tại {place} {trouble}; cử tri đề nghị {wish} {when} (mẫu).",
    )
