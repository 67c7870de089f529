"""What a description refuses, and what it says about itself."""

from dataclasses import replace
from datetime import date

import pytest

from hdnd_portal.documents.papers import (
    Article,
    Bullets,
    Cell,
    Centred,
    Column,
    Issuer,
    Number,
    Paper,
    PaperError,
    Paragraph,
    PlaceDate,
    QRCode,
    Recipients,
    Signature,
    Style,
    Table,
    body_issuer,
    office_issuer,
    standing_committee_issuer,
)
from hdnd_portal.documents.papers.kinds import ADMINISTRATIVE_KEYS, KINDS
from hdnd_portal.documents.papers.samples import SAMPLES, sample

INVITATION = sample("invitation")[0]
LEGAL = sample("resolution-legal")[0]


def test_there_are_29_kinds_and_27_codes():
    codes = [KINDS[key].code for key in ADMINISTRATIVE_KEYS]
    assert len(codes) == 29
    assert len({code for code in codes if code}) == 27


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"number": None}, "needs a number"),
        ({"number": Number("BC-HĐND", 1)}, "starts with GM-"),
        ({"number": Number("GM", 1)}, "names no issuing body"),
        ({"number": Number("GM-HĐND", 1, 2026)}, "carries the year"),
        ({"place_date": None}, "place and date"),
        ({"summary": " "}, "trích yếu"),
        ({"body": ()}, "needs a content"),
        ({"signatures": ()}, "signature of somebody"),
        ({"signatures": INVITATION.signatures * 3}, "At most two"),
        ({"closing": "Đã thông qua."}, "Only a legal resolution"),
        ({"kind_key": "letter"}, "no kind of paper called"),
        ({"addressees": ("",)}, "empty line"),
        ({"addressees": "Ủy ban nhân dân"}, "tuple of lines"),
    ],
)
def test_an_incomplete_paper_is_refused(changes, complaint):
    with pytest.raises(PaperError, match=complaint):
        replace(INVITATION, **changes)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"enacting": "QUYẾT NGHỊ:"}, "no line QUYẾT NGHỊ"),
        ({"body": (*LEGAL.body, Centred("Quyết nghị:"))}, "no line QUYẾT NGHỊ"),
        ({"closing": ""}, "line of its adoption"),
        ({"number": Number("NQ-HĐND", 5)}, "carries its year"),
        ({"body": (Article(text="Không có tên điều."),)}, "has a title"),
        ({"body": (Bullets(("một", "hai")),)}, "never dashes"),
    ],
)
def test_a_legal_resolution_keeps_to_its_own_form(changes, complaint):
    with pytest.raises(PaperError, match=complaint):
        replace(LEGAL, **changes)


def test_regulation_stands_only_with_its_resolution():
    regulation = sample("resolution-legal-annex")[1]
    with pytest.raises(PaperError, match="attached to a resolution"):
        replace(regulation, attached_to=None, place_date=LEGAL.place_date)


@pytest.mark.parametrize("name", ["TS. Nguyễn Văn Mẫu", "PGS.TS Trần Thị Mẫu", "ThS Lê Văn Mẫu"])
def test_no_degree_stands_before_the_name_of_the_signer(name):
    with pytest.raises(PaperError, match="degree"):
        Signature(("CHỦ TỊCH",), name)


def test_a_name_that_only_begins_like_a_degree_is_kept():
    assert Signature(("CHỦ TỊCH",), "Tsần A Mẫu").name == "Tsần A Mẫu"


def test_signing_formulae():
    assert Signature(("TUQ. chủ tịch", "Chánh Văn phòng"), "A").lines == (
        "TUQ. CHỦ TỊCH",
        "CHÁNH VĂN PHÒNG",
    )
    with pytest.raises(PaperError, match="not a way to sign"):
        Signature(("TH. CHỦ TỊCH",), "A")
    with pytest.raises(PaperError, match="office"):
        Signature((), "A")


@pytest.mark.parametrize("code", ["GM/HĐND", "GM HĐND", "-HĐND", "", "12-HĐND"])
def test_codes_have_a_grammar(code):
    with pytest.raises(PaperError):
        Number(code, 1)


def test_codes_keep_their_diacritics():
    assert Number("TB-BĐT", 4).text == "Số: 04/TB-BĐT"
    assert Number("BC-VPĐĐBQH&HĐND", 4).cited == "04/BC-VPĐĐBQH&HĐND"


def test_a_number_still_to_be_given_leaves_a_gap():
    gap = "\u00a0" * 8
    assert Number("GM-HĐND").text == f"Số:{gap}/GM-HĐND"
    assert Number("NQ-HĐND", None, 2026).text == f"Số:{gap}/2026/NQ-HĐND"


def test_numbering_a_draft_gives_the_same_paper_with_number_and_day():
    draft = replace(
        INVITATION, number=Number("GM-HĐND"), place_date=PlaceDate("An Mẫu", None, 2026)
    )
    issued = draft.numbered(7, date(2026, 11, 25))
    assert issued.number.text == "Số: 07/GM-HĐND"
    assert issued.place_date.text == "An Mẫu, ngày 25 tháng 11 năm 2026"
    assert issued.body == draft.body
    assert issued.cited.startswith("Giấy mời số 07/GM-HĐND ngày 25 tháng 11 năm 2026 của Thường")


def test_issuers_in_both_styles():
    a = standing_committee_issuer("tỉnh An Mẫu", Style.A)
    b = standing_committee_issuer("tỉnh An Mẫu", Style.B)
    assert (a.parents, a.issuing) == ((), ("HỘI ĐỒNG NHÂN DÂN", "TỈNH AN MẪU"))
    assert (b.parents, b.issuing) == (("HỘI ĐỒNG NHÂN DÂN", "TỈNH AN MẪU"), ("THƯỜNG TRỰC",))
    assert a.full_name == b.full_name == "Thường trực Hội đồng nhân dân tỉnh An Mẫu"
    assert body_issuer("tỉnh An Mẫu", "Ban Pháp chế").issuing == ("BAN PHÁP CHẾ",)
    assert office_issuer("tỉnh An Mẫu").parents == ("ĐOÀN ĐBQH VÀ HĐND", "TỈNH AN MẪU")
    with pytest.raises(PaperError):
        Issuer((), "Không ai")


def test_recipients_are_marked_and_the_file_copy_comes_last():
    made = Recipients(("UBND tỉnh;", "Các Ban."), archive="VT, BPC.", copies="(20)", as_above=True)
    assert made.lines == ("- Như trên;", "- UBND tỉnh;", "- Các Ban;", "- Lưu: VT, BPC (20).")
    with pytest.raises(PaperError, match="VT"):
        Recipients(("UBND tỉnh",), archive="BPC")


def test_tables_must_be_whole():
    columns = (Column("A"), Column("B"))
    with pytest.raises(PaperError, match="Row 2"):
        Table(columns, (("1", "2"), ("1",)))
    with pytest.raises(PaperError, match="width"):
        Table((Column("A", 0),), ())
    with pytest.raises(PaperError, match="column"):
        Table((), ())
    Table(columns, ((Cell("hai dòng", down=2), "1"), ("2",), (Cell("cả hai", span=2),)))
    with pytest.raises(PaperError, match="Row 2"):
        Table(columns, ((Cell("hai dòng", down=2), "1"), ("2", "3")))


def test_empty_blocks_are_refused():
    for make in (
        lambda: Paragraph("  "),
        lambda: Article(),
        lambda: Centred(""),
        lambda: QRCode("", "Mã"),
        lambda: QRCode("x" * 2000, "Mã"),
    ):
        with pytest.raises(PaperError):
            make()


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_marked_as_invented(name):
    for paper in sample(name):
        assert isinstance(paper, Paper)
        assert "An Mẫu" in paper.issuer.full_name
        for signature in paper.signatures:
            assert "Mẫu" in signature.name
