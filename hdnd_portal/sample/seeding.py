"""Many invented documents, to measure lists and search at the size a large province reaches."""

import hashlib
import os
import random
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pgtrigger
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from hdnd_portal.council.models import Council
from hdnd_portal.documents import store
from hdnd_portal.documents.models import Document, File, Register, Version
from hdnd_portal.documents.papers import render_pdf
from hdnd_portal.sample import texts
from hdnd_portal.sample.names import COMMUNES

BATCH = 2000
BLOBS = 5
KINDS = [("BC", "Báo cáo"), ("TTr", "Tờ trình"), ("TB", "Thông báo"), ("CV", "Công văn")]
SUBJECTS = [
    "đầu tư công", "ngân sách địa phương", "giao thông nông thôn", "giá đất", "bảo vệ môi trường",
    "giáo dục mầm non", "trạm y tế xã", "người có công", "tiếp công dân", "cải cách hành chính",
    "phòng cháy, chữa cháy", "thủy lợi", "nước sạch", "nhà ở xã hội", "chuyển đổi số",
]  # fmt: skip
ACTS = [
    "tình hình thực hiện",
    "kết quả giám sát",
    "rà soát",
    "kế hoạch",
    "quyết toán",
    "giải trình",
]


def seed_documents(council: Council, count: int, *, seed: int = 1) -> int:
    """Add so many issued documents with a file, a version and its words; returns how many.

    The rows are many, the blobs few: on a disk every version is a hard link to one of five files.
    Numbers go on where the registers of those years stand.
    """
    chance = random.Random(seed)  # noqa: S311 -- words, not secrets
    blobs = [_blob(number) for number in range(BLOBS)]
    moment = timezone.now()
    today = timezone.localdate()
    with transaction.atomic():
        registers: dict[tuple[str, int], Register] = {}
        for start in range(0, count, BATCH):
            size = min(BATCH, count - start)
            files = File.objects.bulk_create(
                File(council=council, title=_title(chance)) for _ in range(size)
            )
            versions = Version.objects.bulk_create(
                _version(file, blobs[chance.randrange(BLOBS)], moment, chance) for file in files
            )
            Document.objects.bulk_create(
                _document(council, version, registers, today, chance) for version in versions
            )
        # A register counts by one; here its count jumps, with every number in between taken.
        with pgtrigger.ignore("documents.Register:register_counts_by_one"):
            for register in registers.values():
                register.save(update_fields=["last_number"])
    return count


def _blob(number: int) -> bytes:
    paper = texts.report(
        f"Báo cáo mẫu số {number}", ("Văn phòng mẫu",), date(2026, 1, 5), str(number), number + 1
    )
    return render_pdf(paper.paper)


def _title(chance: random.Random) -> str:
    _code, kind = chance.choice(KINDS)
    return f"{kind} {chance.choice(ACTS)} {chance.choice(SUBJECTS)}"


def _version(file: File, data: bytes, moment: datetime, chance: random.Random) -> Version:
    key = store.new_key(moment)
    _place(key, data)
    place = chance.choice(COMMUNES)
    return Version(
        file=file,
        number=1,
        name=f"{file.title}.pdf",
        key=key,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="application/pdf",
        pages=1,
        text=f"{file.title} tại xã {place}. {chance.choice(texts.LIMITS)} {texts.NOTICE}",
        text_state=Version.TextState.DONE,
    )


def _place(key: str, data: bytes) -> None:
    """Put the bytes under the key: a hard link where the store is a folder, a copy elsewhere."""
    storage = storages["default"]
    try:
        path = Path(storage.path(key))
        first = Path(storage.path(f"mau/{hashlib.sha256(data).hexdigest()}"))
    except NotImplementedError:
        store.write(key, BytesIO(data))
        return
    if not first.exists():
        first.parent.mkdir(parents=True, exist_ok=True)
        first.write_bytes(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(first, path)
    except OSError:
        # The disk allows no more links to one file, or none at all.
        path.write_bytes(data)


def _document(
    council: Council,
    version: Version,
    registers: dict[tuple[str, int], Register],
    today: date,
    chance: random.Random,
) -> Document:
    code = chance.choice(KINDS)[0]
    issued_on = today - timedelta(days=chance.randint(0, 3600))
    register = registers.get((code, issued_on.year))
    if register is None:
        register, _new = Register.objects.select_for_update().get_or_create(
            council=council, kind=code, symbol="MAU", year=issued_on.year
        )
        registers[code, issued_on.year] = register
    register.last_number += 1
    return Document(
        council=council,
        kind=code,
        register=register,
        number=register.last_number,
        reference=f"{register.last_number:02d}/{code}-MAU",
        issued_on=issued_on,
        summary=version.file.title,
        state=Document.State.ISSUED,
        pdf=version,
    )
