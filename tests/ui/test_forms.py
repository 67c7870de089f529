"""What people type: days, text, numbers; and what a refused form says."""

import unicodedata
from contextlib import suppress
from datetime import date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.council.models import Agency
from hdnd_portal.ui.forms import (
    DayTimeField,
    ManyFilesField,
    VietnameseForm,
    VietnameseModelForm,
    clean_text,
    read_day,
)


class SessionForm(VietnameseForm):
    name = forms.CharField(label="Tên", max_length=10, help_text="Ghi ngắn.")
    opening_on = forms.DateField(label="Khai mạc")
    days = forms.DecimalField(label="Số ngày", required=False)
    mail = forms.EmailField(label="Thư", required=False)
    secret = forms.CharField(label="Mật khẩu", required=False, widget=forms.PasswordInput)
    groups = forms.MultipleChoiceField(
        label="Gửi cho",
        choices=[("a", "Đại biểu"), ("b", "Khách")],
        widget=forms.CheckboxSelectMultiple,
    )


class AgencyForm(VietnameseModelForm):
    class Meta:
        model = Agency
        fields = ["name", "valid_from"]


@pytest.mark.parametrize(
    "text", ["08/12/2026", "8/12/2026", "8.12.2026", "08-12-2026", "2026-12-08", " 08 / 12 / 2026 "]
)
def test_day_is_read_in_the_usual_spellings(text):
    assert read_day(text) == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/02/2026", "Tháng 2 không có ngày 31."),
        ("29/02/2026", "Năm 2026 không phải năm nhuận, tháng 2 không có ngày 29."),
        ("31/11/2026", "Tháng 11 không có ngày 31."),
        ("00/11/2026", "Tháng 11 không có ngày 0."),
        ("12/13/2026", "Không có tháng 13."),
        ("01/01/0026", "Năm 26 không hợp lý."),
        ("mai", "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/12/2026."),
        ("1/1/26", "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/12/2026."),
    ],
)
def test_a_wrong_day_gets_a_sentence(text, sentence):
    with pytest.raises(ValidationError) as refused:
        read_day(text)
    assert refused.value.messages == [sentence]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_every_day_is_read_as_it_is_written(day):
    assert read_day(f"{day:%d/%m/}{day.year}") == read_day(day.isoformat()) == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_refused(text):
    with suppress(ValidationError):
        assert isinstance(read_day(text), date)


@given(st.text())
def test_clean_text_is_nfc_and_stays_as_it_is(text):
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert clean_text(clean) == clean
    assert "\x00" not in clean


def test_pasted_text_loses_what_nobody_sees_and_keeps_its_lines():
    pasted = "\ufeffKỳ\u200b họp \r\n" + unicodedata.normalize("NFD", "thứ Ba") + "\x00 \r"
    assert clean_text(pasted) == "Kỳ họp\nthứ Ba"


def test_refused_form_answers_in_sentences_and_keeps_what_was_typed():
    form = SessionForm({"name": "Kỳ họp thường lệ", "opening_on": "31/02/2026", "mail": "x"})
    assert form.errors == {
        "name": ["Dài quá 10 ký tự, đang có 16. Hãy rút gọn."],
        "opening_on": ["Tháng 2 không có ngày 31."],
        "mail": ["Địa chỉ thư chưa đúng, ví dụ ten@tinh.gov.vn."],
        "groups": ["Cần điền mục này."],
    }
    assert 'value="31/02/2026"' in str(form["opening_on"])


def test_password_is_taken_as_typed():
    typed = {"name": " a ", "opening_on": "1/2/2026", "groups": ["a"]}
    as_typed = " a\u200bb "
    form = SessionForm({**typed, "secret": as_typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "a"
    # Django strips the ends, nothing else is taken away.
    assert form.cleaned_data["secret"] == as_typed.strip()


def test_model_form_reads_vietnamese_days_and_never_writes():
    form = AgencyForm({"name": "Sở Tài chính", "valid_from": "1/7/2026"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"name": "Sở Tài chính", "valid_from": date(2026, 7, 1)}
    with pytest.raises(NotImplementedError):
        form.save()


def test_moment_is_asked_as_day_and_hour_in_vietnam():
    moment = DayTimeField().clean(["8/12/2026", "07:30"])
    assert moment == datetime(2026, 12, 8, 7, 30, tzinfo=timezone.get_default_timezone())
    with pytest.raises(ValidationError, match="Tháng 2 không có ngày 30"):
        DayTimeField().clean(["30/02/2026", "07:30"])


def test_several_files_come_as_a_list_and_an_empty_one_spoils_none():
    class FilesForm(VietnameseForm):
        files = ManyFilesField(label="Tệp", required=False)

    two = [SimpleUploadedFile("a.pdf", b"1"), SimpleUploadedFile("b.pdf", b"")]
    form = FilesForm({}, MultiValueDict({"files": two}))
    assert form.is_valid(), form.errors
    assert [file.name for file in form.cleaned_data["files"]] == ["a.pdf", "b.pdf"]
    assert FilesForm({}).is_valid()


def render(text: str, **context) -> str:
    return Template("{% load ui %}" + text).render(Context(context))


def test_field_ties_label_help_and_error_to_the_control():
    form = SessionForm({"name": ""})
    html = render("{% field form.name source='Luật 72/2025' %}", form=form)
    assert '<label class="field-label" for="id_name">' in html
    assert 'aria-describedby="id_name_help id_name_errors"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_errors"' in html
    assert "Luật 72/2025" in html
    assert "bắt buộc" in html


def test_group_of_options_is_a_fieldset_with_a_legend():
    html = render("{% field form.groups %}", form=SessionForm({}))
    assert html.strip().startswith("<fieldset")
    assert "<legend" in html
    assert 'aria-describedby="id_groups_errors"' in html


def test_summary_links_to_the_first_control_of_each_field():
    html = render("{% form_errors form %}", form=SessionForm({"name": "x"}))
    assert 'href="#id_opening_on"' in html
    assert 'href="#id_groups_0"' in html
    assert render("{% form_errors form %}", form=SessionForm()).strip() == ""


def test_a_misspelt_field_is_an_error():
    with pytest.raises(TypeError, match="not a form field"):
        render("{% field form.nmae %}", form=SessionForm())
