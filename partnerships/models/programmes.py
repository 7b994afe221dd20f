"""Programmes under an agreement: what they are to move, where, and how much was agreed (facts 8.3, 8.4)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can
from district.history import tracked, tracked_links
from district.models import School, User
from indicators.models import Indicator
from partnerships.models.agreements import ONCE_ACTIVE, Agreement
from partnerships.models.scope import scope_of
from plans.models import Initiative

MOST_PEOPLE = 20_000
MOST_SESSIONS = 5_000
MOST_HOURS = 20_000
SCHOOL_MONTHS = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
MONTHS = (7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)  # as a school year runs


class ServiceArea(models.TextChoices):
    """The four core services of Hartford's Community Schools, and what else partners do with families."""

    AFTER_SCHOOL = "AFTER_SCHOOL", _("After-school and summer learning")
    FAMILY = "FAMILY", _("Family engagement and support")
    HEALTH = "HEALTH", _("Health and wellness")
    YOUTH = "YOUTH", _("Youth development and mentoring")
    TUTORING = "TUTORING", _("Academic support and tutoring")
    ATTENDANCE = "ATTENDANCE", _("Attendance support")
    ADULT = "ADULT", _("Adult education and leadership")
    EARLY = "EARLY", _("Early childhood and transitions")
    ARTS = "ARTS", _("Arts and enrichment")
    COLLEGE = "COLLEGE", _("College and career")
    BASIC_NEEDS = "BASIC_NEEDS", _("Food, clothing and housing")
    OTHER = "OTHER", _("Other")


class ReachOf(models.TextChoices):
    PEOPLE = "PEOPLE", _("different people")
    FAMILIES = "FAMILIES", _("different families")


class Per(models.TextChoices):
    MONTH = "MONTH", _("each month of the schedule")
    YEAR = "YEAR", _("the whole school year")


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Can.VIEW_AGREEMENT):
        """A partner's contact: those of their own agreements. A school: those that serve it. District roles: all."""
        scope = scope_of(user, permission)
        if scope.everything:
            return self
        if scope.is_empty:
            return self.none()
        mine = Q(agreement__partner__in=scope.partners)
        if scope.schools:
            mine |= Q(pk__in=ProgrammeSite.objects.filter(school__in=scope.schools).values("programme"))
        return self.filter(mine)

    def running_in(self, fall_year):
        return self.filter(fall_year=fall_year, agreement__state__in=ONCE_ACTIVE)


@tracked()
class Programme(models.Model):
    """What a partner does in one school year under an agreement; an informal one has an informal agreement."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="programmes", verbose_name=_("agreement"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what is done"), blank=True, max_length=2000)
    about_es = models.TextField(_("what is done, in Spanish"), blank=True, max_length=2000)
    area = models.CharField(_("service area"), max_length=16, choices=ServiceArea.choices)
    indicators = models.ManyToManyField(
        Indicator, related_name="programmes", blank=True, verbose_name=_("equity indicators")
    )
    initiatives = models.ManyToManyField(
        Initiative, related_name="programmes", blank=True, verbose_name=_("initiatives")
    )
    objective = models.CharField(_("objective, so that it can be measured"), max_length=300)
    objective_es = models.CharField(_("objective, in Spanish"), max_length=300, blank=True)
    reach_of = models.CharField(_("reach is counted in"), max_length=10, choices=ReachOf.choices, default="PEOPLE")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"), editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="programme_once_a_year",
                fields=["agreement", "fall_year", "name"],
                violation_error_message=_("This agreement has a program with this name in this school year."),
            ),
            models.CheckConstraint(name="programme_area_known", condition=Q(area__in=ServiceArea.values)),
            models.CheckConstraint(
                name="programme_year_known",
                condition=Q(fall_year__range=(school_years.FIRST_FALL_YEAR, school_years.LAST_FALL_YEAR)),
            ),
            models.CheckConstraint(name="programme_reach_known", condition=Q(reach_of__in=ReachOf.values)),
        ]
        triggers = [pgtrigger.ReadOnly(name="programme_keeps_agreement_and_year", fields=["agreement", "fall_year"])]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnerships:programme", args=[self.pk])

    @property
    def year_label(self):
        return school_years.label(self.fall_year)

    def about_in(self, language):
        return self.about_es or self.about if language == "es" else self.about or self.about_es

    def objective_in(self, language):
        return self.objective_es or self.objective if language == "es" else self.objective


@tracked_links()
class ProgrammeIndicator(Programme.indicators.through):
    class Meta:
        proxy = True


@tracked_links()
class ProgrammeInitiative(Programme.initiatives.through):
    class Meta:
        proxy = True


def agreed(label, most, **more):
    return models.PositiveIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(most)], **more
    )


@tracked()
class ProgrammeSite(models.Model):
    """How much was agreed for one school, or for the district as one place (no school).

    `months`: the calendar months of the schedule; in others nothing is expected. `sessions` and `hours` are for each
    of them, or for the year (`per`), which is then shared out evenly over them.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="sites", verbose_name=_("program"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="programme_sites", verbose_name=_("school")
    )
    reach = agreed(_("agreed reach in the year"), MOST_PEOPLE)
    sessions = agreed(_("agreed sessions"), MOST_SESSIONS)
    hours = agreed(_("agreed hours"), MOST_HOURS)
    per = models.CharField(_("sessions and hours are for"), max_length=8, choices=Per.choices, default=Per.MONTH)
    months = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("months of the schedule"), default=list, blank=True
    )

    class Meta:
        ordering = ["programme", "school__name"]
        constraints = [
            models.UniqueConstraint(
                name="programme_site_once",
                fields=["programme", "school"],
                nulls_distinct=False,
                violation_error_message=_("This program has this place already."),
            ),
            models.CheckConstraint(name="programme_site_per_known", condition=Q(per__in=Per.values)),
            models.CheckConstraint(
                name="programme_site_months_of_a_year",
                condition=Q(months__contained_by=list(MONTHS)),
                violation_error_message=_("A year has twelve months."),
            ),
            models.CheckConstraint(
                name="programme_site_dosage_has_months",
                condition=Q(sessions=None, hours=None) | Q(months__len__gte=1),
                violation_error_message=_("Say in which months it takes place."),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="programme_site_keeps_its_place", fields=["programme", "school"]),
            pgtrigger.Trigger(
                name="programme_site_with_service_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM partnerships_serviceentry AS entry
                        WHERE entry.programme_id = OLD.programme_id
                        AND entry.school_id IS NOT DISTINCT FROM OLD.school_id
                    ) THEN
                        RAISE EXCEPTION 'Service was logged at this place: it is kept.';
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]

    def __str__(self):
        return str(self.place)

    @property
    def place(self):
        return self.school or _("The district as one place")


class ReachQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(programme__in=Programme.objects.visible_to(user).values("pk"))


@tracked()
class ProgrammeReach(models.Model):
    """How many different people or families a programme reached at a place in its year, as somebody states it, with the
    method. No sum of entries can give it: whoever came to six sessions is counted six times there (features, row 52).
    """

    site = models.OneToOneField(ProgrammeSite, models.PROTECT, related_name="stated_reach", verbose_name=_("place"))
    reached = models.PositiveIntegerField(_("how many"), validators=[MaxValueValidator(MOST_PEOPLE)])
    method = models.CharField(
        _("how this was counted"), max_length=300, help_text=_("For example: sign-in list, each person ticked once.")
    )
    stated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("stated by"), editable=False)
    stated_at = models.DateTimeField(_("stated at"), auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="programme_reach_has_a_method", condition=~Q(method="")),
        ]

    def __str__(self):
        return f"{self.site}: {self.reached}"
