from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from district.access import Can, schools_where
from district.history import tracked
from district.models import Language, School, User

MOST_FEEDBACK_DAYS = 30  # after an activity: who is asked later remembers something else


def share(part, whole):
    """A fraction from 0 to 1, or None where either count is not known or there is no family."""
    return part / whole if part is not None and whole else None


def percent(fraction):
    """For people: "12.5%", or empty where there is no fraction."""
    return "" if fraction is None else f"{formats.number_format(round(100 * fraction, 1), 1)}%"


class YearlyReachQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_where(user, Can.VIEW_ACTIVITY))

    def enrolled_families(self, school):
        """Families enrolled at a school as it stated last, or None."""
        stated = self.filter(school=school, families_enrolled__isnull=False).order_by("-fall_year")
        return stated.values_list("families_enrolled", flat=True).first()


@tracked()
class YearlyReach(models.Model):
    """How many different families a school reached in a school year, as the school states it, with its method.

    Attendance counts families again at each event and can never be summed to this (facts 7.1).
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="yearly_reach", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    families_enrolled = models.PositiveIntegerField(
        _("families enrolled"), null=True, blank=True, validators=[MaxValueValidator(20000)]
    )
    families_reached = models.PositiveIntegerField(
        _("different families reached"), null=True, blank=True, validators=[MaxValueValidator(20000)]
    )
    families_home_visited = models.PositiveIntegerField(
        _("different families with a relational home visit"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(20000)],
    )
    volunteers_total = models.PositiveIntegerField(
        _("different volunteers"), null=True, blank=True, validators=[MaxValueValidator(20000)]
    )
    method = models.CharField(
        _("how this was counted"), max_length=300, help_text=_("For example: family list ticked off after each event.")
    )
    stated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("stated by"))
    stated_at = models.DateTimeField(_("stated at"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = YearlyReachQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year"]
        constraints = [
            models.UniqueConstraint(
                name="yearly_reach_once",
                fields=["school", "fall_year"],
                violation_error_message=_("This school has stated its reach for this year already."),
            ),
            models.CheckConstraint(
                name="yearly_reach_within_enrolment",
                condition=(
                    Q(families_enrolled=None)
                    | Q(families_reached=None)
                    | Q(families_reached__lte=F("families_enrolled"))
                )
                & (
                    Q(families_enrolled=None)
                    | Q(families_home_visited=None)
                    | Q(families_home_visited__lte=F("families_enrolled"))
                ),
                violation_error_message=_("No more families can be reached than are enrolled."),
            ),
        ]

    def __str__(self):
        return f"{self.school} {self.fall_year}"

    def share_reached_words(self):
        return percent(share(self.families_reached, self.families_enrolled))


class Denominator(models.TextChoices):
    """By what the coverage of home visits divides: the state's plays say families, the study students (facts 7.3)."""

    FAMILIES = "FAMILIES", _("families enrolled, as each school states")
    STUDENTS = "STUDENTS", _("students enrolled in October")


class Month(models.IntegerChoices):
    """Months of a school year in which something can be asked for."""

    SEPTEMBER = 9, _("September")
    OCTOBER = 10, _("October")
    NOVEMBER = 11, _("November")
    DECEMBER = 12, _("December")
    JANUARY = 1, _("January")
    FEBRUARY = 2, _("February")
    MARCH = 3, _("March")


@tracked()
class EngagementRule(models.Model):
    """What the district settled about how engagement is counted: one row, or none while the defaults hold."""

    visit_denominator = models.CharField(
        _("coverage of home visits divides by"),
        max_length=8,
        choices=Denominator.choices,
        default=Denominator.FAMILIES,
    )
    title_one_by = models.PositiveSmallIntegerField(
        _("annual Title I meetings are held by the end of"), choices=Month.choices, null=True, blank=True
    )
    feedback_days = models.PositiveSmallIntegerField(
        _("days in which families can say how an activity was"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_FEEDBACK_DAYS)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="engagement_rule_is_one", condition=Q(pk=1)),
            models.CheckConstraint(
                name="engagement_rule_feedback_days", condition=Q(feedback_days__range=(1, MOST_FEEDBACK_DAYS))
            ),
        ]

    def __str__(self):
        return self.get_visit_denominator_display()

    @classmethod
    def current(cls):
        return cls.objects.filter(pk=1).first() or cls(pk=1)


@tracked()
class HomeLanguage(models.Model):
    """How many families of a school speak a language at home, as the school states it once a year."""

    school = models.ForeignKey(School, models.PROTECT, related_name="home_languages", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    language = models.ForeignKey(Language, models.PROTECT, related_name="+", verbose_name=_("language"))
    families_total = models.PositiveIntegerField(_("families"), validators=[MaxValueValidator(20000)])
    stated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("stated by"))

    class Meta:
        ordering = ["school", "-fall_year", "-families_total"]
        constraints = [
            models.UniqueConstraint(
                name="home_language_once",
                fields=["school", "fall_year", "language"],
                violation_error_message=_("This language is stated already."),
            ),
        ]

    def __str__(self):
        return f"{self.school} {self.fall_year} {self.language}"
