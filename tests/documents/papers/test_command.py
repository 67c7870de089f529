"""`manage.py paper`: sample papers for whoever measures them."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from hdnd_portal.documents.papers.samples import SAMPLES


def run(*arguments):
    out = io.StringIO()
    call_command("paper", *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments):
    with pytest.raises(CommandError) as error:
        run(*arguments)
    return error.value


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_sample_is_written(tmp_path, kind, start):
    out = tmp_path / f"giay-moi.{kind}"
    told = run("invitation", "--format", kind, "--out", str(out))
    assert out.read_bytes().startswith(start)
    assert str(out) in told
    assert "Giấy mời 15/GM-HĐND" in told


def test_attached_text_is_written_beside_the_resolution(tmp_path):
    out = tmp_path / "nq.pdf"
    answer = json.loads(run("resolution-legal-annex", "--out", str(out), "--json"))
    assert [file["path"] for file in answer["files"]] == [
        str(out),
        str(tmp_path / "nq-kem-theo.pdf"),
    ]
    assert all(len(file["sha256"]) == 64 for file in answer["files"])


def test_list_names_every_sample():
    answer = json.loads(run("--list", "--json"))
    assert [row["sample"] for row in answer["samples"]] == list(SAMPLES)
    assert all(name in run("--list") for name in SAMPLES)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("khong-co", "--format", "pdf", "--out", "x.pdf"), "Không có văn bản mẫu “khong-co”"),
        ((), "Cần nêu tên văn bản mẫu"),
        (("ballot",), "--out FILE"),
        (("ballot", "--format", "odt", "--out", "x"), "pdf hoặc docx"),
        (("ballot", "--out", "/khong/co/x.pdf"), "Không có thư mục"),
        (("ballot", "--format", "pdf", "--out", "/tmp"), "là thư mục"),  # noqa: S108 -- not written
        (("ballot", "--archive", "--out", "x.docx"), "Chỉ tệp PDF"),
        (("ballot", "--quick"), "Không hiểu tham số: --quick"),
        (("ballot", "--out"), "--out thiếu giá trị"),
    ],
)
def test_wrong_input_gets_a_sentence_and_exit_code_2(arguments, sentence):
    error = refused(*arguments)
    assert sentence in str(error)
    assert error.returncode == 2


def test_unknown_sample_names_the_known_ones():
    told = str(refused("khong-co", "--out", "x.pdf"))
    assert all(name in told for name in SAMPLES)


def test_missing_fonts_are_named_in_vietnamese(settings, tmp_path):
    settings.PAPER_FONTS_DIR = tmp_path
    error = refused("ballot", "--out", str(tmp_path / "x.pdf"))
    assert "Thiếu phông chữ Tinos" in str(error)
    assert not (tmp_path / "x.pdf").exists()
