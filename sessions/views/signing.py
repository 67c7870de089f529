"""Pages of signing a resolution: its number and key, a signed file handed in, the print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from sessions.forms.resolutions import SignedFileForm, SignForm
from sessions.resolution_papers import resolution_paper
from sessions.sentences import sentence
from sessions.services import signing
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.services.signers import signers_of
from sessions.signing import MAX_KEY_BYTES
from sessions.views.made_files import made_paper
from sessions.views.resolutions import ResolutionAct, ResolutionView

# At which field of the signing form a refusal is shown.
FIELDS = {
    "not_a_signer": "signer",
    "signed_in_future": "on",
    "day_before_adoption": "on",
    "key_unreadable": "key",
    "key_expired": "key",
    "key_not_for_signing": "key",
    "key_cannot_sign": "key",
}


@method_decorator(sensitive_post_parameters("passphrase"), name="dispatch")
class SignResolution(ResolutionView):
    """Ký và cấp số: with a key, or for a paper signed by hand. Nothing typed here is kept."""

    permission_required = "council_sessions.sign_resolution"
    template_name = "sessions/resolution_sign.html"
    page_name = gettext_lazy("Ký và cấp số")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who signs, which day, which key."""
        self.check(self.resolution)
        return self.show(SignForm(choices=self.choices(), initial={"on": timezone.localdate()}))

    def choices(self) -> list[Any]:
        """Who may sign today."""
        return signers_of(self.resolution, on=timezone.localdate())

    def show(self, form: SignForm) -> HttpResponse:
        """The page with the form."""
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Number and sign, or say why not: a refusal takes no number."""
        self.check(self.resolution)
        form = SignForm(request.POST, request.FILES, choices=self.choices())
        if not form.is_valid():
            return self.show(form)
        given = form.cleaned_data
        common = {"signer": given["signer"], "on": given["on"], "by": self.user}
        try:
            if request.POST.get("how") == "paper":
                made = signing.number_for_paper(self.resolution, **common)
                self.say(
                    _("Đã cấp số {number}. Nộp bản quét của bản đã ký để phát hành.").format(
                        number=made.reference
                    )
                )
            else:
                key = given["key"].read(MAX_KEY_BYTES + 1) if given["key"] else b""
                made = signing.sign_digitally(
                    self.resolution, key=key, passphrase=given["passphrase"], **common
                )
                self.say(_("Đã ký số và cấp số {number}.").format(number=made.reference))
        except MoveRefused as refusal:
            self.refuse(refusal)
            return redirect(self.here())
        except SessionRefused as refusal:
            form.add_error(FIELDS.get(refusal.code), sentence(refusal))
            return self.show(form)
        return redirect(self.here())


class AttachSigned(ResolutionAct):
    """Nộp bản đã ký."""

    permission_required = "council_sessions.sign_resolution"

    def act(self) -> None:
        """Take the file and check its signatures."""
        form = SignedFileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            self.say_errors(form)
            return
        file = form.cleaned_data["file"]
        signing.attach_signed(
            self.resolution,
            data=file,
            name=file.name or "",
            compared=form.cleaned_data["compared"],
            by=self.user,
        )
        self.say(_("Đã nhận bản đã ký; kết quả kiểm tra ở phần “Chữ ký”."))


class CheckSignature(ResolutionAct):
    """Kiểm tra lại chữ ký của tệp đang lưu."""

    permission_required = "council_sessions.follow_resolution"

    def act(self) -> None:
        """Check the stored file anew."""
        signing.check_again(self.resolution, by=self.user)
        self.say(_("Đã kiểm tra lại chữ ký."))


class PrintResolution(ResolutionView):
    """Bản in: PDF or DOCX from the record; a draft until it has its number."""

    permission_required = "council_sessions.read_resolution"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, or back with a sentence that says why not."""
        self.check(self.resolution)
        return made_paper(
            request,
            lambda: resolution_paper(self.resolution),
            form=kwargs["form"],
            name=f"nghi-quyet-{self.resolution.pk}",
            back=self.here(),
        )
