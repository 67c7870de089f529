"""Words, numbers and pieces of text, in plain Python."""

import unicodedata

import pytest

from hdnd_portal.search import words


@pytest.mark.parametrize(
    ("text", "exact", "folded"),
    [
        ("Hội đồng nhân dân", "hội đồng nhân dân", "hoi dong nhan dan"),
        (unicodedata.normalize("NFD", "Hội đồng"), "hội đồng", "hoi dong"),
        ("hoà giải – thuỷ lợi", "hòa giải thủy lợi", "hoa giai thuy loi"),
        ("Số: 12/NQ-HĐND (a@b.vn)", "số 12 nq hđnd a b vn", "so 12 nq hdnd a b vn"),
        ("' & | ! :* <->", "", ""),
    ],
)
def test_a_text_is_words_with_and_without_marks(text, exact, folded):
    assert (words.exact(text), words.folded(text)) == (exact, folded)


@pytest.mark.parametrize(
    ("text", "folded", "exact"),
    [
        ("hội đồng", "'hoi' & 'dong':*", "'hội' & 'đồng':*"),
        ("hoi dong", "'hoi' & 'dong':*", ""),
        ("hội đ", "'hoi' & 'd'", "'hội' & 'đ'"),
        ("a' | !b:*", "'a' & 'b'", ""),
        ("", "", ""),
    ],
)
def test_what_is_typed_becomes_a_query_and_never_syntax(text, folded, exact):
    typed = words.typed(text)
    assert (typed.folded, typed.exact) == (folded, exact)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12/NQ-HĐND", "12/NQ-HDND"),
        (" 012 / nq-hđnd ", "12/NQ-HDND"),
        ("12/2026/NQ-HĐND", "12/NQ-HDND"),
        ("12/NQ", "12/NQ"),
        ("12/2026", ""),
        ("08/12/2026", ""),
        ("12", ""),
        ("nghị quyết", ""),
    ],
)
def test_a_number_is_one_key_however_it_is_written(text, key):
    assert words.reference_key(text) == key


def test_the_sought_words_are_marked_and_stand_in_the_piece_shown():
    text = "Mở đầu dài. " * 40 + "Hội đồng nhân dân tỉnh quyết nghị. " + "Phần cuối. " * 40
    piece = words.excerpt(text, ("hoi", "dong"))
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert ("Hội", True) in words.marked(piece, ("hoi", "dong"))
    assert "".join(part for part, _sought in words.marked(piece, ("hoi",))) == piece
