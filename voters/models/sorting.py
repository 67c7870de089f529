"""What becomes of what voters said: recommendations, the words they were taken from, referrals."""

from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, Role
from sessions.public import only_of_real_sessions
from voters.labels import track_choices
from voters.models.plan import MAKERS
from voters.sorting import LIVE, OPEN, PUBLISHED, State
from voters.sorting_labels import competence_choices, recommendation_state_choices


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Selectors of referrals."""

    def visible_to(self, user: User) -> Self:
        """Everybody inside the council, the agency it went to, and those that contribute."""
        agencies = user.agencies()
        helping = Referral.objects.filter(receipts__agency__in=agencies)
        return self.filter(
            models.Q(council__in=user.councils(*INSIDE))
            | models.Q(agency__in=agencies)
            | models.Q(pk__in=helping.values("pk"))
        )

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("session", "agency", "council__unit", "sent_by")


class Referral(models.Model):
    """Lần chuyển kiến nghị: recommendations approved together and sent to one lead agency."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="referrals"
    )
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="referrals",
    )
    agency = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan chủ trì"),
        related_name="referrals",
    )
    # On what paper the Standing Committee approved, where it did not approve here.
    decision = models.CharField(_("văn bản, ý kiến phê duyệt"), max_length=300, blank=True)
    sent_on = models.DateField(_("ngày chuyển"))
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("chuyển lúc"), auto_now_add=True)
    due_on = models.DateField(_("hạn trả lời"))
    explanation = models.JSONField(_("cách tính"), default=dict, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần chuyển kiến nghị")
        verbose_name_plural = _("lần chuyển kiến nghị")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("sent_on")),
                name="referral_due_after_it_was_sent",
            )
        ]
        triggers = [
            only_of_real_sessions(),
            pgtrigger.Protect(name="referral_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.sent_on:%d/%m/%Y}"


class RecommendationQuerySet(models.QuerySet["VoterRecommendation"]):
    """Selectors of recommendations."""

    def visible_to(self, user: User) -> Self:
        """The office and the Standing Committee see all of them.

        Everybody else inside the council, and the Front, see those sorted; an agency sees those it
        was sent, and those to which it contributes.
        """
        helping = VoterRecommendation.contributors.through.objects.filter(
            agency__in=user.agencies()
        )
        sent = models.Q(lead__in=user.agencies()) | models.Q(
            pk__in=helping.values("voterrecommendation")
        )
        return self.filter(
            models.Q(council__in=user.councils(*MAKERS))
            | models.Q(council__in=user.councils(*INSIDE, Role.FRONT), state__in=PUBLISHED)
            | models.Q(sent, state=State.SENT)
        )

    def live(self) -> Self:
        """Those that stand for words of voters: neither merged nor dropped."""
        return self.filter(state__in=LIVE)

    def open(self) -> Self:
        """Those whose words may still be changed."""
        return self.filter(state__in=OPEN)

    def asking(self) -> Self:
        """Those that ask for something."""
        return self.filter(track="recommendation")

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("session", "field", "lead")


class VoterRecommendation(models.Model):
    """Kiến nghị (hoặc ý kiến) của cử tri: edited and sorted by a person, sent, followed.

    What voters really said stays in the opinions; `RecommendationSource` says which of their words
    it stands for.
    """

    council = models.ForeignKey(
        "council.Council",
        models.PROTECT,
        verbose_name=_("HĐND"),
        related_name="voter_recommendations",
    )
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("tổng hợp cho kỳ họp"),
        related_name="voter_recommendations",
    )
    number = models.PositiveIntegerField(_("số"))
    track = models.CharField(_("loại"), max_length=15, choices=track_choices)
    text = models.TextField(_("nội dung"))
    folded = models.TextField(editable=False)
    field = models.ForeignKey(
        "council.Field",
        models.PROTECT,
        verbose_name=_("lĩnh vực"),
        null=True,
        blank=True,
        related_name="voter_recommendations",
    )
    competence = models.CharField(
        _("thẩm quyền"), max_length=10, choices=competence_choices, blank=True
    )
    lead = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan chủ trì"),
        null=True,
        blank=True,
        related_name="voter_recommendations",
    )
    contributors = models.ManyToManyField(
        "council.Agency",
        verbose_name=_("cơ quan phối hợp"),
        blank=True,
        related_name="contributed_recommendations",
    )
    state = models.CharField(
        _("trạng thái"), max_length=15, choices=recommendation_state_choices, default="recorded"
    )
    state_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    answer = models.TextField(_("trả lời tại chỗ"), blank=True)
    sorted_on = models.DateField(_("ngày phân loại"), null=True, blank=True)
    # By when it is sent on, once it is sorted, and how that day was counted.
    send_by = models.DateField(_("hạn chuyển"), null=True, blank=True)
    explanation = models.JSONField(_("cách tính"), default=dict, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts"
    )
    # The first of those that asked for the same; `times` counts this one among them.
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("kiến nghị lại"),
        null=True,
        blank=True,
        related_name="repeated",
    )
    times = models.PositiveSmallIntegerField(_("lần thứ"), default=1)
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("kiến nghị cử tri")
        verbose_name_plural = _("kiến nghị cử tri")
        ordering = ["-session__opening_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="voter_recommendation_number_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="voter_recommendation_says_something"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sorted", "sent", "misdirected"])
                | (models.Q(field__isnull=False) & ~models.Q(competence="")),
                name="sorted_recommendation_has_its_place",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent")
                | models.Q(lead__isnull=False, referral__isnull=False, track="recommendation"),
                name="sent_recommendation_has_lead",
            ),
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
                name="merged_recommendation_lives_on",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="answered_there") | ~models.Q(answer=""),
                name="answered_recommendation_has_answer",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["letter", "dropped", "misdirected"])
                | ~models.Q(state_reason=""),
                name="recommendation_left_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(repeats=models.F("id")) & ~models.Q(merged_into=models.F("id")),
                name="recommendation_follows_another",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "state"], name="recommendation_by_state"),
            models.Index(fields=["competence", "lead"], name="recommendation_receivers"),
            models.Index(
                fields=["council", "lead", "id"],
                condition=models.Q(state="sent", track="recommendation", field__isnull=False),
                name="recommendation_sent",
            ),
            GinIndex(OpClass("folded", "gin_trgm_ops"), name="recommendation_words"),
        ]
        triggers = [
            only_of_real_sessions(),
            pgtrigger.Protect(name="voter_recommendation_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        text = self.text if len(self.text) <= 100 else f"{self.text[:99]}…"
        return f"{self.code}: {text}"

    @property
    def code(self) -> str:
        """How it is called in papers and letters of its session."""
        return f"KN{self.number:03d}"


class RecommendationSource(models.Model):
    """Lời cử tri làm căn cứ: the words of an opinion that a recommendation stands for.

    A row is never deleted: what is split or merged moves to another recommendation.
    """

    recommendation = models.ForeignKey(VoterRecommendation, models.PROTECT, related_name="sources")
    opinion = models.ForeignKey("voters.Opinion", models.PROTECT, related_name="sources")
    # Characters of the opinion's text from `starts` up to, not including, `ends`.
    starts = models.PositiveIntegerField()
    ends = models.PositiveIntegerField()
    taken_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("lời cử tri của kiến nghị")
        verbose_name_plural = _("lời cử tri của kiến nghị")
        ordering = ["opinion", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="source_holds_words"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="source_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="source_within_the_opinion",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    """
                    IF NOT EXISTS (
                        SELECT 1 FROM voters_opinion o
                        JOIN voters_voterrecommendation r ON r.id = NEW.recommendation_id
                        WHERE o.id = NEW.opinion_id AND o.council_id = r.council_id
                          AND NEW.ends <= char_length(o.text)
                    ) THEN
                        RAISE EXCEPTION 'the words are not of this opinion';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.opinion_id} {self.starts}–{self.ends}"

    @property
    def words(self) -> str:
        """The voter's own words."""
        return self.opinion.text[self.starts : self.ends]


class RecommendationPair(models.Model):
    """Cặp từ của một kiến nghị: by these the ones that ask for the same are found."""

    council = models.ForeignKey("council.Council", models.CASCADE, related_name="+", db_index=False)
    pair = models.CharField(max_length=24)
    recommendation = models.ForeignKey(VoterRecommendation, models.CASCADE, related_name="pairs")

    class Meta:
        verbose_name = _("cặp từ của kiến nghị")
        verbose_name_plural = _("cặp từ của kiến nghị")
        constraints = [
            # In this order one index answers: how many have the pair, and which.
            models.UniqueConstraint(
                fields=["council", "pair", "recommendation"], name="recommendation_pair_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.pair}"
