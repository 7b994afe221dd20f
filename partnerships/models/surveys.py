"""A survey that is asked: for which school year and audience, at which schools, from when to when; and what came back.

No answer exists as a record. What a person sends is added to counts in the same moment and forgotten (decision 019):
no name, no account, no address, no time, no answers side by side. Nothing of this is in the audit trail either, which
would keep the moment.
"""

import secrets
import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district import school_years
from district.access import Can, may_district_wide, schools_where
from district.history import tracked
from district.models import Language, School, User
from indicators.marks import stale_marks
from partnerships.models.instruments import InstrumentItem, InstrumentVersion

CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that two people read differently on a poster
CODE_LENGTH = 7
SHOWN_FROM = 10  # answers: what many districts ask for before they show a group (facts 3.2)
LEAST_SHOWN_FROM = 6  # no survey goes below the district's smallest count (facts 3.5)
MOST_PEOPLE = 20_000


class SurveyState(models.TextChoices):
    DRAFT = "DRAFT", _("In preparation")
    OPEN = "OPEN", pgettext_lazy("survey", "Open")
    CLOSED = "CLOSED", _("Closed, being counted")
    PUBLISHED = "PUBLISHED", _("Results shown")


class Way(models.TextChoices):
    """Who can answer."""

    OPEN = "OPEN", _("Anybody with the link or the poster")
    SLIPS = "SLIPS", _("Only with a slip: each code works once")
    SUMMARY = "SUMMARY", _("Nobody here: sums are brought from elsewhere")


class SurveyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published results that are public; for those who work with surveys also what runs at their schools."""
        public = Q(state=SurveyState.PUBLISHED, is_public=True)
        if may_district_wide(user, Can.VIEW_SURVEY):
            return self.filter(public | ~Q(state=SurveyState.DRAFT) | Q(pk__in=self._prepared_by(user)))
        places = SurveyPlace.objects.filter(school__in=schools_where(user, Can.VIEW_SURVEY))
        return self.filter(public | (~Q(state=SurveyState.DRAFT) & Q(pk__in=places.values("survey"))))

    @staticmethod
    def _prepared_by(user):
        """Drafts are for those who may prepare surveys."""
        return Survey.objects.all().values("pk") if may_district_wide(user, Can.RUN_SURVEY) else []

    def running(self, day):
        return self.filter(state=SurveyState.OPEN, opens_on__lte=day, closes_on__gte=day)


@tracked()
class Survey(models.Model):
    """One round of an instrument. Results are worked out once, when it is published, and stay (decision 019)."""

    version = models.ForeignKey(
        InstrumentVersion, models.PROTECT, related_name="surveys", verbose_name=_("instrument and version")
    )
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    name = models.CharField(_("name"), max_length=120)
    opens_on = models.DateField(_("open from"))
    closes_on = models.DateField(_("open until"))
    way = models.CharField(_("who can answer"), max_length=10, choices=Way.choices, default=Way.OPEN)
    state = models.CharField(
        _("state"), max_length=10, choices=SurveyState.choices, default=SurveyState.DRAFT, editable=False
    )
    shown_from = models.PositiveSmallIntegerField(
        _("shown from this many answers"),
        default=SHOWN_FROM,
        validators=[MinValueValidator(LEAST_SHOWN_FROM), MaxValueValidator(100)],
    )
    is_public = models.BooleanField(_("everybody may read the results"), default=True)
    published_on = models.DateField(_("results shown since"), null=True, blank=True, editable=False)
    began_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("begun by"), editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year", "-opens_on", "name"]
        constraints = [
            models.CheckConstraint(
                name="survey_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("A survey closes after it opens."),
            ),
            models.CheckConstraint(
                name="survey_in_these_centuries",
                condition=Q(opens_on__gte=school_years.all_days()[0], closes_on__lte=school_years.all_days()[1]),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(name="survey_state_known", condition=Q(state__in=SurveyState.values)),
            models.CheckConstraint(name="survey_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(
                name="survey_never_shown_below_six",
                condition=Q(shown_from__gte=LEAST_SHOWN_FROM),
                violation_error_message=_("Results are never shown for fewer than six answers."),
            ),
            models.CheckConstraint(
                name="survey_published_on_and_state_together",
                condition=Q(state=SurveyState.PUBLISHED, published_on__isnull=False)
                | (~Q(state=SurveyState.PUBLISHED) & Q(published_on=None)),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnerships:survey", args=[self.pk])

    @property
    def year_label(self):
        return school_years.label(self.fall_year)

    @property
    def is_published(self):
        return self.state == SurveyState.PUBLISHED

    def takes_answers(self, day=None):
        """Whether somebody can answer here today."""
        day = day or timezone.localdate()
        return self.state == SurveyState.OPEN and self.opens_on <= day <= self.closes_on and self.way != Way.SUMMARY


def new_code():
    """What a poster says: short, not to be guessed, not to be misread."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


@tracked()
class SurveyPlace(models.Model):
    """A school at which a survey is asked, or the district as a whole (no school), with its own short address.

    `asked_total` is the denominator of the response rate, with what it counts; without it no rate is shown.
    """

    class Basis(models.TextChoices):
        FAMILIES = "FAMILIES", _("families at the school")
        SLIPS = "SLIPS", _("slips handed out")
        LIST = "LIST", _("people on a list")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="places", verbose_name=_("survey"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="survey_places", verbose_name=_("school")
    )
    code = models.CharField(_("short address"), max_length=12, unique=True, default=new_code, editable=False)
    asked_total = models.PositiveIntegerField(
        _("how many were asked"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    basis = models.CharField(_("which are"), max_length=10, choices=Basis.choices, default=Basis.FAMILIES)

    class Meta:
        ordering = ["survey", "school__name"]
        constraints = [
            models.UniqueConstraint(name="survey_place_once", fields=["survey", "school"], nulls_distinct=False),
            models.CheckConstraint(
                name="survey_place_asked_at_least_one", condition=Q(asked_total=None) | Q(asked_total__gte=1)
            ),
        ]

    def __str__(self):
        return str(self.school or _("the district as a whole"))

    def get_absolute_url(self):
        return reverse("partnerships:survey-answer", args=[self.code])


class AnswerCount(models.Model):
    """How many people at a place gave one answer to one item, in one language of the form. Only ever added to.

    `value`: the step of a scale, 1 and 0 for yes and no and for each choice, the number itself. Not tracked: an event
    would keep the moment of each answer, and who was asked from where.
    """

    place = models.ForeignKey(SurveyPlace, models.CASCADE, related_name="answer_counts", verbose_name=_("place"))
    language = models.CharField(_("language"), max_length=12)
    item = models.ForeignKey(InstrumentItem, models.PROTECT, related_name="+", verbose_name=_("item"))
    choice = models.CharField(_("choice"), max_length=40, blank=True)
    value = models.PositiveSmallIntegerField(_("answer"))
    total = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="answer_count_once", fields=["place", "item", "choice", "value", "language"])
        ]

    def __str__(self):
        return f"{self.item_id} {self.value}: {self.total}"


class ReturnedCount(models.Model):
    """How many forms came back at a place in a language. The day is not kept: on a day with one form it would be that
    form's day."""

    place = models.ForeignKey(SurveyPlace, models.CASCADE, related_name="returned_counts", verbose_name=_("place"))
    language = models.CharField(_("language"), max_length=12)
    total = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="returned_count_once", fields=["place", "language"])]

    def __str__(self):
        return f"{self.place_id} {self.language}: {self.total}"


class OwnWords(models.Model):
    """What somebody wrote in own words: apart from all other answers, under a random key so that not even the order
    in which texts came is kept. Read by those who run the survey, never shown as it stands."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(SurveyPlace, models.CASCADE, related_name="own_words", verbose_name=_("place"))
    item = models.ForeignKey(InstrumentItem, models.PROTECT, related_name="+", verbose_name=_("item"))
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("text"), max_length=1000)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.text[:60]


class SlipCode(models.Model):
    """A code on a slip. Only its digest is kept, and whether it was used: not when, nor for which answer."""

    place = models.ForeignKey(SurveyPlace, models.CASCADE, related_name="slip_codes", verbose_name=_("place"))
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    is_spent = models.BooleanField(_("used"), default=False)

    def __str__(self):
        return self.digest[:8]


@tracked()
class CountSheet(models.Model):
    """Answers that were counted elsewhere: paper forms at a school, or a summary from another system.

    `counts`: {item code: {value or "choice:value": how many}}. One person enters it, a second one confirms it; only
    then does it count.
    """

    class Kind(models.TextChoices):
        PAPER = "PAPER", _("Paper forms")
        SUMMARY = "SUMMARY", _("Summary from elsewhere")

    place = models.ForeignKey(SurveyPlace, models.CASCADE, related_name="sheets", verbose_name=_("place"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PAPER, editable=False)
    language = models.ForeignKey(Language, models.PROTECT, related_name="+", verbose_name=_("language of the forms"))
    returned_total = models.PositiveIntegerField(
        _("forms counted"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    counts = models.JSONField(_("counts"), default=dict, editable=False)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"), editable=False)
    entered_on = models.DateField(_("entered on"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by"), editable=False
    )

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(name="count_sheet_kind_known", condition=Q(kind__in=["PAPER", "SUMMARY"])),
            models.CheckConstraint(name="count_sheet_counts_something", condition=Q(returned_total__gte=1)),
            models.CheckConstraint(
                name="count_sheet_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")) | Q(kind="SUMMARY"),
                violation_error_message=_("A second person confirms what one has counted."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.place}"


class Level(models.IntegerChoices):
    """How much of an item may be shown, from nothing to everything."""

    NOTHING = 0, _("too few answers")
    NUMBER = 1, _("number of answers")
    SIDES = 2, _("favorable or not")
    ALL = 3, _("each answer")


class FigureQuerySet(models.QuerySet):
    def of_schools(self):
        return self.exclude(school_id=None).filter(language="")


class SurveyFigure(models.Model):
    """What may be shown of one item (or of the forms themselves, without an item) at a school or in the district.

    Written by `partnerships.surveys.publication` when a survey is published, and read by every page, chart and file:
    there is no other way to a result. Empty columns are what may not be shown. `parts`: how many gave each answer, in
    the order of the scale. `sum_total`: of the values, for the mean. `places_total`: of how many places it is the sum.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="figures", verbose_name=_("survey"))
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="survey_figures")
    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=12, blank=True)
    item = models.ForeignKey(InstrumentItem, models.PROTECT, null=True, blank=True, related_name="+")
    choice = models.CharField(_("choice"), max_length=40, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    answered = models.PositiveIntegerField(_("answers"), null=True)
    favorable = models.PositiveIntegerField(_("favorable answers"), null=True)
    parts = ArrayField(models.PositiveIntegerField(), verbose_name=_("each answer"), null=True)
    sum_total = models.PositiveIntegerField(_("sum of the answers"), null=True)
    asked_total = models.PositiveIntegerField(_("how many were asked"), null=True)
    places_total = models.PositiveSmallIntegerField(_("schools"), default=1)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "school", "item", "choice"]
        constraints = [
            models.UniqueConstraint(
                name="survey_figure_once",
                fields=["survey", "school", "language", "item", "choice"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="survey_figure_shows_no_more_than_its_level",
                condition=(Q(level__gte=Level.NUMBER) | Q(answered=None, favorable=None, parts=None, sum_total=None))
                & (Q(level__gte=Level.SIDES) | Q(favorable=None, parts=None))
                & (Q(level=Level.ALL) | Q(parts=None)),
            ),
            models.CheckConstraint(
                name="survey_figure_favorable_are_answers",
                condition=Q(favorable=None) | Q(favorable__lte=F("answered")),
            ),
        ]
        indexes = [models.Index(name="survey_figures_of_a_school", fields=["school", "item"])]
        triggers = stale_marks(
            "surveys",
            "SELECT rows.school_id, rows.day FROM {rows} AS rows WHERE rows.school_id IS NOT NULL",
            leave_out=("level", "parts", "sum_total", "places_total"),
        )

    def __str__(self):
        return f"{self.survey_id} {self.school_id} {self.item_id}"

    @property
    def share(self):
        """Favourable answers of all answers, from 0 to 1, or None where it may not be shown."""
        return self.favorable / self.answered if self.answered and self.favorable is not None else None

    @property
    def mean(self):
        return self.sum_total / self.answered if self.answered and self.sum_total is not None else None

    @property
    def rate(self):
        """Forms that came back of those that were asked; more can come back than a count of families says."""
        return self.answered / self.asked_total if self.answered and self.asked_total else None
