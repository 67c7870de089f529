"""Forms of what is said at a meeting: twenty seconds for an opinion, then the record."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hdnd_portal.council.models import AdministrativeUnit, Field, Mandate
from hdnd_portal.secret_text import Voter
from hdnd_portal.ui.forms import DayTimeField, VietnameseForm
from voters.labels import track_choices
from voters.models import VoterMeeting
from voters.models.record import LONGEST_TEXT
from voters.sentences import SENTENCES
from voters.services.records import Presence
from voters.workflow import Track

MOST_PEOPLE = 100_000  # at one meeting: more is a slip of the hand


def locality(unit: AdministrativeUnit) -> str:
    """`Khe Phượng (xã)`: the name first, so that typing it finds it."""
    return f"{unit.name} ({unit.get_kind_display()})"


class OpinionForm(VietnameseForm):
    """One voter's words, from where, on what; who spoke only where it is needed to ask back."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Cử tri nói gì"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "autocapitalize": "sentences"}),
        help_text=gettext_lazy("Ghi đúng lời cử tri. Không ghi tên người nói vào ô này."),
    )
    track = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=track_choices,
        widget=forms.RadioSelect,
        initial=Track.RECOMMENDATION.value,
    )
    # Over rows that are read already: a batch of opinions asks for them once.
    field = forms.TypedChoiceField(
        label=gettext_lazy("Lĩnh vực"), required=False, coerce=int, empty_value=None
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("Xã, phường"), coerce=int)
    village = forms.CharField(
        label=gettext_lazy("Thôn, tổ dân phố"), max_length=120, required=False
    )
    answered_there = forms.CharField(
        label=gettext_lazy("Trả lời tại chỗ"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ai trả lời, trả lời thế nào."),
    )
    is_letter = forms.BooleanField(
        label=gettext_lazy("Là khiếu nại, tố cáo: tách riêng để xử lý theo quy định về đơn thư"),
        required=False,
    )
    speaker_name = forms.CharField(
        label=gettext_lazy("Họ tên"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    speaker_phone = forms.RegexField(
        r"^[0-9+(][0-9 .()+-]{5,28}$",
        label=gettext_lazy("Số điện thoại"),
        max_length=30,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678.")
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )

    def __init__(
        self,
        *args: Any,
        here: Sequence[AdministrativeUnit],
        units: Sequence[AdministrativeUnit],
        fields: Sequence[Field],
        **kwargs: Any,
    ) -> None:
        """`here` are the communes met, offered first; all three are read already."""
        super().__init__(*args, **kwargs)
        self.units = {one.pk: one for one in (*units, *here)}
        self.topics = {one.pk: one for one in fields}
        met = {one.pk for one in here}
        offered: dict[str, Any] = {
            "unit": [
                (gettext_lazy("Nơi tiếp xúc"), [(one.pk, locality(one)) for one in here]),
                (
                    gettext_lazy("Xã, phường khác"),
                    [(key, locality(one)) for key, one in self.units.items() if key not in met],
                ),
            ],
            "field": [
                ("", gettext_lazy("Để Văn phòng phân loại")),
                *((key, one.name) for key, one in self.topics.items()),
            ],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
            field.choices = choices

    def clean_unit(self) -> AdministrativeUnit:
        """The commune."""
        return self.units[self.cleaned_data["unit"]]

    def clean_field(self) -> Field | None:
        """The field, where one was chosen."""
        return self.topics.get(self.cleaned_data["field"])

    def opinion(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        names = ("text", "track", "field", "unit", "village", "answered_there", "is_letter")
        return {
            **{name: cleaned[name] for name in names},
            "client_key": cleaned["key"],
            "speaker": Voter(cleaned["speaker_name"], cleaned["speaker_phone"]),
        }


class RecordForm(VietnameseForm):
    """When the meeting was held, under whom, how many came; below it the delegates."""

    starts_at = DayTimeField(label=gettext_lazy("Bắt đầu"), required=False)
    ends_at = DayTimeField(label=gettext_lazy("Kết thúc"), required=False)
    chair = forms.CharField(
        label=gettext_lazy("Chủ trì"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Họ tên và chức vụ, ví dụ: Ông Hà Văn A, Chủ tịch Ủy ban MTTQ xã."),
    )
    secretary = forms.CharField(label=gettext_lazy("Thư ký"), max_length=200, required=False)
    voter_count = forms.IntegerField(
        label=gettext_lazy("Số cử tri dự"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
    speaker_count = forms.IntegerField(
        label=gettext_lazy("Số lượt phát biểu"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
    authorities = forms.CharField(
        label=gettext_lazy("Đại diện cơ quan, tổ chức dự"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Mỗi dòng một người hoặc một cơ quan."),
    )
    subjects = forms.CharField(
        label=gettext_lazy("Nội dung đã báo cáo với cử tri"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Mỗi dòng một nội dung."),
    )

    def __init__(
        self, *args: Any, meeting: VoterMeeting, known: Mapping[int, Presence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = list(meeting.mandates.all())
        for mandate in self.seats:
            stands = known.get(mandate.pk)
            self.fields[f"here_{mandate.pk}"] = forms.ChoiceField(
                label=mandate.person.name,
                choices=[("yes", gettext_lazy("Có mặt")), ("no", gettext_lazy("Vắng"))],
                required=False,
                widget=forms.RadioSelect,
                initial="" if stands is None else "yes" if stands.is_present else "no",
            )
            self.fields[f"why_{mandate.pk}"] = forms.CharField(
                label=gettext_lazy("Lý do vắng"),
                max_length=300,
                required=False,
                initial=stands.reason if stands else "",
            )

    def clean(self) -> dict[str, Any]:
        """Who is absent is absent for a reason; the end comes after the beginning."""
        cleaned = super().clean() or {}
        for mandate in self.seats:
            if cleaned.get(f"here_{mandate.pk}") == "no" and not cleaned.get(f"why_{mandate.pk}"):
                text = SENTENCES["absence_reason_missing"]
                self.add_error(f"why_{mandate.pk}", str(text).format(name=mandate.person.name))
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", str(SENTENCES["hours_reversed"]))
        return cleaned

    @property
    def seat_fields(self) -> list[tuple[Mandate, Any, Any]]:
        """Each delegate with the two fields about them."""
        return [
            (mandate, self[f"here_{mandate.pk}"], self[f"why_{mandate.pk}"])
            for mandate in self.seats
        ]

    @property
    def main_fields(self) -> list[Any]:
        """The fields of the meeting itself."""
        return [self[name] for name in self.base_fields]

    def record(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        presence = [
            Presence(mandate, cleaned[f"here_{mandate.pk}"] == "yes", cleaned[f"why_{mandate.pk}"])
            for mandate in self.seats
            if cleaned[f"here_{mandate.pk}"]
        ]
        return {**{name: cleaned[name] for name in self.base_fields}, "presence": presence}
