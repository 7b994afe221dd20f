"""Agreements with partners: what was agreed, for which schools and how long, signed by whom (facts 8.3)."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can
from district.history import tracked, tracked_links
from district.models import EvidenceFile, School, User
from district.portal_settings import known
from partnerships.models.partners import Partner
from partnerships.models.scope import scope_of

MOST_DOLLARS = 100_000_000


def expiring_within():
    """So long before its last day an agreement is said to expire (facts 8.3: 90 days; a setting)."""
    return timedelta(days=known().agreement_end_days)


class AgreementKind(models.TextChoices):
    """Facts 8.3."""

    MOU = "MOU", _("Memorandum of understanding")
    LEAD_AGENCY = "LEAD_AGENCY", _("Lead-agency agreement")
    DATA_SHARING = "DATA_SHARING", _("Data-sharing agreement")
    FACILITIES = "FACILITIES", _("Use of facilities")
    CONTRACT = "CONTRACT", _("Contract for services")
    GRANT = "GRANT", _("Grant")
    INFORMAL = "INFORMAL", _("Informal, without a document")


class AgreementState(models.TextChoices):
    """What somebody decided. That an agreement expires follows from its last day: see `Standing`."""

    PROPOSED = "PROPOSED", _("Proposed")
    UNDER_REVIEW = "UNDER_REVIEW", _("Under review")
    ACTIVE = "ACTIVE", _("In force")
    ENDED = "ENDED", _("Ended")
    RENEWED = "RENEWED", _("Renewed")
    WITHDRAWN = "WITHDRAWN", _("Given up")  # it never was in force


class Standing(models.TextChoices):
    """How an agreement stands on a day: its state, and for an active one what its last day says."""

    PROPOSED = "PROPOSED", _("Proposed")
    UNDER_REVIEW = "UNDER_REVIEW", _("Under review")
    ACTIVE = "ACTIVE", _("In force")
    EXPIRING = "EXPIRING", _("Expiring")
    EXPIRED = "EXPIRED", _("Expired")
    ENDED = "ENDED", _("Ended")
    RENEWED = "RENEWED", _("Renewed")
    WITHDRAWN = "WITHDRAWN", _("Given up")


BEFORE_ACTIVE = (AgreementState.PROPOSED, AgreementState.UNDER_REVIEW)
ONCE_ACTIVE = (AgreementState.ACTIVE, AgreementState.ENDED, AgreementState.RENEWED)
STOPPED = (AgreementState.ENDED, AgreementState.WITHDRAWN)


class Content(models.TextChoices):
    """What a memorandum with a school usually says (facts 8.3)."""

    OBJECTIVES = "OBJECTIVES", _("Objectives and how they are measured")
    ACTIVITIES = "ACTIVITIES", _("Activities")
    ROLES = "ROLES", _("Roles of both sides")
    STAFF = "STAFF", _("Staff and contacts")
    SCHEDULE = "SCHEDULE", _("Schedule and space")
    COSTS = "COSTS", _("Costs")
    COMMUNICATION = "COMMUNICATION", _("Communication")
    PERMISSION = "PERMISSION", _("Permission of parents")
    CONFIDENTIALITY = "CONFIDENTIALITY", _("Student information and confidentiality")
    INSURANCE = "INSURANCE", _("Insurance and background checks")
    DISPUTES = "DISPUTES", _("How disputes are resolved")
    TERM = "TERM", _("Term and end")


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A partner's contact: their own. A school: those that cover or serve it. District roles: all."""
        scope = scope_of(user, Can.VIEW_AGREEMENT)
        if scope.everything:
            return self
        if scope.is_empty:
            return self.none()
        mine = Q(partner__in=scope.partners)
        if scope.schools:
            covered = Agreement.schools.through.objects.filter(school__in=scope.schools)
            served = Agreement.objects.filter(programmes__sites__school__in=scope.schools)
            mine |= Q(covers_district=True) | Q(pk__in=covered.values("agreement")) | Q(pk__in=served.values("pk"))
        return self.filter(mine)

    def standing(self, standing, day):
        """Those that stand so on a day; the same as `Agreement.standing_on`, for lists."""
        if standing in (Standing.ACTIVE, Standing.EXPIRING, Standing.EXPIRED):
            active, soon = self.filter(state=AgreementState.ACTIVE), day + expiring_within()
            if standing == Standing.EXPIRED:
                return active.filter(ends_on__lt=day)
            if standing == Standing.EXPIRING:
                return active.filter(ends_on__range=(day, soon))
            return active.filter(Q(ends_on=None) | Q(ends_on__gt=soon))
        return self.filter(state=standing)


@tracked()
class Agreement(models.Model):
    """An agreement between a partner and the district or some of its schools. Signers are adults in their offices."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements", verbose_name=_("partner"))
    kind = models.CharField(_("type"), max_length=16, choices=AgreementKind.choices)
    name = models.CharField(_("name"), max_length=160)
    purpose = models.TextField(_("purpose"), blank=True, max_length=2000)
    purpose_es = models.TextField(_("purpose, in Spanish"), blank=True, max_length=2000)
    covers_district = models.BooleanField(_("for the whole district"), default=False)
    schools = models.ManyToManyField(School, related_name="agreements", blank=True, verbose_name=_("schools"))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    partner_signer = models.CharField(_("signed for the partner by"), max_length=120, blank=True)
    partner_signer_office = models.CharField(_("their office at the partner"), max_length=120, blank=True)
    district_signer = models.CharField(_("signed for the district or school by"), max_length=120, blank=True)
    district_signer_office = models.CharField(_("their office in the district"), max_length=120, blank=True)
    contents = ArrayField(
        models.CharField(max_length=16, choices=Content.choices),
        verbose_name=_("what it says"),
        default=list,
        blank=True,
    )
    amount = models.DecimalField(
        _("amount in dollars"),
        max_digits=11,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_DOLLARS)],
    )
    paid_by = models.CharField(_("who pays whom, from what"), max_length=200, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=2000, help_text=_("Never write a child's name here."))
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name=_("renews"), editable=False
    )
    state = models.CharField(
        _("state"), max_length=16, choices=AgreementState.choices, default=AgreementState.PROPOSED, editable=False
    )
    state_reason = models.CharField(_("why"), max_length=300, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"), editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["partner__name", "-starts_on", "pk"]
        indexes = [models.Index(name="agreement_by_last_day", fields=["ends_on"], condition=Q(state="ACTIVE"))]
        constraints = [
            models.CheckConstraint(name="agreement_kind_known", condition=Q(kind__in=AgreementKind.values)),
            models.CheckConstraint(name="agreement_state_known", condition=Q(state__in=AgreementState.values)),
            models.CheckConstraint(
                name="agreement_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day comes after the first."),
            ),
            models.CheckConstraint(
                name="agreement_in_these_centuries",
                condition=(Q(starts_on=None) | Q(starts_on__range=school_years.all_days()))
                & (Q(ends_on=None) | Q(ends_on__range=school_years.all_days()))
                & (Q(signed_on=None) | Q(signed_on__range=school_years.all_days())),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="agreement_in_force_has_a_first_day",
                condition=Q(state__in=["PROPOSED", "UNDER_REVIEW", "ENDED", "WITHDRAWN"]) | Q(starts_on__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_in_force_has_a_last_day",
                condition=Q(state__in=["PROPOSED", "UNDER_REVIEW", "ENDED", "WITHDRAWN"])
                | Q(kind="INFORMAL")
                | Q(ends_on__isnull=False),
                violation_error_message=_("An agreement in force has a last day; only an informal one goes without."),
            ),
            models.CheckConstraint(
                name="agreement_amount_not_negative",  # in SQL, unlike here, "not a number" is a number
                condition=Q(amount=None) | Q(amount__range=(0, MOST_DOLLARS)),
            ),
            models.CheckConstraint(
                name="agreement_ended_with_day_and_reason",
                condition=(Q(state__in=["ENDED", "WITHDRAWN"], ended_on__isnull=False) & ~Q(state_reason=""))
                | (~Q(state__in=["ENDED", "WITHDRAWN"]) & Q(ended_on=None)),
            ),
            models.CheckConstraint(name="agreement_does_not_renew_itself", condition=~Q(renews=F("pk"))),
            models.UniqueConstraint(
                name="agreement_renewed_once",
                fields=["renews"],
                condition=~Q(state__in=["ENDED", "WITHDRAWN"]),
                violation_error_message=_("A renewal of this agreement is under way already."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnerships:agreement", args=[self.pk])

    @property
    def is_informal(self):
        return self.kind == AgreementKind.INFORMAL

    @property
    def is_editable(self):
        """What ended or was renewed is kept as it was."""
        return self.state in (*BEFORE_ACTIVE, AgreementState.ACTIVE)

    def standing_on(self, day=None):
        """`Standing` on a day: near its last day it is expiring, after it expired."""
        day = day or timezone.localdate()
        if self.state != AgreementState.ACTIVE or self.ends_on is None or self.ends_on > day + expiring_within():
            return Standing(self.state)
        return Standing.EXPIRED if self.ends_on < day else Standing.EXPIRING

    def purpose_in(self, language):
        return self.purpose_es or self.purpose if language == "es" else self.purpose or self.purpose_es

    def place_words(self):
        """For which schools, in words; reads `schools`."""
        if self.covers_district:
            return _("The whole district")
        return ", ".join(str(school) for school in self.schools.all())


@tracked_links()
class AgreementSchool(Agreement.schools.through):
    """Carries the triggers that keep an agreement's schools in its history."""

    class Meta:
        proxy = True


class DocumentKind(models.TextChoices):
    SIGNED = "SIGNED", _("The agreement itself")
    AMENDMENT = "AMENDMENT", _("Amendment")
    DATA_SHARING = "DATA_SHARING", _("Data-sharing terms")
    FACILITIES = "FACILITIES", _("Use of facilities")
    INSURANCE = "INSURANCE", _("Insurance or background checks")
    OTHER = "OTHER", _("Other")


@tracked()
class AgreementDocument(models.Model):
    """A file of an agreement. A newer version points to the one that it replaces; nothing is thrown away."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="documents", verbose_name=_("agreement"))
    kind = models.CharField(_("what it is"), max_length=16, choices=DocumentKind.choices, default=DocumentKind.SIGNED)
    title = models.CharField(_("title"), max_length=120)
    evidence = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+", verbose_name=_("file"), editable=False)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
        editable=False,
    )
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"), editable=False)
    added_on = models.DateField(_("added on"), default=timezone.localdate, editable=False)

    class Meta:
        ordering = ["kind", "title", "-pk"]
        constraints = [
            models.CheckConstraint(name="agreement_document_kind_known", condition=Q(kind__in=DocumentKind.values)),
            models.CheckConstraint(name="agreement_document_replaces_another", condition=~Q(replaces=F("pk"))),
        ]

    def __str__(self):
        return self.title


def usual_reminders():
    return [90, 60, 30]  # facts 8.3


@tracked()
class AgreementRules(models.Model):
    """What central office sets for all agreements; one row, and before it is saved what stands here."""

    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(365)]),
        verbose_name=_("days before the end on which people are reminded"),
        default=usual_reminders,
        blank=True,
        size=8,
        help_text=_("With commas between them, for example: 90, 60, 30."),
    )
    link_days = models.PositiveSmallIntegerField(
        _("days for which a link to log service works"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )

    class Meta:
        constraints = [models.CheckConstraint(name="agreement_rules_one_row", condition=Q(pk=1))]

    def __str__(self):
        return ", ".join(map(str, self.reminder_days))

    @classmethod
    def in_force(cls):
        return cls.objects.first() or cls(pk=1)
