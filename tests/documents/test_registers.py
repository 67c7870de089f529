"""Numbers: one after another, none twice, none missing, none reused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import Error, connection, transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.documents.models import Document, Register
from hdnd_portal.documents.registers import NumberRefused, take_number, void_number

ON = date(2026, 11, 18)
TAKERS = 50


def take(
    council: Council, clerk: User, kind: str = "GM", on: date = ON, **more: object
) -> Document:
    values = {"symbol": "HĐND", "summary": "Mời dự kỳ họp", **more}
    return take_number(council, kind=kind, on=on, by=clerk, **values)


def test_numbers_run_per_kind_symbol_and_year(council: Council, clerk: User) -> None:
    given = [
        take(council, clerk).reference,
        take(council, clerk).reference,
        take(council, clerk, "TB").reference,
        take(council, clerk, symbol="VP").reference,
        take(council, clerk, "NQ").reference,
        take(council, clerk, "NQ-QPPL").reference,
        take(council, clerk, on=date(2027, 1, 4)).reference,
    ]
    assert given == [
        "01/GM-HĐND",
        "02/GM-HĐND",
        "01/TB-HĐND",
        "01/GM-VP",
        "01/NQ-HĐND",
        "01/2026/NQ-HĐND",
        "01/GM-HĐND",
    ]


def test_councils_do_not_share_a_sequence(
    council: Council, other_council: Council, clerk: User
) -> None:
    assert take(council, clerk).number == take(other_council, clerk).number == 1


def test_symbols_that_differ_in_one_letter_are_two(council: Council, clerk: User) -> None:
    # Ban Dân tộc and Ban Đô thị (domain notes, part 03 §1.10).
    assert take(council, clerk, "BC", symbol="BDT").reference == "01/BC-BDT"
    assert take(council, clerk, "BC", symbol="BĐT").reference == "01/BC-BĐT"


def test_a_draft_is_numbered_once(council: Council, clerk: User) -> None:
    draft = Document.objects.create(council=council, kind="GM", summary="Dự thảo", created_by=clerk)
    numbered = take(council, clerk, document=draft)
    assert (numbered.pk, numbered.reference) == (draft.pk, "01/GM-HĐND")
    with pytest.raises(NumberRefused):
        take(council, clerk, document=draft)
    assert Register.objects.get().last_number == 1


def test_a_failed_issue_takes_no_number(council: Council, clerk: User) -> None:
    def issue() -> None:
        take(council, clerk)
        raise RuntimeError("the paper could not be made")

    with pytest.raises(RuntimeError), transaction.atomic():
        issue()
    assert take(council, clerk).number == 1


def test_a_void_number_stays_in_the_register(council: Council, clerk: User) -> None:
    document = take(council, clerk)
    with pytest.raises(NumberRefused):
        void_number(document, reason="  ", by=clerk)
    void_number(document, reason="Ghi sai ngày", by=clerk)
    with pytest.raises(NumberRefused):
        void_number(document, reason="Lần nữa", by=clerk)
    assert take(council, clerk).number == 2
    document.refresh_from_db()
    assert (document.state, document.number, document.void_reason) == ("void", 1, "Ghi sai ngày")


@pytest.mark.parametrize(
    "change",
    [{"number": 7}, {"reference": "07/GM-HĐND"}, {"issued_on": date(2026, 1, 1)}, {"kind": "TB"}],
)
def test_the_database_keeps_a_given_number(
    council: Council, clerk: User, change: dict[str, object]
) -> None:
    document = take(council, clerk)
    with pytest.raises(Error), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)


def test_the_database_keeps_numbered_documents_and_counts(council: Council, clerk: User) -> None:
    document = take(council, clerk)
    for refused in (
        document.delete,
        lambda: Register.objects.update(last_number=0),
        lambda: Register.objects.update(last_number=9),
        lambda: Register.objects.all().delete(),
        lambda: Document.objects.create(
            council=council,
            kind="GM",
            summary="Trùng số",
            register=document.register,
            number=1,
            reference="01/GM-HĐND",
            issued_on=ON,
            state="issued",
        ),
        lambda: Document.objects.create(council=council, kind="GM", summary="x", state="issued"),
    ):
        with pytest.raises(Error), transaction.atomic():
            refused()


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers(council: Council, clerk: User) -> None:
    barrier = Barrier(TAKERS, timeout=60)

    def taker(_: int) -> int:
        try:
            barrier.wait()
            number = take(council, clerk).number
            assert number is not None
            return number
        finally:
            connection.close()

    with ThreadPoolExecutor(TAKERS) as pool:
        numbers = sorted(pool.map(taker, range(TAKERS)))
    assert numbers == list(range(1, TAKERS + 1))
    assert Register.objects.get().last_number == TAKERS
