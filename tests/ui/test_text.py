"""Vietnamese text: folding, spelling of tones, keys for sorting."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.ui.text import LETTERS, fold, name_sort_key, nfc, sort_key, tidy, tone_normalise

SYLLABLES = [
    "hoà", "hòa", "thuý", "quý", "ngoài", "đức", "ăn", "ân", "ơn", "ưng", "nguyễn", "trần", "đặng",
    "ông", "yến", "ỷ", "Ánh", "Đỗ", "ê-ban", "khoẻ", "toán", "thuỷ", "Lê",
]  # fmt: skip
vietnamese = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6).map(" ".join)
names = st.lists(
    st.text(alphabet=LETTERS + "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọ", min_size=1, max_size=7),
    min_size=1,
    max_size=5,
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hội đồng", "hoi dong"),
        ("ĐẠI BIỂU", "dai bieu"),
        ("  Ủy   ban\tnhân dân ", "uy ban nhan dan"),
        ("Nghị quyết 12/NQ-HĐND", "nghi quyet 12/nq-hdnd"),
        ("ưu ơn ăn ân ê ô", "uu on an an e o"),
        ("", ""),
    ],
)
def test_fold_drops_case_tones_and_marks(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_fold_does_not_care_for_the_normal_form_or_the_place_of_the_tone(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text)) == fold(tone_normalise(text))


@given(vietnamese)
def test_fold_of_vietnamese_is_plain_ascii(text):
    assert fold(text).isascii()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hoà", "hòa"),
        ("Hoà Bình", "Hòa Bình"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("thuý, khoẻ. uỷ ban", "thúy, khỏe. ủy ban"),
        ("quý", "quý"),
        ("Quỳ", "Quỳ"),
        ("hoàn", "hoàn"),
        ("toán", "toán"),
        ("ngoài", "ngoài"),
        ("hòa", "hòa"),
        ("khuỷu", "khuỷu"),
    ],
)
def test_tone_normalise_moves_only_tones_of_open_syllables(text, expected):
    assert tone_normalise(text) == expected
    assert tone_normalise(unicodedata.normalize("NFD", text)) == expected


def test_tidy_makes_one_line_in_nfc():
    assert tidy(" Kỳ  họp\n" + unicodedata.normalize("NFD", "thứ Ba ")) == "Kỳ họp thứ Ba"


def test_names_sort_by_given_name_then_family_then_middle():
    expected = [
        "Lý An",
        "Nguyễn Thị An",
        "Nguyễn Văn An",
        "Trần Văn An",
        "Bùi Ánh",
        "Bùi Ăng",
        "Lý Ân",
        "Lê Dung",
        "Lê Văn Dũng",
        "Trần Đức",
        "Võ Em",
        "Võ Ê",
        "Hồ Ngọc",
        "Hồ Oanh",
        "Hồ Ô",
        "Hồ Ơn",
        "Lê Uyên",
        "Lê Ưng",
    ]
    assert sorted(sorted(expected), key=name_sort_key) == expected


def test_tones_follow_the_dictionary():
    expected = ["Ha", "Hà", "Hả", "Hã", "Há", "Hạ", "Hai"]
    assert sorted(sorted(expected), key=name_sort_key) == expected


def test_letters_follow_the_alphabet():
    assert sorted(sorted(LETTERS), key=sort_key) == list(LETTERS)


def test_tone_counts_only_after_all_letters_of_the_word():
    assert sorted(["Hán", "Ham", "Hàn", "Hân"], key=sort_key) == ["Ham", "Hàn", "Hán", "Hân"]


def test_same_name_in_both_spellings_and_forms_has_one_key():
    assert (
        name_sort_key("Trần Thị Hoà")
        == name_sort_key("TRẦN THỊ HÒA")
        == name_sort_key(unicodedata.normalize("NFD", "Trần  Thị Hoà"))
    )


@given(names)
def test_keys_hold_only_what_every_collation_sorts_alike(name):
    key = name_sort_key(name)
    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert len(key) <= 3 * len(name)


@given(st.text(max_size=100))
def test_key_of_any_text_fits_the_column(text):
    assert len(name_sort_key(nfc(text))) <= 250


@given(names, names)
def test_a_word_that_begins_another_sorts_before_it(word, more):
    first, longer = word.split()[0], word.split()[0] + more.split()[0]
    assert sort_key(first) < sort_key(longer)
