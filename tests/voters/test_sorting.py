"""The plain rules of sorting: states, parts of a text, suggested fields, likeness."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.council.fields import field_plans
from hdnd_portal.search import likeness
from hdnd_portal.ui.text import fold
from voters.refusals import ContactRefused
from voters.sorting import MOVES, Move, State, recommendation_after
from voters.spans import Span, covers, found_in, minus, sentences, union
from voters.suggestions import suggested_fields

S, M = State, Move
# B6 until an agency has it: every pair of state and move that is not here is refused.
ALLOWED = {
    (S.RECORDED, M.SORT): S.SORTED,
    (S.RECORDED, M.TAKE_OUT): S.LETTER,
    (S.RECORDED, M.ANSWER_THERE): S.ANSWERED_THERE,
    (S.RECORDED, M.MERGE): S.MERGED,
    (S.RECORDED, M.DROP): S.DROPPED,
    (S.SORTED, M.SORT): S.SORTED,
    (S.SORTED, M.UNSORT): S.RECORDED,
    (S.SORTED, M.TAKE_OUT): S.LETTER,
    (S.SORTED, M.ANSWER_THERE): S.ANSWERED_THERE,
    (S.SORTED, M.MERGE): S.MERGED,
    (S.SORTED, M.DROP): S.DROPPED,
    (S.SORTED, M.SEND): S.SENT,
    (S.LETTER, M.RESUME): S.RECORDED,
    (S.ANSWERED_THERE, M.RESUME): S.RECORDED,
    (S.DROPPED, M.RESUME): S.RECORDED,
    (S.SENT, M.MISDIRECT): S.MISDIRECTED,
    (S.MISDIRECTED, M.SORT): S.SORTED,
}
SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(*sorted(ends))),
    max_size=6,
)
TOPICS = {number: plan.topics for number, plan in enumerate(field_plans())}
CODES = [plan.code for plan in field_plans()]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_every_move_from_every_state(state, move):
    if (state, move) in ALLOWED:
        assert recommendation_after(state, move) is ALLOWED[state, move]
    else:
        with pytest.raises(ContactRefused, match="recommendation_state"):
            recommendation_after(state, move)


def test_every_move_leads_somewhere():
    assert set(MOVES) == set(Move)


def characters(spans):
    return {place for span in spans for place in range(span.start, span.end)}


@given(SPANS, SPANS)
def test_spans_are_sets_of_characters(spans, others):
    assert characters(union(spans)) == characters(spans)
    assert characters(minus(spans, others)) == characters(spans) - characters(others)
    assert covers(spans, others) == (characters(others) <= characters(spans))
    joined = union(spans)
    assert all(one.end < two.start for one, two in itertools.pairwise(joined))


@given(st.text(alphabet="ab1.;?!… \n", max_size=60))
def test_sentences_hold_every_letter_once(text):
    found = sentences(text)
    assert "".join(text[a:b] for a, b in found).split() == text.split() or "".join(
        "".join(text[a:b] for a, b in found).split()
    ) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in found)
    assert found == sorted(found)


def test_a_figure_with_a_point_stays_whole():
    text = "Đường dài 1.5 km đã hỏng. Đề nghị sửa; làm cả cống!\nCảm ơn"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Đường dài 1.5 km đã hỏng.",
        "Đề nghị sửa;",
        "làm cả cống!",
        "Cảm ơn",
    ]


def test_words_are_found_however_they_are_spaced():
    text = "Đề nghị  nạo vét\nkênh mương."
    assert found_in(text, "nạo vét kênh  mương") == Span(9, 27)
    assert found_in(text, "nạo vét mương") is None
    assert found_in(text, "  ") is None


@pytest.mark.parametrize(
    ("text", "code", "topics"),
    [
        ("Đề nghị nạo vét kênh mương nội đồng", "TL", ("kênh mương", "nạo vét")),
        ("Đường ống nước sạch bị vỡ", "NS", ("đường ống nước",)),
        # The longer topic hides the shorter one within it.
        ("Thẻ bảo hiểm y tế hết hạn chưa được cấp lại", "BH", ("thẻ bảo hiểm y tế",)),
        ("de nghi nao vet kenh muong noi dong", "TL", ("kênh mương", "nạo vét")),
        ("Hòa giải ở cơ sở còn hình thức", "TP", ("hòa giải ở cơ sở",)),
        ("Hoà giải ở cơ sở còn hình thức", "TP", ("hòa giải ở cơ sở",)),
        ("Chợ trung tâm xã đã dột", "CT", ("chợ",)),
    ],
)
def test_a_field_is_suggested_with_the_words_that_led_to_it(text, code, topics):
    best = suggested_fields(text, TOPICS)[0]
    assert (CODES[best.field], best.topics) == (code, topics)


def test_without_marks_one_syllable_leads_nowhere():
    # "cho" is also the word of every request.
    assert suggested_fields("de nghi cho nguoi dan", TOPICS) == []


def test_nothing_known_gives_no_suggestion():
    assert suggested_fields("Cử tri hoan nghênh sự có mặt của các đại biểu", TOPICS) == []


REPAIR = "Đề nghị sửa chữa tuyến đường liên xã Đông Hòa – Tây Hòa đã xuống cấp, nhiều ổ gà"
AGAIN = "duong lien xa dong hoa tay hoa xuong cap nghiem trong, cu tri mong som nang cap"
OTHER = "Đề nghị sửa chữa trạm y tế xã Đông Hòa đã xuống cấp"


def test_other_wording_without_marks_is_liker_than_another_matter_in_the_same_words():
    texts = [REPAIR, OTHER, *(f"Đề nghị xem xét giải quyết việc số {n}" for n in range(50))]
    counts = {}
    for text in texts:
        for pair in likeness.pairs(text):
            counts[pair] = counts.get(pair, 0) + 1
    mine = likeness.weights(likeness.pairs(AGAIN), counts, len(texts), most=100)
    same = likeness.likeness(mine, likeness.pairs(REPAIR))
    assert same > likeness.likeness(mine, likeness.pairs(OTHER))
    assert likeness.likeness(mine, likeness.pairs(texts[-1])) == 0
    assert likeness.likeness(mine, likeness.pairs(AGAIN)) == pytest.approx(1)


def test_rare_pairs_are_followed_first_and_common_ones_not_at_all():
    counts = {"de nghi": 90_000, "kenh muong": 40, "be tong": 3_000, "la thay": 0}
    assert likeness.rarest(counts, counts, most=4000) == ["kenh muong", "be tong"]
    # Something is followed even where every pair is common.
    assert likeness.rarest(["de nghi"], counts, most=4000) == ["de nghi"]


def test_a_pair_that_most_texts_have_says_nothing():
    assert likeness.weights(["de nghi"], {"de nghi": 101}, 200, most=100) == {"de nghi": 0.0}
    assert likeness.weights(["de nghi"], {"de nghi": 100}, 200, most=100)["de nghi"] > 0


def test_pairs_are_shown_as_they_were_said():
    assert likeness.pairs("Kênh  mương, KÊNH MƯƠNG cấp II") == {
        "kenh muong": "kênh mương",
        "muong kenh": "mương kênh",
        "muong cap": "mương cấp",
        "cap ii": "cấp ii",
    }
    assert fold("Kênh mương") in likeness.pairs("kenh muong")
