"""What an answer must say for each result, what it is worth, and how sums are typed."""

from datetime import date
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from hdnd_portal.commitments.answers import (
    ANSWER_CLAIMS,
    REPORT_CLAIMS,
    Answer,
    Fault,
    Quality,
    claims_for,
    faults,
    quality_of,
)
from hdnd_portal.commitments.codes import code_of, key_of
from hdnd_portal.commitments.labels import Kind, claim_label
from hdnd_portal.commitments.sentences import FAULTS, FIELD_OF
from hdnd_portal.commitments.workflow import Claim
from hdnd_portal.ui.money import money, read_money

TODAY = date(2026, 11, 23)
LATER, BEFORE = date(2027, 3, 31), date(2026, 11, 2)


def missing(claimed, kind=Kind.RECOMMENDATION, **said) -> list[Fault]:
    return faults(Answer(claimed=claimed, **said), kind=kind, today=TODAY)


@pytest.mark.parametrize(
    ("claimed", "wanted"),
    [
        (Claim.DONE, [Fault.WHAT_DONE, Fault.DONE_ON, Fault.EVIDENCE]),
        (Claim.UNDER_WAY, [Fault.TEXT, Fault.MEASURE, Fault.PROMISED_ON]),
        (Claim.PLANNED, [Fault.TEXT, Fault.MEASURE, Fault.PROMISED_ON, Fault.MONEY_SOURCE]),
        (Claim.EXPLAINED, [Fault.EXPLANATION]),
        (Claim.NOT_DONE, [Fault.CAUSE]),
        (Claim.CANNOT, [Fault.CLAIM, Fault.TEXT]),
    ],
)
def test_each_result_asks_for_what_counts(claimed, wanted):
    assert missing(claimed) == wanted


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        (Claim.DONE, {"done_on": BEFORE, "evidence": "Số 12/BC-SXD"}),
        (Claim.DONE, {"done_on": TODAY, "has_files": True}),
        (Claim.UNDER_WAY, {"measure": "Thi công", "promised_on": TODAY}),
        (Claim.UNDER_WAY, {"measure": "x", "promised_on": LATER, "amount": 5, "money_source": "y"}),
        (Claim.PLANNED, {"measure": "Ghi vốn", "promised_on": LATER, "money_source": "Ngân sách"}),
        (Claim.EXPLAINED, {}),
        (Claim.NOT_DONE, {}),
    ],
)
def test_what_says_enough_may_be_sent(claimed, said):
    assert missing(claimed, text="Trả lời cử tri", **said) == []


def test_days_stand_on_the_right_side_of_today():
    ahead = missing(Claim.DONE, text="x", done_on=LATER, evidence="y")
    past = missing(Claim.UNDER_WAY, text="x", measure="y", promised_on=BEFORE)
    assert (ahead, past) == ([Fault.DONE_AHEAD], [Fault.PROMISED_PAST])


def test_money_names_its_source():
    said = {"text": "x", "measure": "y", "promised_on": LATER}
    assert missing(Claim.UNDER_WAY, amount=1_000_000, **said) == [Fault.MONEY_SOURCE]


def test_promises_are_reported_on_as_before():
    assert missing(Claim.DONE, Kind.PROMISE, text="Xong") == [Fault.DONE_ON]
    assert missing(Claim.UNDER_WAY, Kind.TASK, text="Đang làm") == []
    assert missing(Claim.PLANNED, Kind.TASK, text="x") == [Fault.CLAIM]


@pytest.mark.parametrize(
    ("answer", "worth"),
    [
        (Answer(Claim.DONE, done_on=BEFORE, evidence="12/BC"), Quality.EVIDENCED),
        (Answer(Claim.DONE, done_on=BEFORE, has_files=True), Quality.EVIDENCED),
        (Answer(Claim.DONE, done_on=BEFORE), Quality.BARE),
        (Answer(Claim.DONE, evidence="12/BC"), Quality.BARE),
        (Answer(Claim.UNDER_WAY, measure="x", promised_on=LATER), Quality.DATED),
        (Answer(Claim.PLANNED, measure="x"), Quality.BARE),
        (Answer(Claim.NOT_DONE, measure="x", promised_on=LATER), Quality.DATED),
        (Answer(Claim.NOT_DONE, measure="x"), Quality.EXPLAINED),
        (Answer(Claim.EXPLAINED), Quality.EXPLAINED),
        (Answer(Claim.CANNOT), Quality.EXPLAINED),
    ],
)
def test_worth_of_an_answer_follows_from_what_it_says(answer, worth):
    assert quality_of(answer) == worth


def test_what_is_sent_is_never_bare():
    """Whatever of a recommendation may be sent says something: settled proves, ahead dates."""
    parts = product(ANSWER_CLAIMS, ("", "x"), (None, BEFORE, LATER), (None, BEFORE, LATER), (0, 1))
    for claimed, words, done_on, promised_on, files in parts:
        answer = Answer(
            claimed, words, words, done_on, promised_on, None, words, words, bool(files)
        )
        if not faults(answer, kind=Kind.PROPOSAL, today=TODAY):
            assert quality_of(answer) != Quality.BARE


def test_every_result_and_every_fault_has_its_words():
    assert set(FAULTS) == set(FIELD_OF) == set(Fault)
    assert set(ANSWER_CLAIMS) | set(REPORT_CLAIMS) == set(Claim)
    for kind in Kind:
        assert all(claim_label(claim, kind) for claim in claims_for(kind))


@pytest.mark.parametrize(
    ("typed", "sum_"),
    [
        ("1.200.000.000", 1_200_000_000),
        ("1 200 000 đồng", 1_200_000),
        ("350 triệu", 350_000_000),
        ("1,2 tỷ đồng", 1_200_000_000),
        ("0,75 TY", 750_000_000),
        ("1.500 triệu", 1_500_000_000),
        ("25000000 VND", 25_000_000),
        ("0", 0),
    ],
)
def test_sums_are_read_as_they_are_written(typed, sum_):
    assert read_money(typed) == sum_


@pytest.mark.parametrize(
    "typed", ["", "1.2 tỷ", "1,5", "một tỷ", "-5", "1,2345678901 tỷ", "9" * 20]
)
def test_what_is_no_sum_gets_a_sentence(typed):
    with pytest.raises(ValidationError):
        read_money(typed)


def test_shown_sum_is_read_again():
    assert (money(1_200_000), read_money(money(1_200_000)), money(None)) == (
        "1.200.000 đồng",
        1_200_000,
        "",
    )


@pytest.mark.parametrize("written", ["CK000123", " ck 123 ", "CK-123", "CK.0123"])
def test_code_is_read_as_people_write_it(written):
    assert key_of(written) == 123
    assert key_of(code_of(123)) == 123


@pytest.mark.parametrize("written", ["", "KN012", "CK", "CK12a", "123"])
def test_what_is_no_code_is_none(written):
    assert key_of(written) is None
