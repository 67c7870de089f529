"""The catalogues: English is complete and fits the sources, Vietnamese fills gaps of Django's."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation
from django.utils.translation import gettext, ngettext

from hdnd_portal.audit.models import Entry
from hdnd_portal.notices.models import Delivery, Notice
from sessions.models import Invitation
from sessions.services import freezing, invitations
from tests.factories import (
    BodyFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
    SittingFactory,
)
from tests.sessions import dossiers
from tools.messages import CATALOGUE, ROOT, extract, listed

SOURCES = (
    "hdnd_portal",
    "sessions",
    "voters",
    "petitions",
    "oversight",
    "confidence_votes",
    "templates",
    "locale",
)
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[a-z]|%[ds]\b")
TAG = re.compile(r"</?\w+>")
VIETNAMESE = re.compile("[À-ỹ]")
# Names that stay Vietnamese in English: a place, and the abbreviations in references.
NAMES = re.compile(r"Lâm Đồng|/NQ-HĐND|/NĐ-CP|Tiếng Việt")


@pytest.fixture
def with_gettext() -> None:
    """Skip where gettext is not installed; `make test` installs it."""
    if not shutil.which("xgettext"):
        pytest.skip("gettext is not installed (apt-get install gettext)")


@pytest.fixture
def compiled(with_gettext: None, tmp_path: Path) -> Iterator[None]:
    """The catalogues of the checkout, compiled in a folder of the test and loaded from it."""
    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        target = tmp_path / source.relative_to(ROOT / "locale").with_suffix(".mo")
        target.parent.mkdir(parents=True)
        command = ["msgfmt", "--check-format", "-o", str(target), str(source)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    # Django forgets what it has loaded when the setting changes, and when it changes back.
    with override_settings(LOCALE_PATHS=[tmp_path]):
        yield


def test_english_translates_every_text(with_gettext: None, tmp_path: Path) -> None:
    wanted = shutil.ignore_patterns("__pycache__", "*.pyc", "*.mo")
    for name in SOURCES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=wanted)
    extract(tmp_path)
    untranslated = listed(tmp_path / CATALOGUE, "--untranslated")
    changed = listed(tmp_path / CATALOGUE, "--only-fuzzy")
    assert (untranslated, changed) == ([], []), "run `make messages` and translate these"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_translation_keeps_placeholders_and_tags(language: str) -> None:
    entries = read(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")
    assert entries
    for source, texts in entries:
        for text in texts:
            for pattern in (PLACEHOLDER, TAG):
                assert sorted(pattern.findall(text)) == sorted(pattern.findall(source)), source


def test_english_is_english() -> None:
    for source, texts in read(ROOT / CATALOGUE):
        for text in texts:
            assert not VIETNAMESE.search(NAMES.sub("", text)), source
            assert "!" not in text, source


def test_pages_speak_the_chosen_language(compiled: None) -> None:
    opened = "Đã mở khóa {n} tài khoản."
    with translation.override("en"):
        assert gettext("Đăng nhập") == "Sign in"
        assert ngettext(opened, opened, 1) == "{n} account unlocked."
        assert ngettext(opened, opened, 2) == "{n} accounts unlocked."
    with translation.override("vi"):
        assert gettext("Đăng nhập") == "Đăng nhập"
        assert ngettext(opened, opened, 2) == opened
        assert gettext("Enter a valid UUID.") == "Ghi mã UUID đúng."


@pytest.mark.django_db
def test_what_is_kept_and_sent_is_vietnamese(
    compiled: None,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    committee = BodyFactory(kind="standing_committee", code="TT")
    with translation.override("en"), django_capture_on_commit_callbacks(execute=True):
        scene = dossiers.complete()
        freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
        session = CouncilSessionFactory(state="agreed", term=committee.term)
        SittingFactory(session=session)
        MandateFactory(term=session.term)
        invitations.issue_invitations(
            session,
            signer=MembershipFactory(body=committee, role="vice_chair"),
            issued_on=date(2026, 11, 20),
            by=scene.officer,
        )
        assert gettext("Đăng nhập") == "Sign in"
    parts = ["Tờ trình", "Báo cáo thẩm tra", "Báo cáo"]
    assert [line.part_title for line in freeze.files.all()] == parts
    received = Entry.objects.filter(event="dossier.part_received")
    assert [entry.details["part"] for entry in received.order_by("pk")] == parts
    sent = [notice.title for notice in Notice.objects.all()]
    sent += [text for letter in Delivery.objects.all() for text in (letter.subject, letter.body)]
    assert len(sent) > 10
    assert not [
        text for text in sent if re.search(r"Received|session|Dear|Please|Submission", text)
    ]
    assert Invitation.objects.get().addressee.startswith(("Ông ", "Bà "))


def read(catalogue: Path) -> list[tuple[str, list[str]]]:
    """Source text and translations of each entry of the catalogue, the header left out."""
    entries = []
    for block in catalogue.read_text(encoding="utf-8").split("\n\n"):
        texts = {
            name: "".join(re.findall(r'"(.*)"', text))
            for name, text in re.findall(r'^(msg\S+) ((?:".*"(?:\n|$))+)', block, re.MULTILINE)
        }
        if texts.get("msgid"):
            translations = [text for name, text in texts.items() if name.startswith("msgstr")]
            entries.append((texts["msgid"], translations))
    return entries
