"""Invented names. Nobody and no place meant: a test holds the communes against the real ones."""

import random
from collections.abc import Iterator

PROVINCE = "Lam Vân"
CODE = "99"
WARDS = [
    "Lam Mộc", "Bến Sơn", "Suối Tuyền", "Mây Bình", "Trúc Bình", "Thông Viên", "Sao Hà",
    "Thượng Phong", "Quế Hương", "Mai Hương",
]  # fmt: skip
COMMUNES = [
    "Khe Phượng", "Cồn Vĩ", "Sim Tịnh", "Đá Quang", "Sim Tú", "Sương Tú", "Lau Lộc", "Trúc Trạch",
    "Đồi Nguyên", "Thông Tịnh", "Lau Viên", "Đồi Giang", "Ngàn Trạch", "Ngàn Vĩ", "Vân Tuyền",
    "Lau Thủy", "Hạ Mộc", "Sim Trạch", "Chè Tuyền", "Trúc Tịnh", "Cồn Điền", "Nắng Quang",
    "Mây Vĩ", "Thông Thanh", "Quế Trạch", "Thạch Vĩ", "Chè Lĩnh", "Quế Nhạn", "Suối Khê",
    "Nắng Lĩnh", "Sương Nhạn", "Mai Lĩnh", "Gió Tú", "Thạch Tuyền", "Ngàn Quang", "Mai Tịnh",
    "Sao Lộc", "Bến Khê", "Thạch Nhạn", "Nắng Sơn", "Sương Giang", "Cọ Quang", "Thượng Tú",
    "Đá Giang", "Sao Giang", "Chè Khê", "Cồn Thủy", "Mây Nguyên", "Cọ Thủy", "Thượng Khê",
]  # fmt: skip

FAMILIES = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Tống", "Đinh", "Mạc", "Lương", "Cao", "Lục", "Nông", "Vi", "Hà", "La", "Triệu", "Thái",
]  # fmt: skip
MALE = (
    ["Thạch", "Khoáng", "Vĩ", "Lam", "Trúc", "Sơn", "Bách", "Tuyên", "Lĩnh", "Khuê"],
    ["Bằng", "Chương", "Duệ", "Điền", "Đoan", "Giáp", "Hiệu", "Khoát", "Kỷ", "Lân", "Mậu", "Nghị",
     "Phách", "Quýnh", "Sách", "Tấn", "Thuyên", "Trác", "Triển", "Uy", "Viễn", "Xương", "Ước"],
)  # fmt: skip
FEMALE = (
    ["Thụy", "Nhã", "Diệp", "Sa", "Vân", "Mộc", "Trâm", "Khuê", "Lam", "Hạ"],
    ["Ân", "Bích", "Chiêu", "Dao", "Đan", "Giao", "Hảo", "Khê", "Lệ", "Miên", "Nhạn", "Oánh",
     "Phụng", "Quyên", "Sương", "Thoa", "Thủy", "Tịnh", "Uyển", "Ý", "Yên"],
)  # fmt: skip


def people(seed: int) -> Iterator[tuple[str, str]]:
    """Names with their sex, without end and without repeating one; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- names, not secrets
    used: set[str] = set()
    while True:
        sex = "female" if chance.random() < 0.36 else "male"
        middles, given = FEMALE if sex == "female" else MALE
        name = " ".join(map(chance.choice, (FAMILIES, middles, given)))
        if name not in used and len(set(name.split())) == 3:
            used.add(name)
            yield name, sex
