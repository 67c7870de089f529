"""Resolutions (nghị quyết): their text by articles, links between them, and what follows."""

from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.ui.choices import Choices
from sessions.models.rehearsal import only_of_real_sessions
from sessions.resolution_labels import (
    chain_owners_choices,
    link_kinds_choices,
    resolution_forms_choices,
    resolution_states_choices,
)
from sessions.workflow.resolution import RESOLUTION_OUT, ResolutionForm

# The text of a resolution stands from the form check on; only effect is written later.
_IN_WORK = "('draft')"

# A resolution names the published vote that passed its own item as a whole, and keeps to it.
ADOPTED_BY = """
    IF TG_OP = 'UPDATE' THEN
        IF NEW.poll_id IS NOT DISTINCT FROM OLD.poll_id
           AND NEW.item_id IS NOT DISTINCT FROM OLD.item_id THEN
            RETURN NEW;
        END IF;
        IF OLD.poll_id IS NOT NULL THEN
            RAISE EXCEPTION 'a resolution keeps the vote that adopted it';
        END IF;
    END IF;
    IF NEW.poll_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM council_sessions_poll p
        WHERE p.id = NEW.poll_id AND p.item_id = NEW.item_id AND p.parent_id IS NULL
          AND p.state = 'published' AND p.is_passed) THEN
        RAISE EXCEPTION 'a resolution is adopted by the vote that passed its item';
    END IF;
    RETURN NEW;
"""


def resolution_issuer_choices() -> Choices:
    return Resolution.Issuer.choices


def signature_kind_choices() -> Choices:
    return Resolution.SignatureKind.choices


def draft_opinion_answer_choices() -> Choices:
    return DraftOpinion.Answer.choices


class DayRange(Func):
    """`daterange(from, to, '[]')`; an open end is open for ever."""

    function = "DATERANGE"
    output_field = DateRangeField()


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Selectors of resolutions."""

    def visible_to(self, user: User) -> Self:
        """All inside the council; an agency sees those it drafted and those that are out."""
        outside = user.councils(Role.AGENCY, Role.FRONT)
        return self.filter(
            models.Q(council__in=user.councils(*INSIDE))
            | models.Q(item__presenter__in=user.agencies())
            | models.Q(council__in=outside, state__in=sorted(RESOLUTION_OUT))
        )

    def for_list(self) -> Self:
        """With what a list row shows."""
        return self.select_related("document", "session", "signer", "council")

    def for_page(self) -> Self:
        """With what the record page shows."""
        return self.select_related(
            "council__unit",
            "session__term",
            "poll",
            "item__presenter",
            "item__verifying_body",
            "document__register",
            "signer",
            "signed_file",
            "paper",
        )


class Resolution(models.Model):
    """Nghị quyết: adopted by the council, or by the Standing Committee between sessions."""

    class Issuer(models.TextChoices):
        COUNCIL = "council", _("Hội đồng nhân dân")
        STANDING_COMMITTEE = "standing_committee", _("Thường trực HĐND")

    class SignatureKind(models.TextChoices):
        NONE = "", _("Chưa ký")
        DIGITAL = "digital", _("Ký số")
        PAPER = "paper", _("Ký trên bản giấy")

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="resolutions"
    )
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        null=True,
        blank=True,
        related_name="resolutions",
    )
    item = models.OneToOneField(
        "council_sessions.AgendaItem",
        models.PROTECT,
        verbose_name=_("nội dung chương trình"),
        null=True,
        blank=True,
        related_name="resolution",
    )
    # The vote that adopted it, as it was published: never guessed from the item.
    poll = models.OneToOneField(
        "council_sessions.Poll",
        models.PROTECT,
        verbose_name=_("biểu quyết thông qua"),
        null=True,
        blank=True,
        related_name="resolution",
    )
    issuer = models.CharField(
        _("cơ quan ban hành"),
        max_length=20,
        choices=resolution_issuer_choices,
        default="council",
    )
    form = models.CharField(_("hình thức"), max_length=12, choices=resolution_forms_choices)
    title = models.CharField(_("trích yếu"), max_length=500)
    enacting = models.TextField(_("câu ban hành"), blank=True)
    bases = models.TextField(_("căn cứ"), blank=True, help_text=_("Mỗi dòng một căn cứ."))
    closing = models.TextField(_("câu thông qua"), blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True, help_text=_("Mỗi dòng một nơi nhận."))
    archive = models.CharField(_("lưu"), max_length=100, default="VT, CTHĐND")
    adopted_on = models.DateField(_("ngày thông qua"))
    effective_on = models.DateField(_("ngày có hiệu lực"), null=True, blank=True)
    effect_explanation = models.JSONField(_("cách tính ngày hiệu lực"), default=dict)
    is_shortened = models.BooleanField(_("trình tự rút gọn, trường hợp đặc biệt"), default=False)
    shortened_reason = models.CharField(_("căn cứ rút gọn"), max_length=500, blank=True)
    expires_on = models.DateField(_("hết hiệu lực sau ngày"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=resolution_states_choices, default="draft"
    )
    document = models.OneToOneField(
        "documents.Document",
        models.PROTECT,
        verbose_name=_("văn bản"),
        null=True,
        blank=True,
        related_name="resolution",
    )
    signer = models.ForeignKey(
        "council.Person",
        models.PROTECT,
        verbose_name=_("người ký"),
        null=True,
        blank=True,
        related_name="+",
    )
    signer_block = models.JSONField(_("thể thức đề ký"), default=list)
    signature_kind = models.CharField(
        _("cách ký"), max_length=8, choices=signature_kind_choices, blank=True, default=""
    )
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    # What was rendered with its number, and what came back signed: the same file if signed here.
    paper = models.ForeignKey(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_file = models.ForeignKey(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    signature_report = models.JSONField(_("kết quả kiểm tra chữ ký"), default=dict)
    check_report = models.JSONField(_("kết quả kiểm tra thể thức"), default=list)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("nghị quyết")
        verbose_name_plural = _("nghị quyết")
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            # Law 64/2025, Art. 4: legal documents are the council's, not its Standing Committee's.
            models.CheckConstraint(
                condition=models.Q(issuer="council") | models.Q(form="individual"),
                name="standing_committee_issues_individual",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "checked"])
                | models.Q(
                    document__isnull=False,
                    signer__isnull=False,
                    signed_on__isnull=False,
                    paper__isnull=False,
                    effective_on__isnull=False,
                ),
                name="signed_resolution_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "checked", "signed"])
                | models.Q(signed_file__isnull=False),
                name="issued_resolution_has_signed_file",
            ),
            models.CheckConstraint(
                condition=models.Q(is_shortened=False) | ~models.Q(shortened_reason=""),
                name="shortened_procedure_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True)
                | models.Q(effective_on__isnull=True)
                | models.Q(expires_on__gte=models.F("effective_on")),
                name="resolution_expires_after_effect",
            ),
        ]
        indexes = [
            models.Index(
                "council",
                models.F("adopted_on").desc(),
                models.F("id").desc(),
                name="resolution_by_day",
            )
        ]
        triggers = [
            only_of_real_sessions(),
            pgtrigger.Trigger(
                name="adopted_by_a_passed_vote",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    ADOPTED_BY
                ),
            ),
            pgtrigger.Protect(
                name="numbered_resolution_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__document__isnull=False),
            ),
            # What was checked and signed is what is issued.
            pgtrigger.Protect(
                name="checked_resolution_keeps_text",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.state NOT IN {_IN_WORK} AND ROW(OLD.title, OLD.enacting, OLD.bases,"
                    " OLD.closing, OLD.recipients, OLD.archive, OLD.form, OLD.issuer,"
                    " OLD.adopted_on, OLD.effective_on) IS DISTINCT FROM ROW(NEW.title,"
                    " NEW.enacting, NEW.bases, NEW.closing, NEW.recipients, NEW.archive, NEW.form,"
                    " NEW.issuer, NEW.adopted_on, NEW.effective_on)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.title}" if self.reference else self.title

    @property
    def reference(self) -> str:
        """The number and code, once given: `05/2026/NQ-HĐND`."""
        return self.document.reference if self.document else ""

    @property
    def is_legal(self) -> bool:
        """Whether it is a legal document (quy phạm pháp luật)."""
        return self.form == ResolutionForm.LEGAL


class ResolutionArticle(models.Model):
    """Điều: one article, in the wording that holds from one day to another."""

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, verbose_name=_("nghị quyết"), related_name="articles"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    number = models.CharField(_("số điều"), max_length=8)
    title = models.CharField(_("tên điều"), max_length=300, blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    valid_from = models.DateField(_("áp dụng từ"), null=True, blank=True)
    valid_to = models.DateField(_("áp dụng đến hết"), null=True, blank=True)
    amended_by = models.ForeignKey(
        Resolution,
        models.PROTECT,
        verbose_name=_("sửa đổi bởi"),
        null=True,
        blank=True,
        related_name="amended_articles",
    )

    class Meta:
        verbose_name = _("điều")
        verbose_name_plural = _("điều")
        ordering = ["resolution", "position", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="article_ends_after_start",
            ),
            # On any day one wording of an article holds, never two.
            ExclusionConstraint(
                name="one_wording_of_an_article_a_day",
                expressions=[
                    ("resolution", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    (
                        DayRange(models.F("valid_from"), models.F("valid_to"), models.Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="checked_article_keeps_text",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Insert,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    """
                    IF TG_OP = 'INSERT' THEN
                        -- A wording brought by a later resolution comes to one that is out.
                        IF NEW.amended_by_id IS NULL AND EXISTS (
                            SELECT 1 FROM council_sessions_resolution r
                            WHERE r.id = NEW.resolution_id AND r.state <> 'draft') THEN
                            RAISE EXCEPTION 'the text of the resolution is settled';
                        END IF;
                        RETURN NEW;
                    END IF;
                    IF EXISTS (SELECT 1 FROM council_sessions_resolution r
                               WHERE r.id = OLD.resolution_id AND r.state <> 'draft')
                       AND (TG_OP = 'DELETE'
                            OR ROW(OLD.resolution_id, OLD.number, OLD.title, OLD.text)
                               IS DISTINCT FROM
                               ROW(NEW.resolution_id, NEW.number, NEW.title, NEW.text)) THEN
                        RAISE EXCEPTION 'the text of the resolution is settled';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Điều {self.number}. {self.title}".strip()


class ResolutionLink(models.Model):
    """Quan hệ giữa hai nghị quyết: the later one amends, replaces or repeals the earlier one."""

    source = models.ForeignKey(
        Resolution, models.CASCADE, verbose_name=_("nghị quyết sau"), related_name="links_to"
    )
    target = models.ForeignKey(
        Resolution, models.PROTECT, verbose_name=_("nghị quyết trước"), related_name="links_from"
    )
    kind = models.CharField(_("quan hệ"), max_length=10, choices=link_kinds_choices)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("quan hệ nghị quyết")
        verbose_name_plural = _("quan hệ nghị quyết")
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="resolution_link_once"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="resolution_links_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"


class ChainStep(models.Model):
    """Việc sau khi thông qua: what must be done with a resolution or with minutes, by when."""

    resolution = models.ForeignKey(
        Resolution,
        models.CASCADE,
        verbose_name=_("nghị quyết"),
        null=True,
        blank=True,
        related_name="steps",
    )
    minutes = models.ForeignKey(
        "council_sessions.Minutes",
        models.CASCADE,
        verbose_name=_("biên bản"),
        null=True,
        blank=True,
        related_name="steps",
    )
    step = models.CharField(_("mã"), max_length=40)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    rule_key = models.CharField(_("quy tắc"), max_length=80, blank=True)
    anchor = models.CharField(_("tính từ"), max_length=20)
    owner = models.CharField(_("phụ trách"), max_length=30, choices=chain_owners_choices)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    explanation = models.JSONField(_("cách tính"), default=dict)
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reference = models.CharField(_("văn bản chứng minh"), max_length=200, blank=True)
    proof = models.ForeignKey(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("việc sau khi thông qua")
        verbose_name_plural = _("việc sau khi thông qua")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resolution__isnull=False, minutes__isnull=True)
                | models.Q(resolution__isnull=True, minutes__isnull=False),
                name="chain_step_of_one_record",
            ),
            models.UniqueConstraint(fields=["resolution", "step"], name="resolution_step_once"),
            models.UniqueConstraint(fields=["minutes", "step"], name="minutes_step_once"),
        ]

    def __str__(self) -> str:
        return self.step


class Target(models.Model):
    """Chỉ tiêu: what a resolution sets out to reach, so that it can be measured."""

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, verbose_name=_("nghị quyết"), related_name="targets"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("chỉ tiêu"), max_length=300)
    unit = models.CharField(_("đơn vị tính"), max_length=50)
    agency = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan theo dõi"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class TargetValue(models.Model):
    """Giá trị theo năm của một chỉ tiêu: planned by the resolution, reached as reported."""

    target = models.ForeignKey(
        Target, models.CASCADE, verbose_name=_("chỉ tiêu"), related_name="values"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    planned = models.DecimalField(_("mục tiêu"), max_digits=18, decimal_places=3, null=True)
    actual = models.DecimalField(
        _("thực hiện"), max_digits=18, decimal_places=3, null=True, blank=True
    )
    source = models.CharField(_("nguồn số liệu"), max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("giá trị chỉ tiêu")
        verbose_name_plural = _("giá trị chỉ tiêu")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["target", "year"], name="target_value_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.year}"


class DraftOpinion(models.Model):
    """Ý kiến về dự thảo: one row of the "bảng tiếp thu, giải trình" of an agenda item (A17)."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("Chưa trả lời")
        ACCEPTED = "accepted", _("Tiếp thu")
        PARTLY = "partly", _("Tiếp thu một phần")
        EXPLAINED = "explained", _("Giải trình, giữ nguyên")

    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        models.CASCADE,
        verbose_name=_("nội dung chương trình"),
        related_name="opinions",
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    provision = models.CharField(_("điều, khoản"), max_length=100)
    draft_text = models.TextField(_("dự thảo trình"), blank=True)
    author = models.CharField(_("người, cơ quan có ý kiến"), max_length=300)
    opinion = models.TextField(_("ý kiến"))
    answer = models.CharField(
        _("kết quả"),
        max_length=10,
        choices=draft_opinion_answer_choices,
        default="waiting",
    )
    reply = models.TextField(_("trả lời của cơ quan soạn thảo"), blank=True)
    replied_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    final_text = models.TextField(_("văn bản thông qua"), blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ý kiến về dự thảo")
        verbose_name_plural = _("ý kiến về dự thảo")
        ordering = ["position", "pk"]
        constraints = [
            # "Giải trình" without a word of explanation is no answer.
            models.CheckConstraint(
                condition=models.Q(answer__in=["waiting", "accepted"]) | ~models.Q(reply=""),
                name="opinion_not_taken_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provision}: {self.author}"
