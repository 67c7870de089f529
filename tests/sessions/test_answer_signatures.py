"""Digital signatures of written answers: shown with what they are worth, refused when broken."""

import io
from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from sessions import signing
from sessions.schedule import VIETNAM
from sessions.services import answering, question_desk
from sessions.services.refusals import QuestionRefused
from sessions.workflow.question import WritingReason
from tests.documents import material
from tests.sessions.questions import scene, sent
from tests.sessions.resolutions import PASSPHRASE, keys

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 7, 9, tzinfo=VIETNAM)


@pytest.fixture
def it():
    with time_machine.travel(NOW, tick=False):
        yield scene()


@pytest.fixture
def question(it):
    return question_desk.order_writing(
        sent(it), reason=WritingReason.NEEDS_CHECKING, agency=it.post.agency, by=it.officer
    )


def signed(name):
    key = keys(name)
    pdf = material.pdf(1)
    return signing.sign_pdf(pdf, key=key.p12, passphrase=PASSPHRASE, place="Lam Vân", now=NOW)


def answered(it, question, content):
    answering.add_answer_file(
        question, data=io.BytesIO(content), name="tra-loi.pdf", by=it.agency_user
    )
    answering.save_answer(
        question, by=it.agency_user, signer=it.post.person.name, reference="12/SXD", summary="",
        dated_on=NOW.date(),
    )  # fmt: skip
    return answering.send_answer(question, by=it.agency_user)


@pytest.mark.parametrize(("is_own", "words"), [(True, 0), (False, 1)])
def test_a_signature_is_kept_and_shown_with_whose_it_is(client, it, question, is_own, words):
    name = f"{it.post.person.name}, Giám đốc" if is_own else "Người Khác Ký"
    made = answered(it, question, signed(name))

    (row,) = made.signature_report
    (one,) = row["signatures"]
    assert (one["signer"], one["is_intact"], one["is_of_person"]) == (name, True, is_own)
    client.force_login(it.author)
    page = client.get(reverse("sessions:question", kwargs={"question": question.pk}))
    text = page.content.decode()
    assert "Chữ ký còn giá trị" in text
    assert "không kiểm tra được, cổng không hỏi nơi cấp ở bên ngoài" in text
    assert text.count("Không phải tên người bị chất vấn") == words


def test_a_scan_is_taken_and_said_to_be_one(client, it, question):
    made = answered(it, question, material.pdf(1))

    assert made.signature_report[0]["signatures"] == []
    client.force_login(it.author)
    page = client.get(reverse("sessions:question", kwargs={"question": question.pk}))
    assert "không có chữ ký số" in page.content.decode()


def test_a_file_changed_after_signing_is_not_sent(it, question):
    content = bytearray(signed(it.post.person.name))
    content[len(material.pdf(1)) // 2] ^= 1

    with pytest.raises(QuestionRefused) as refused:
        answered(it, question, bytes(content))

    assert refused.value.code == "signature_broken"
    question.refresh_from_db()
    assert question.state == "written_due"
