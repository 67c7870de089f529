"""Seeding: many documents, few blobs, and a sentence for what cannot be seeded yet."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from hdnd_portal.documents import store
from hdnd_portal.documents.models import Document, Register, Version
from tests.factories import CouncilFactory

pytestmark = pytest.mark.django_db


def seed(**options):
    stream = io.StringIO()
    call_command("seed", stdout=stream, **options)
    return stream.getvalue()


def test_seed_documents_adds_rows_with_words_and_shared_blobs():
    council = CouncilFactory(is_sample=True)
    assert "Đã sinh 60 văn bản" in seed(documents=60)
    assert Document.objects.filter(council=council, state="issued").count() == 60
    versions = Version.objects.filter(file__council=council)
    assert versions.values("sha256").distinct().count() <= 5
    assert versions.filter(text="").count() == 0
    with store.open_blob(versions.first().key) as blob:
        assert blob.read(5) == b"%PDF-"


def test_seed_twice_goes_on_with_the_numbers():
    CouncilFactory(is_sample=True)
    seed(documents=20)
    seed(documents=20)
    for register in Register.objects.all():
        numbers = list(register.documents.values_list("number", flat=True).order_by("number"))
        assert numbers == list(range(1, register.last_number + 1))


def test_kinds_the_portal_cannot_hold_are_named_and_the_others_seeded():
    CouncilFactory(is_sample=True)
    out, told = io.StringIO(), io.StringIO()
    words = ("--petitions", "100", "--documents", "12", "--json")
    call_command("seed", *words, stdout=out, stderr=told)
    assert Document.objects.count() == 12
    answer = json.loads(out.getvalue())
    assert answer["seeded"] == {"documents": 12}
    assert answer["not_seeded"] == {"petitions": 100}
    assert told.getvalue().splitlines() == [
        "Cổng chưa có chỗ lưu đơn thư nên không sinh dữ liệu loại này."
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"petitions": 5}, "chưa có chỗ lưu đơn thư"),
        ({"recommendations": 5}, "Chưa có tỉnh mẫu"),
        ({"petitions": -1, "documents": 5}, "số đơn thư từ 1 đến"),
        ({}, "từ 1 đến"),
        ({"documents": 0}, "từ 1 đến"),
        ({"documents": -3}, "từ 1 đến"),
        ({"documents": 5}, "Chưa có tỉnh mẫu"),
    ],
)
def test_seed_is_refused_with_a_sentence(options, words):
    with pytest.raises(CommandError, match=words) as refused:
        seed(**options)
    assert refused.value.returncode == 2
    assert not Document.objects.exists()
