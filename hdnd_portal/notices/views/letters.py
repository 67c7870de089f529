"""Letters that did not arrive, with whom to call and the way to send them again (K7)."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.notices import send
from hdnd_portal.notices.models import Delivery, delivery_state_choices
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.forms import VietnameseForm
from hdnd_portal.ui.lists import (
    BulkAct,
    BulkLine,
    Empty,
    ListPage,
    date_column,
    number_column,
    state_column,
    text_column,
)

AGAIN = frozenset({Delivery.State.FAILED, Delivery.State.GIVEN_UP})


class LetterFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped library
    """By state; without a choice, the letters that did not arrive."""

    q = django_filters.CharFilter(label=gettext_lazy("Người nhận, địa chỉ"), method="by_text")
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Trạng thái"),
        choices=delivery_state_choices,
        # A column of the row itself gives no row twice; telling rows apart would sort them all.
        distinct=False,
    )

    def by_text(self, rows: Any, _name: str, text: str) -> Any:
        """Letters to a person or an address."""
        return rows.filter(name__icontains=text) | rows.filter(address__icontains=text)


class LetterList(ListPage, StaffView):
    """Thư chưa gửi được."""

    permission_required = "notices.follow_letters"
    title = gettext_lazy("Thư chưa gửi được")
    default_order = "-created_at"
    filterset_class = LetterFilter
    columns = [
        text_column("name", gettext_lazy("Người nhận"), is_main=True),
        text_column("address", gettext_lazy("Địa chỉ")),
        text_column("phone", gettext_lazy("Điện thoại")),
        text_column("subject", gettext_lazy("Thư")),
        state_column("state", gettext_lazy("Trạng thái"), "notices.delivery"),
        text_column("last_error", gettext_lazy("Lý do")),
        number_column("attempts", gettext_lazy("Số lần gửi"), is_hidden=True),
        date_column("created_at", gettext_lazy("Lập lúc"), sort="created_at"),
    ]

    def get_queryset(self) -> Any:
        """The council's letters; those that did not arrive, unless a state is asked for."""
        letters = Delivery.objects.visible_to(self.user)
        if not self.request.GET.getlist("state"):
            letters = letters.undelivered()
        return letters.for_list()

    def get_empty(self) -> Empty:
        return Empty(
            _("Thư nào cũng đã đến nơi"),
            _(
                "Thư không gửi được hiện ở đây kèm lý do và số điện thoại của người nhận. Hệ thống "
                "tự gửi lại nhiều lần; địa chỉ sai thì sửa rồi gửi lại."
            ),
        )

    def row_url(self, row: Any) -> str:
        return reverse("letters:detail", kwargs={"letter": row.pk})

    def get_bulk_acts(self) -> Sequence[BulkAct]:
        return [
            BulkAct(
                "again",
                _("Gửi lại"),
                run=send_rows_again,
                preview=what_can_be_sent_again,
                permission="notices.follow_letters",
                icon="send",
            )
        ]


def what_can_be_sent_again(rows: Sequence[Delivery], _user: User) -> Sequence[BulkLine]:
    """A letter that is on its way or has arrived is left alone."""
    return [
        BulkLine(row, "" if row.state in AGAIN else _("Thư đang chờ gửi hoặc đã gửi."))
        for row in rows
    ]


def send_rows_again(rows: Sequence[Delivery], user: User, _data: dict[str, Any]) -> str:
    """Send them again and say how many went into the queue; a worker may have been faster."""
    count = 0
    for row in rows:
        with suppress(send.SendRefused):
            send.again(row, by=user)
            count += 1
    words = ngettext("Đã xếp {n} thư để gửi lại.", "Đã xếp {n} thư để gửi lại.", count)
    return words.format(n=count)


class AddressForm(VietnameseForm):
    """The address to send to this time."""

    address = forms.EmailField(label=gettext_lazy("Địa chỉ thư điện tử"), max_length=254)


class LetterPage(StaffView):
    """What the pages of one letter share."""

    permission_required = "notices.follow_letters"

    def find(self, key: int) -> Delivery:
        """The letter, if it is one of the user's council."""
        letters = Delivery.objects.visible_to(self.user).for_list()
        return get_object_or_404(letters.prefetch_related("attachments"), pk=key)

    def page(self, letter: Delivery, form: AddressForm, status: int = 200) -> HttpResponse:
        """The letter, with the form where it may be sent again."""
        context = {
            "letter": letter,
            "form": form if letter.state in AGAIN and not letter.is_private else None,
            "page_title": letter.subject,
            "crumbs": [
                Crumb(_("Thư chưa gửi được"), reverse("letters:list")),
                Crumb(letter.subject),
            ],
        }
        return render(self.request, "notices/letter_detail.html", context, status=status)


class ShowLetter(LetterPage):
    """Một thư gửi đi."""

    def get(self, request: HttpRequest, letter: int) -> HttpResponse:
        """The text as it was sent, its state and its history."""
        found = self.find(letter)
        return self.page(found, AddressForm(initial={"address": found.address}))


class SendAgain(LetterPage):
    """Gửi lại, có thể đến địa chỉ khác."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, letter: int) -> HttpResponse:
        """Put the letter into the queue again."""
        found = self.find(letter)
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.page(found, form, status=422)
        try:
            send.again(found, by=self.user, address=form.cleaned_data["address"])
        except send.SendRefused:
            messages.info(request, _("Thư đang chờ gửi hoặc đã gửi, không cần gửi lại."))
        else:
            messages.success(request, _("Đã xếp thư vào hàng chờ để gửi lại."))
        return redirect("letters:detail", letter=letter)
