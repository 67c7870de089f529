"""From a passed item to the issued resolution: text, form, number, signature, chain."""

import io
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pikepdf
import pytest
import time_machine
from django.core.files.storage import storages
from django.db import DatabaseError, IntegrityError, transaction

from hdnd_portal.audit.models import Entry
from hdnd_portal.council.models import Membership
from hdnd_portal.documents.models import Document, Register
from sessions.models import ChainStep, Presiding, Resolution, ResolutionArticle
from sessions.services import chain, resolutions, signing
from sessions.services.refusals import SessionRefused
from sessions.services.signers import signers_of
from sessions.signing import sign_pdf
from sessions.workflow import MoveRefused
from sessions.workflow.resolution import ResolutionForm
from tests.documents import material
from tests.factories import CouncilSessionFactory, MembershipFactory, PersonFactory
from tests.racing import at_once
from tests.sessions.resolutions import (
    ADOPTED,
    EFFECT,
    PASSPHRASE,
    checked,
    drafted,
    keys,
    scene,
    text_of,
    written,
)

SIGNED = ADOPTED + timedelta(days=4)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _july():
    with time_machine.travel("2026-07-20 10:00:00+07:00", tick=False):
        yield


@pytest.fixture
def made(db):
    return scene()


def by_key(made, resolution, **changed):
    given = {
        "signer": made.chair.pk,
        "on": SIGNED,
        "key": keys().p12,
        "passphrase": PASSPHRASE,
        "by": made.officer,
    }
    return signing.sign_digitally(resolution, **{**given, **changed})


def on_paper(made, resolution):
    return signing.number_for_paper(resolution, signer=made.chair.pk, on=SIGNED, by=made.officer)


def scanned(made, resolution, content=None, **more):
    data = io.BytesIO(content or material.pdf(2))
    given = {"compared": True, "by": made.officer, **more}
    return signing.attach_signed(resolution, data=data, name="scan.pdf", **given)


def test_a_passed_item_becomes_a_resolution_with_what_the_record_says(made):
    found = drafted(made)

    assert found.title == "Quy định mức hỗ trợ hòa giải viên ở cơ sở"
    assert found.bases.split("\n")[0] == (
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15"
    )
    assert found.bases.split("\n")[-1].startswith("Xét Tờ trình của UBND tỉnh; Báo cáo thẩm tra")
    assert "kỳ họp thứ 2 thông qua ngày 16 tháng 7 năm 2026." in found.closing
    assert [step.step for step in found.steps.all()] == [
        "authenticate", "to_ubtvqh", "to_government", "to_checking", "to_local", "to_gazette",
        "publish",
    ]  # fmt: skip
    assert found.steps.get(step="authenticate").due_on == date(2026, 7, 27)  # the 26th is a Sunday
    assert Entry.objects.filter(event="resolution.drafted").count() == 1


@pytest.mark.parametrize("state", ["discussed", "rejected", "signed", "deferred"])
def test_what_was_not_passed_becomes_no_resolution(made, state):
    made.item.state = state
    made.item.save()

    with pytest.raises(SessionRefused, match="item_not_passed"):
        drafted(made)


def test_an_item_has_one_resolution(made):
    drafted(made)

    with pytest.raises(SessionRefused, match="resolution_exists"):
        drafted(made)


def test_an_individual_resolution_has_a_shorter_chain(made):
    found = drafted(made, "individual")

    assert {"to_gazette", "to_checking"} & {step.step for step in found.steps.all()} == set()


def test_the_standing_committee_issues_no_legal_document(made):
    found = resolutions.draft_of_standing_committee(
        made.session.council, title="Về chi khẩn cấp", adopted_on=ADOPTED, by=made.officer
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=found.pk).update(form="legal")

    assert (found.form, found.session) == ("individual", None)


def test_the_earliest_day_of_effect_comes_with_its_explanation(made):
    found = written(made)

    day, explanation = resolutions.earliest_effect(found)
    assert day == date(2026, 7, 26)  # a Sunday: the day of effect is not moved
    assert (explanation["key"], explanation["mark"]) == ("resolution.effect", "F2")


def test_a_text_that_begins_with_no_article_is_refused_and_nothing_is_lost(made):
    found = written(made)

    with pytest.raises(SessionRefused, match="no_articles"):
        resolutions.change_text(
            found, by=made.officer, **text_of(found, articles="Mở đầu\nĐiều 1. A")
        )
    assert found.articles.count() == 4


def test_confirmed_text_is_held_by_the_database(made):
    found = checked(made)

    with pytest.raises(DatabaseError), transaction.atomic():
        Resolution.objects.filter(pk=found.pk).update(title="Khác")
    article = found.articles.get(number="2")
    with pytest.raises(DatabaseError), transaction.atomic():
        ResolutionArticle.objects.filter(pk=article.pk).update(text="500.000 đồng")
    with pytest.raises(DatabaseError), transaction.atomic():
        article.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ResolutionArticle.objects.create(resolution=found, position=9, number="9", title="Thêm")
    with pytest.raises(SessionRefused, match="resolution_settled"):
        resolutions.change_text(found, by=made.officer, **text_of(found))


def test_rework_opens_the_text_again_with_a_reason(made):
    found = checked(made)

    with pytest.raises(SessionRefused, match="reason_missing"):
        resolutions.rework(found, reason=" ", by=made.officer)
    found = resolutions.rework(found, reason="Sai số tiền", by=made.officer)
    resolutions.change_text(found, by=made.officer, **text_of(found, title="Tên mới"))

    assert Resolution.objects.get().title == "Tên mới"


def test_a_text_not_in_form_is_not_confirmed(made):
    found = written(made)
    resolutions.change_text(found, by=made.officer, **text_of(found, closing=""))

    with pytest.raises(SessionRefused, match="not_in_form"):
        resolutions.confirm_form(found, by=made.officer)


def test_the_key_signs_numbers_and_prints_in_one_step(made, settings, tmp_path):
    root = tmp_path / "roots.pem"
    root.write_bytes(keys().root)
    settings.SIGNATURE_ROOTS_FILE = str(root)

    found = by_key(made, checked(made))

    assert (found.state, found.reference) == ("signed", "01/2026/NQ-HĐND")
    assert found.document.kind == "NQ-QPPL"
    assert found.document.issued_on == SIGNED
    assert (found.signer, found.signer_block) == (made.chair, ["CHỦ TỊCH"])
    made.item.refresh_from_db()
    assert made.item.state == "signed"
    (signature,) = found.signature_report["signatures"]
    assert signature["signer"] == "Lê Thị Chủ Mẫu"
    assert all(signature[key] for key in ("is_intact", "is_valid", "covers_all", "is_trusted"))
    with pikepdf.open(io.BytesIO(signing._bytes(found.signed_file))) as pdf:
        assert len(pdf.pages) >= 1
    step = found.steps.get(step="authenticate")
    assert (step.done_on, step.proof) == (SIGNED, found.paper)
    due = {step.step: step.due_on for step in found.steps.all()}
    assert due["to_ubtvqh"] == SIGNED + timedelta(days=3)
    assert due["publish"] == EFFECT - timedelta(days=1)


def test_without_a_trusted_root_nobody_vouches_for_the_signer(made):
    (signature,) = by_key(made, checked(made)).signature_report["signatures"]

    assert (signature["is_valid"], signature["is_trusted"]) == (True, False)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"passphrase": "sai"}, "key_unreadable"),
        ({"key": b"khong phai khoa"}, "key_unreadable"),
        ({"key": b"x" * 70_000}, "key_unreadable"),
        ({"on": SIGNED + timedelta(days=1)}, "signed_in_future"),
        ({"on": ADOPTED - timedelta(days=1)}, "day_before_adoption"),
        ({"signer": 0}, "not_a_signer"),
    ],
)
def test_a_refused_signature_takes_no_number(made, changed, code):
    found = checked(made)

    with pytest.raises(SessionRefused, match=code):
        by_key(made, found, **changed)

    assert not Document.objects.exists()
    assert not Register.objects.filter(last_number__gt=0).exists()
    made.item.refresh_from_db()
    assert made.item.state == "passed"


def test_an_expired_key_and_one_for_another_use_are_refused(made):
    found = checked(made)

    with pytest.raises(SessionRefused, match="key_expired"):
        by_key(made, found, key=keys("Hết hạn", days=10).p12)
    with pytest.raises(SessionRefused, match="key_not_for_signing"):
        by_key(made, found, key=keys("Mã hóa", signs=False).p12)


def test_the_key_is_stored_nowhere(made):
    by_key(made, checked(made))

    entries = "".join(str(entry.details) for entry in Entry.objects.all())
    assert PASSPHRASE not in entries
    kept = Resolution.objects.values().get()
    assert PASSPHRASE not in str(kept)
    assert not Document.objects.filter(summary__contains=PASSPHRASE).exists()


def test_paper_is_numbered_first_and_scanned_then(made):
    found = on_paper(made, checked(made))
    assert (found.reference, found.signed_file) == ("01/2026/NQ-HĐND", None)

    with pytest.raises(SessionRefused, match="no_signed_file"):
        signing.issue(found, by=made.officer)
    with pytest.raises(SessionRefused, match="scan_not_compared"):
        scanned(made, found, compared=False)
    found = signing.issue(scanned(made, found), by=made.officer)

    assert (found.state, found.signature_kind) == ("issued", "paper")
    assert found.signature_report["signatures"] == []
    assert found.signature_report["compared"] is True
    made.item.refresh_from_db()
    assert made.item.state == "issued"


def test_a_file_signed_elsewhere_is_checked_and_a_broken_one_refused(made):
    found = on_paper(made, checked(made))
    paper = signing._bytes(found.paper)
    signed = sign_pdf(paper, key=keys().p12, passphrase=PASSPHRASE, place="Mẫu", now=_now())
    broken = bytearray(signed)
    broken[len(paper) // 2] ^= 1

    with pytest.raises(SessionRefused, match="signature_broken"):
        scanned(made, found, bytes(broken), compared=False)
    found = scanned(made, found, signed, compared=False)

    assert found.signature_kind == "digital"
    assert found.signature_report["is_our_paper"] is True


def test_a_file_changed_in_its_store_is_shown_as_broken_when_it_is_checked_again(made):
    found = by_key(made, checked(made))
    kept = Path(storages["default"].path(found.signed_file.key))
    content = bytearray(kept.read_bytes())
    content[len(content) // 3] ^= 1
    kept.chmod(0o600)
    kept.write_bytes(content)

    found = signing.check_again(found, by=made.officer)
    (signature,) = found.signature_report["signatures"]
    assert signature["is_intact"] is False  # as `attach_signed` refuses it


def _now():
    from django.utils import timezone  # noqa: PLC0415 -- under the stopped clock

    return timezone.now()


def test_a_withdrawn_number_stays_void_and_the_next_one_follows(made):
    found = on_paper(made, checked(made))

    with pytest.raises(SessionRefused, match="reason_missing"):
        signing.withdraw_number(found, reason="", by=made.officer)
    found = signing.withdraw_number(found, reason="Ký nhầm bản cũ", by=made.officer)
    assert (found.state, found.document, found.signer) == ("draft", None, None)
    made.item.refresh_from_db()
    assert made.item.state == "passed"
    assert found.steps.get(step="authenticate").done_on is None

    again = on_paper(made, resolutions.confirm_form(found, by=made.officer))

    assert again.reference == "02/2026/NQ-HĐND"
    void = Document.objects.get(reference="01/2026/NQ-HĐND")
    assert (void.state, void.void_reason) == ("void", "Ký nhầm bản cũ")


def test_each_kind_of_resolution_has_its_own_sequence(made):
    legal = on_paper(made, checked(made))
    individual = on_paper(made, checked(made, "individual", made.another()))
    standing = resolutions.draft_of_standing_committee(
        made.session.council, title="Về chi khẩn cấp", adopted_on=ADOPTED, by=made.officer
    )
    standing = resolutions.change_text(
        standing,
        by=made.officer,
        **text_of(standing, articles="Điều 1. Chi 5 tỷ đồng.\nĐiều 2. Nghị quyết này có hiệu lực "
                  "từ ngày ký.", effective_on=ADOPTED),
    )  # fmt: skip
    standing = on_paper(made, resolutions.confirm_form(standing, by=made.officer))

    assert [one.reference for one in (legal, individual, standing)] == [
        "01/2026/NQ-HĐND",
        "01/NQ-HĐND",
        "01/NQ-TTHĐND",
    ]


def test_sent_up_and_published_with_proof(made):
    found = signing.issue(by_key(made, checked(made)), by=made.officer)

    with pytest.raises(SessionRefused, match="step_without_proof"):
        signing.send_up(found, on=SIGNED, today=SIGNED, by=made.officer)
    found = signing.send_up(
        found, on=SIGNED, today=SIGNED, reference="Công văn 12/HĐND-VP", by=made.officer
    )
    assert found.state == "sent_up"
    made.item.refresh_from_db()
    assert made.item.state == "sent_up"

    with pytest.raises(SessionRefused, match="not_published_yet"):
        signing.publish(found, by=made.officer)
    for code in ("to_gazette", "publish"):
        step = found.steps.get(step=code)
        chain.finish_step(step, on=SIGNED, today=SIGNED, reference="Số 3", by=made.officer)
    assert signing.publish(found, by=made.officer).state == "published"


def test_a_step_needs_proof_and_no_day_to_come(made):
    found = signing.issue(by_key(made, checked(made)), by=made.officer)
    step = found.steps.get(step="to_local")

    with pytest.raises(SessionRefused, match="step_without_proof"):
        chain.finish_step(step, on=SIGNED, today=SIGNED, by=made.officer)
    later = SIGNED + timedelta(days=1)
    with pytest.raises(SessionRefused, match="done_in_future"):
        chain.finish_step(step, on=later, today=SIGNED, reference="Số 1", by=made.officer)
    with pytest.raises(SessionRefused, match="step_too_early"):
        chain.finish_step(step, on=ADOPTED, today=SIGNED, reference="Số 1", by=made.officer)
    chain.finish_step(step, on=SIGNED, today=SIGNED, reference="Số 1", by=made.officer)
    with pytest.raises(SessionRefused, match="step_done"):
        chain.finish_step(step, on=SIGNED, today=SIGNED, reference="Số 1", by=made.officer)
    with pytest.raises(SessionRefused, match="step_moves"):
        chain.finish_step(
            found.steps.get(step="to_ubtvqh"), on=SIGNED, today=SIGNED, reference="x",
            by=made.officer,
        )  # fmt: skip
    with pytest.raises(SessionRefused, match="reason_missing"):
        chain.reopen_step(step, reason="", by=made.officer)
    assert chain.reopen_step(step, reason="Gửi nhầm", by=made.officer).done_on is None


def test_a_changed_rule_counts_open_steps_again(made, django_capture_on_commit_callbacks):
    from hdnd_portal.legal.models import RuleOverride  # noqa: PLC0415 -- one test alone

    found = by_key(made, checked(made))
    RuleOverride.objects.create(
        key="resolution.to_ubtvqh", council=made.session.council, value="5", unit="day",
        valid_from=date(2026, 1, 1), source="Quy chế", mark="U",
    )  # fmt: skip

    assert chain.recount(made.session.council, by=made.officer) == 1
    assert found.steps.get(step="to_ubtvqh").due_on == SIGNED + timedelta(
        days=7
    )  # the 25th is a Saturday


def test_moves_out_of_order_are_refused(made):
    found = drafted(made)

    for act in (
        lambda: on_paper(made, found),
        lambda: signing.issue(found, by=made.officer),
        lambda: signing.publish(found, by=made.officer),
        lambda: signing.withdraw_number(found, reason="x", by=made.officer),
        lambda: resolutions.rework(found, reason="x", by=made.officer),
    ):
        with pytest.raises(MoveRefused):
            act()
    assert Resolution.objects.get().state == "draft"


def test_the_chair_signs_and_nobody_else_while_there_is_one(made):
    vice = PersonFactory(name="Phạm Văn Phó Mẫu")
    body = made.session.term.bodies.get(code="TT")
    MembershipFactory(body=body, person=vice, role=Membership.Role.VICE_CHAIR)
    found = drafted(made)

    assert [one.person for one in signers_of(found, on=ADOPTED)] == [made.chair]


def test_while_the_seat_is_vacant_who_presided_signs_and_then_the_vice_chair(made):
    body = made.session.term.bodies.get(code="TT")
    body.memberships.update(valid_to=ADOPTED - timedelta(days=30))
    vice, presided = PersonFactory(name="Phạm Văn Phó Mẫu"), PersonFactory(name="Vũ Văn Tọa Mẫu")
    MembershipFactory(body=body, person=vice, role=Membership.Role.VICE_CHAIR)
    Presiding.objects.create(
        session=made.session, person=presided, role="chair",
        starts_at="2026-07-14T08:00+07:00", recorded_by=made.officer,
    )  # fmt: skip
    found = drafted(made)

    assert [(one.person, one.block) for one in signers_of(found, on=ADOPTED)] == [
        (presided, ("CHỦ TỌA KỲ HỌP",)),
        (vice, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_take_one_number():
    made = scene()
    found = checked(made)

    def sign():
        on_paper(made, found)

    assert at_once(Resolution, sign, sign, refused=(MoveRefused,)) == ["done", "refused"]
    assert Document.objects.count() == 1
    assert ChainStep.objects.filter(step="authenticate").count() == 1


def thematic_beside(session):
    """Another session of the same council on the same days."""
    return CouncilSessionFactory(
        term=session.term, kind="thematic", name="Kỳ họp chuyên đề", ordinal=9, state="open",
        opening_on=session.opening_on, closing_on=session.closing_on,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_resolutions_signed_at_once_take_numbers_that_follow():
    made = scene()
    on_paper(made, checked(made))  # the register of the year is there
    # Of two sessions: those of one wait for its lock, whatever the register does.
    other = replace(made, session=thematic_beside(made.session))
    found = [checked(one, item=one.another()) for one in (made, other)]

    acts = [partial(on_paper, made, one) for one in found]
    assert at_once(Register, *acts, refused=()) == ["done", "done"]
    assert sorted(Document.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert Register.objects.get().last_number == 3


def test_the_form_of_a_resolution_is_known():
    assert {form.value for form in ResolutionForm} == {"legal", "individual"}
