"""What the admin may see of the records of the work, and that it changes none of them (X10)."""

import pytest
from django.contrib import admin
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.notices import send
from hdnd_portal.notices.models import Delivery
from tests.accounts.factories import user_with

pytestmark = pytest.mark.django_db

# Reference data, which the administrator keeps: units, councils, people, accounts, rules.
KEPT = {"council", "accounts", "legal"}
# Theirs alone: notes, receipts, reasons for absence; answers and ballots; bytes and texts of
# files; notices. Questions about papers, some of which are read in the reading room alone.
NOWHERE = {
    "commitments.answersheet",
    "council_sessions.note",
    "council_sessions.readingreceipt",
    "council_sessions.absencerequest",
    "council_sessions.paperquestion",
    "council_sessions.paperanswer",
    "council_sessions.castvote",
    "council_sessions.papercount",
    "documents.version",
    "documents.file",
    "notices.notice",
    "notices.caughtmail",
    "notices.follow",
    "worklist.digest",
    "worklist.digestchoice",
}


# What an administrator sets beside them.
SET_THERE = {"notices.mailhours", "council_sessions.reviewlevel"}


def records():
    """Admin pages of models that are no reference data."""
    return {
        model._meta.label_lower: page
        for model, page in admin.site._registry.items()
        if model._meta.app_label not in KEPT and model._meta.label_lower not in SET_THERE
    }


def test_every_record_of_the_work_is_read_only(rf):
    request = rf.get("/")
    request.user = user_with(Role.ADMIN)
    pages = records()
    assert {"council_sessions.councilsession", "documents.document", "reports.job"} <= set(pages)
    writable = [
        label
        for label, page in pages.items()
        if page.has_add_permission(request)
        or page.has_change_permission(request)
        or page.has_delete_permission(request)
        or page.get_actions(request)
    ]
    assert writable == []


def test_what_belongs_to_one_person_has_no_page():
    assert not NOWHERE & {model._meta.label_lower for model in admin.site._registry}


def test_letter_shows_neither_its_text_nor_the_link_in_it(
    client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks():
        send.email(
            "test.letter",
            address="khach@noi-khac.example",
            name="Khách mời",
            subject="Giấy mời",
            body="Trả lời tại https://hdnd.example/tra-loi/abc",
        )
    letter = Delivery.objects.get()
    client.force_login(user_with(Role.ADMIN))
    for address in [
        reverse("admin:notices_delivery_changelist"),
        reverse("admin:notices_delivery_change", args=[letter.pk]),
    ]:
        text = client.get(address).content.decode()
        assert "khach@noi-khac.example" in text
        assert "tra-loi/abc" not in text
    answer = client.post(
        reverse("admin:notices_delivery_change", args=[letter.pk]), {"state": "sent"}
    )
    assert answer.status_code == 403
