"""Addresses, old and new, to the units of a day."""

from collections import Counter
from datetime import date

import pytest
from vietnam_provinces import Province, Ward

from hdnd_portal.council.unit_data import unit_table
from hdnd_portal.council.unit_names import accent_key, name_key
from hdnd_portal.council.units import find_units

TODAY = date(2026, 11, 22)


def addresses(text, on):
    return [m.address for m in find_units(text, on)]


# Resolution 202/2025/QH15, the resolutions of UBTVQH of 16 June 2025 and those of 2026.
@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        # A commune that was merged, by its full old address and by parts of it.
        ("xã Trường Thắng, huyện Thới Lai, TP Cần Thơ", TODAY, "xã Thới Lai, thành phố Cần Thơ"),
        ("xã Trường Thắng, huyện Thới Lai", TODAY, "xã Thới Lai, thành phố Cần Thơ"),
        ("truong thang, thoi lai, can tho", TODAY, "xã Thới Lai, thành phố Cần Thơ"),
        # The old province beside the old commune; the province is another one today.
        (
            "xã Phú Riềng, huyện Phú Riềng, tỉnh Bình Phước",
            TODAY,
            "xã Phú Riềng, thành phố Đồng Nai",
        ),
        ("phường Bến Cát, tỉnh Bình Dương", TODAY, "phường Bến Cát, thành phố Hồ Chí Minh"),
        # Thủ Đức was a city of the district level; its ward of today bears the name.
        ("phường Thủ Đức, TP.HCM", TODAY, "phường Thủ Đức, thành phố Hồ Chí Minh"),
        ("P. Linh Xuân, TP. Thủ Đức, TP.HCM", TODAY, "phường Linh Xuân, thành phố Hồ Chí Minh"),
        # Numbers, abbreviations, no commas, a word of a unit inside a name.
        ("p1, q. 3, tp hcm", TODAY, "phường Bàn Cờ, thành phố Hồ Chí Minh"),
        ("Phường 01 Quận 3 TP. Hồ Chí Minh", TODAY, "phường Bàn Cờ, thành phố Hồ Chí Minh"),
        (
            "số 5 đường Lê Lợi, phường Bến Thành, quận 1, TP HCM",
            TODAY,
            "phường Bến Thành, thành phố Hồ Chí Minh",
        ),
        ("TT. Cát Bà, H. Cát Hải, TP. Hải Phòng", TODAY, "đặc khu Cát Hải, thành phố Hải Phòng"),
        # The days around 2026-04-30.
        ("tỉnh Đồng Nai", date(2026, 4, 29), "tỉnh Đồng Nai"),
        ("tỉnh Đồng Nai", date(2026, 4, 30), "thành phố Đồng Nai"),
        ("thành phố Đồng Nai", date(2026, 4, 29), "tỉnh Đồng Nai"),
        ("xã Long Thành, tỉnh Đồng Nai", date(2026, 4, 29), "xã Long Thành, tỉnh Đồng Nai"),
        (
            "xã Long Thành, tỉnh Đồng Nai",
            date(2026, 5, 1),
            "phường Long Thành, thành phố Đồng Nai",
        ),
        ("xã Xuân Quế, tỉnh Đồng Nai", date(2026, 5, 1), "xã Xuân Quế, thành phố Đồng Nai"),
        ("tỉnh Quảng Ninh", date(2026, 8, 31), "tỉnh Quảng Ninh"),
        ("tỉnh Quảng Ninh", date(2026, 9, 1), "thành phố Quảng Ninh"),
        ("xã Lục Nam, Bắc Ninh", date(2026, 9, 19), "xã Lục Nam, tỉnh Bắc Ninh"),
        ("xã Lục Nam, Bắc Ninh", date(2026, 9, 20), "phường Lục Nam, thành phố Bắc Ninh"),
        # Before the reform the same words mean the former unit.
        (
            "xã Trường Thắng, huyện Thới Lai, TP Cần Thơ",
            date(2025, 6, 30),
            "xã Trường Thắng, huyện Thới Lai, thành phố Cần Thơ",
        ),
        ("tỉnh Bình Dương", date(2025, 6, 30), "tỉnh Bình Dương"),
        ("tỉnh Bình Dương", date(2025, 7, 1), "thành phố Hồ Chí Minh"),
        ("tỉnh Thừa Thiên Huế", date(2024, 12, 31), "tỉnh Thừa Thiên Huế"),
        ("tỉnh Thừa Thiên Huế", date(2025, 1, 1), "thành phố Huế"),
        # Diacritics tell two communes of one province apart; the place of the tone does not.
        ("xã Sơn Hà, Quảng Ngãi", TODAY, "xã Sơn Hà, tỉnh Quảng Ngãi"),
        ("xã Sơn Hạ, Quảng Ngãi", TODAY, "xã Sơn Hạ, tỉnh Quảng Ngãi"),
        ("phường Thuỷ Nguyên, TP Hải Phòng", TODAY, "phường Thủy Nguyên, thành phố Hải Phòng"),
        ("Đắc Lắc", TODAY, "tỉnh Đắk Lắk"),
        ("đặc khu Hoàng Sa", date(2024, 1, 1), "huyện Hoàng Sa, thành phố Đà Nẵng"),
        # Names that begin like the word of a unit or of a hamlet.
        ("xã Tam Thanh, Quan Sơn, Thanh Hóa", TODAY, "xã Tam Thanh, tỉnh Thanh Hóa"),
        ("xã Quản Bạ, Quản Bạ, Hà Giang", TODAY, "xã Quản Bạ, tỉnh Tuyên Quang"),
        ("xã Quảng Lạc, Lạng Sơn", TODAY, "phường Lương Văn Tri, tỉnh Lạng Sơn"),
        ("phường 2, Quảng Trị, Quảng Trị", TODAY, "phường Quảng Trị, tỉnh Quảng Trị"),
        # The district of 2025 was divided before; both names of the province say it.
        (
            "phường Thuận Hòa, thành phố Huế, tỉnh Thừa Thiên Huế",
            TODAY,
            "phường Phú Xuân, thành phố Huế",
        ),
        ("thành phố Huế, tỉnh Thừa Thiên Huế", TODAY, "thành phố Huế"),
        # No commas, a province without its word.
        ("xã Nga Phượng huyện Nga Sơn Thanh Hóa", TODAY, "xã Nga Thắng, tỉnh Thanh Hóa"),
        ("phường Bến Thành quận 1 TPHCM", TODAY, "phường Bến Thành, thành phố Hồ Chí Minh"),
        ("Thủ đô Hà Nội", TODAY, "thành phố Hà Nội"),
        ("xã Hòa Ninh (huyện Di Linh, Lâm Đồng)", TODAY, "xã Hòa Ninh, tỉnh Lâm Đồng"),
        ("huyện đảo Lý Sơn", TODAY, "đặc khu Lý Sơn, tỉnh Quảng Ngãi"),
    ],
)
def test_find_units_gives_the_unit_of_the_day(text, on, expected):
    assert addresses(text, on) == [expected]


def test_divided_commune_gives_several_with_the_likely_one_first():
    matches = find_units("xã Hoà Liên, huyện Hoà Vang, TP Đà Nẵng", TODAY)
    assert [(m.label, m.is_likely) for m in matches] == [
        ("phường Liên Chiểu", True),
        ("phường Hải Vân", False),
    ]
    assert "được chia" in matches[0].reason


def test_ambiguous_name_gives_all_and_says_why():
    matches = find_units("xa son ha, quang ngai", TODAY)
    assert [m.label for m in matches] == ["xã Sơn Hà", "xã Sơn Hạ"]
    assert all("trùng tên" in m.reason for m in matches)


def test_ended_district_gives_the_communes_on_its_ground():
    matches = find_units("thành phố Thủ Đức", TODAY)
    assert len(matches) == 12
    assert {m.kind for m in matches} == {"ward"}
    assert "phường An Khánh" in {m.label for m in matches}


def labels(text, on=TODAY):
    return {m.label for m in find_units(text, on)}


def test_district_and_province_of_one_address_belong_together():
    # Châu Thành stood in An Giang and in Kiên Giang, which is a part of An Giang today.
    assert addresses("huyện Châu Thành, tỉnh An Giang", date(2025, 6, 30)) == [
        "huyện Châu Thành, tỉnh An Giang"
    ]
    assert "xã An Châu" in labels("huyện Châu Thành, tỉnh An Giang")
    assert "xã Châu Thành" not in labels("huyện Châu Thành, tỉnh An Giang")


def test_word_of_a_unit_names_its_level():
    # A province is never a commune of that name, nor a district.
    assert find_units("tỉnh Hà Tây", TODAY) == []
    assert len(labels("huyện Thủy Nguyên, Hải Phòng")) == 8
    assert len(labels("thị xã Mỹ Hào tỉnh Hưng Yên")) == 3
    assert labels("thành phố Bắc Ninh, tỉnh Bắc Ninh") == {
        "phường Vũ Ninh", "phường Kinh Bắc", "phường Võ Cường", "phường Nam Sơn",
        "phường Hạp Lĩnh",
    }  # fmt: skip


def test_commune_of_today_was_communes_before_not_districts():
    assert labels("phường Long Thành, thành phố Đồng Nai", date(2025, 6, 30)) == {
        "thị trấn Long Thành", "xã Lộc An", "xã Bình Sơn", "xã Long An",
    }  # fmt: skip


def test_text_without_any_diacritics_may_mean_each_name():
    assert labels("xa Nga Thanh, huyen Nga Son, tinh Thanh Hoa") == {"xã Nga Sơn", "xã Hồ Vương"}
    assert labels("xã Nga Thành, huyện Nga Sơn, tỉnh Thanh Hóa") == {"xã Hồ Vương"}


def test_nfd_and_upper_case_are_read():
    text = "XÃ LONG THÀNH, TỈNH ĐỒNG NAI"
    assert addresses(text, date(2026, 4, 29)) == ["xã Long Thành, tỉnh Đồng Nai"]


@pytest.mark.parametrize("text", ["", "   ", ",,,", "xã Không Có Thật, tỉnh Không Có"])
def test_unknown_address_gives_nothing(text):
    assert find_units(text, TODAY) == []


def test_no_day_means_the_latest_state():
    assert addresses("tỉnh Đồng Nai", None) == ["thành phố Đồng Nai"]


def test_change_names_its_source():
    (match,) = find_units("tỉnh Đồng Nai", date(2026, 5, 1))
    assert match.sources == ("Nghị quyết 30/2026/QH16",)
    assert match.code == "75"
    assert match.kind == "city"
    assert match.mark == "F2"


@pytest.mark.parametrize(
    ("on", "provinces", "communes", "wards"),
    [
        (date(2025, 6, 30), 63, 10035, None),
        (date(2025, 7, 1), 34, 3321, 687),
        (date(2026, 4, 30), 34, 3321, 697),
        (TODAY, 34, 3321, 709),
    ],
)
def test_every_day_has_the_known_number_of_units(on, provinces, communes, wards):
    holding = [s for s in unit_table().spans.values() if s.holds_on(on)]
    count = Counter(s.level for s in holding)
    assert (count["province"], count["commune"]) == (provinces, communes)
    if wards:
        assert sum(s.kind == "ward" for s in holding) == wards
        assert sum(s.kind == "special_zone" for s in holding) == 13


def test_units_agree_with_the_other_package_on_names_and_kinds():
    on = date(2026, 4, 29)  # the day before the first change that package lacks
    spans = [s for s in unit_table().spans.values() if s.holds_on(on)]
    code_of = {s.id: s.code for s in spans if s.level == "province"}
    ours = Counter(
        (code_of[s.parent], s.word, accent_key(s.name)) for s in spans if s.level == "commune"
    )
    theirs = Counter(
        (
            f"{int(w.province_code):02d}",
            w.division_type.value,
            accent_key(w.name.split(maxsplit=1)[1].removeprefix("khu ")),
        )
        for w in Ward.iter_all()
    )
    assert ours == theirs
    assert {(s.code, name_key(s.label)) for s in spans if s.level == "province"} == {
        (
            f"{int(p.code):02d}",
            name_key(
                ("tỉnh " if p.division_type.value == "tỉnh" else "")
                + p.name.replace("Tp ", "Thành phố ")
            ),
        )
        for p in Province.iter_all()
    }


def test_every_former_commune_leads_to_one_of_today():
    table = unit_table()
    today = {s.id for s in table.spans.values() if s.level == "commune" and s.valid_from}
    former = [s for s in table.spans.values() if s.level == "commune" and not s.valid_from]
    reached = {t for s in former for c in table.leaving[s.id] for t in c.targets}
    assert reached <= today
    assert len(reached) >= 3321 - 5
