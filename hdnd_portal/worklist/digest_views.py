"""How often one wants the digest, what it would say today, and no more of it by its link."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from hdnd_portal.accounts.councils import councils_of
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.notices import letters, links
from hdnd_portal.notices.views import StopPage
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.forms import VietnameseForm
from hdnd_portal.ui.language import in_office_language
from hdnd_portal.worklist import digests
from hdnd_portal.worklist.frequencies import Frequency
from hdnd_portal.worklist.models import frequency_choices


class FrequencyForm(VietnameseForm):
    """How often."""

    frequency = forms.ChoiceField(
        label=gettext_lazy("Gửi bản tin"), choices=frequency_choices, widget=forms.RadioSelect
    )


class DigestPage(StaffView, FormView[FrequencyForm]):
    """Bản tin qua thư: how often."""

    permission_required = "accounts.open_portal"
    template_name = "worklist/digest.html"
    form_class = FrequencyForm
    success_url = reverse_lazy("digest")

    def get_initial(self) -> dict[str, Any]:
        """What holds now, chosen or by role."""
        return {"frequency": digests.frequency_of(self.user).value}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the address to which it goes."""
        return super().get_context_data(
            **kwargs, page_title=_("Bản tin qua thư"), address=self.user.email
        )

    def form_valid(self, form: FrequencyForm) -> HttpResponse:
        """Keep the choice."""
        digests.choose(self.user, Frequency(form.cleaned_data["frequency"]))
        messages.success(self.request, _("Đã lưu lựa chọn bản tin."))
        return super().form_valid(form)


class DigestPreview(StaffView, TemplateView):
    """Xem thử bản tin: the letter as it would be sent now."""

    permission_required = "accounts.open_portal"
    template_name = "worklist/digest_preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Signing in to look at it would leave nothing to look at: it counts from the last one."""
        since = digests.since_for(self.user, seen=False)
        contents = digests.contents_for(self.user, on=timezone.localdate(), since=since)
        return super().get_context_data(
            **kwargs,
            page_title=_("Xem thử bản tin"),
            crumbs=[Crumb(_("Bản tin qua thư"), reverse("digest")), Crumb(_("Xem thử"))],
            is_empty=contents.is_empty,
            subject=digests.subject_of(contents),
            text=letter_of(self.user, contents),
        )


@in_office_language
def letter_of(user: User, contents: digests.Contents) -> str:
    """The whole letter."""
    councils = councils_of(user)
    return letters.text(
        name=user.name,
        body=digests.text_of(contents),
        council=councils[0].name if councils else "",
        unsubscribe=digests.stop_path(user),
    )


class StopDigest(StopPage):
    """Thôi nhận bản tin, từ thư."""

    def read(self) -> int:
        return int(links.read(digests.STOP, self.kwargs["token"], on=timezone.localdate()))

    def question(self) -> str:
        return _("Thôi nhận bản tin qua thư.")

    def stop(self) -> str:
        user = User.objects.filter(pk=self.named).first()
        if user is not None:
            digests.choose(user, Frequency.NONE)
        return _("Ông/bà không nhận bản tin nữa. Có thể chọn lại ở mục “Bản tin qua thư”.")
