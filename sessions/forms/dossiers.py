"""What people type about dossiers."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Agency, Body
from hdnd_portal.documents.kinds import ACCEPT
from hdnd_portal.ui.forms import ManyFilesField, ManyFilesInput
from sessions.dossier_parts import PartKind, usual_parts
from sessions.labels import RETURN_REASONS
from sessions.models import AgendaItem, CouncilSession, DossierPart, FrozenFile
from sessions.services.requesting import PartRequest
from sessions.workflow import ReturnReason


class ReplaceForm(forms.Form):
    """Thay tệp: one file for one that is there."""

    file = forms.FileField(
        label=_("Bản thay thế"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Hãy chọn tệp thay thế.")},
    )


class ReturnForm(forms.Form):
    """Trả lại: a coded reason and what is to be mended."""

    reason = forms.ChoiceField(
        label=_("Lý do"), choices=lambda: [("", "–"), *RETURN_REASONS.items()]
    )
    note = forms.CharField(
        label=_("Nội dung cần sửa"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> ReturnReason:
        """The reason as its code."""
        return ReturnReason(self.cleaned_data["reason"])


class ReviewForm(forms.Form):
    """Cấp duyệt đồng ý: which level the page showed, and what it has to say."""

    level = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Ý kiến (nếu có)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CancelForm(forms.Form):
    """Thôi yêu cầu: why; the service says when it is missing."""

    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"required": True}),
    )


def possible_owners(session: CouncilSession) -> dict[str, Agency | Body]:
    """Who may be asked for a part, by the key the form sends; read once for all its lines."""
    agencies = Agency.objects.filter(council=session.council_id, valid_to=None)
    bodies = Body.objects.filter(term=session.term_id).exclude(kind=Body.Kind.DELEGATE_GROUP)
    return {
        **{f"agency-{agency.pk}": agency for agency in agencies.order_by("name")},
        **{f"body-{body.pk}": body for body in bodies},
    }


class RequestPartForm(forms.Form):
    """Một thành phần: what is asked, and of whom; a line without a kind is dropped."""

    kind = forms.ChoiceField(
        label=_("Thành phần"),
        required=False,
        choices=lambda: [("", "–"), *DossierPart.Kind.choices],
    )
    owner = forms.ChoiceField(label=_("Cơ quan gửi"), required=False)
    title = forms.CharField(label=_("Tên cụ thể"), max_length=300, required=False)
    is_required = forms.BooleanField(label=_("Bắt buộc"), required=False, initial=True)

    def __init__(self, *args: Any, owners: dict[str, Agency | Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = owners
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *[(key, str(owner)) for key, owner in self.owners.items()],
        ]

    def clean(self) -> dict[str, Any]:
        """A line with a kind needs its owner; the rest of a line without one does not matter."""
        data = super().clean() or self.cleaned_data
        if "kind" in data and not data["kind"]:
            self._errors = ErrorDict(renderer=self.renderer)
            return {}
        if not data.get("owner") and "owner" not in self.errors:
            self.add_error("owner", _("Hãy chọn cơ quan gửi."))
        return data

    def request(self) -> PartRequest:
        """The part as the service wants it."""
        data = self.cleaned_data
        owner = self.owners[data["owner"]]
        return PartRequest(
            kind=PartKind(data["kind"]),
            agency=owner if isinstance(owner, Agency) else None,
            body=owner if isinstance(owner, Body) else None,
            title=data["title"],
            is_required=data["is_required"],
        )


RequestFormSet = forms.formset_factory(RequestPartForm, extra=2, max_num=20)


def usual_requests(item: AgendaItem) -> list[dict[str, Any]]:
    """What the item's dossier usually holds, as starting values of the form."""
    verifier = item.verifying_body
    owner = (
        f"agency-{item.presenter_id}"
        if item.presenter_id
        else f"body-{item.presenting_body_id}"
        if item.presenting_body_id
        else ""
    )
    parts = usual_parts(
        needs_resolution=item.has_draft,
        is_verified=verifier is not None,
    )
    return [
        {
            "kind": part.kind.value,
            "owner": f"body-{verifier.pk}"
            if verifier is not None and part.kind is PartKind.VERIFICATION
            else owner,
            "is_required": part.is_required,
        }
        for part in parts
    ]


class FreezeForm(forms.Form):
    """Chốt hồ sơ: the officer confirms what is missing."""

    accepts_missing = forms.BooleanField(
        label=_("Chốt dù còn thiếu các tài liệu nêu trên"), required=False
    )


class FrozenChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Frozen files by item and name."""

    def label_from_instance(self, obj: FrozenFile) -> str:
        """Number of the line, item and file."""
        return f"{obj.position}. {obj.reference} – {obj.name}"


class PartChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Parts by item."""

    def label_from_instance(self, obj: DossierPart) -> str:
        """Item and part."""
        item = obj.dossier.item
        return f"{item.number} {item.title[:80]} – {obj}".strip()


class PartsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Parts received after the freeze."""

    def label_from_instance(self, obj: DossierPart) -> str:
        """Item, part and who sent it."""
        return f"{obj.dossier.item.title} – {obj} ({obj.owner})"


class SupplementForm(forms.Form):
    """Bổ sung sau chốt."""

    parts = PartsChoice(
        label=_("Tài liệu đã tiếp nhận sau khi chốt"),
        queryset=DossierPart.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    replaces = FrozenChoice(
        label=_("Thay cho tài liệu"),
        queryset=FrozenFile.objects.none(),
        required=False,
        empty_label=_("Không thay, thêm tài liệu mới"),
    )
    part = PartChoice(
        label=_("Thuộc hồ sơ"),
        queryset=DossierPart.objects.none(),
        required=False,
        help_text=_("Chỉ cần chọn khi thêm tài liệu mới."),
    )
    files = ManyFilesField(  # type: ignore[assignment]  # a field of that name
        label=_("Tệp"), required=False, widget=ManyFilesInput(attrs={"accept": ACCEPT})
    )
    reason = forms.CharField(
        label=_("Lý do bổ sung"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, session: CouncilSession, late: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = DossierPart.objects.filter(dossier__item__session=session).select_related(
            "dossier__item", "agency", "body"
        )
        parts = parts.order_by("dossier__item__position", "position")
        fields: dict[str, Any] = self.fields
        fields["parts"].queryset = parts.filter(pk__in=late)
        fields["part"].queryset = parts
        fields["replaces"].queryset = FrozenFile.objects.filter(
            freeze__session=session, replaced_by=None
        )

    def clean(self) -> dict[str, Any]:
        """One file replaces one; a new file needs its dossier; something must be added."""
        data = super().clean() or self.cleaned_data
        files, replaces = data.get("files") or [], data.get("replaces")
        if not files and not data.get("parts"):
            self.add_error("files", _("Hãy chọn tệp hoặc tài liệu đã tiếp nhận để bổ sung."))
        if files and replaces and len(files) > 1:
            self.add_error("files", _("Thay một tài liệu chỉ bằng một tệp."))
        if files and not replaces and not data.get("part"):
            self.add_error("part", _("Hãy chọn hồ sơ mà tài liệu mới thuộc về."))
        return data
