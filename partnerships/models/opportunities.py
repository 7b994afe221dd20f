"""Community challenges (Priority Action 2): Community Learning and Engagement Opportunities (initiative 2.1), services
under the homeless-education law (2.2), and how results are told (2.3)."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may, may_district_wide, schools_where
from district.following import (
    ActionState,
    FollowedAction,
    FollowedQuerySet,
    ends_with_a_day_and_words,
    has_somebody,
)
from district.history import tracked, tracked_links
from district.models import EvidenceFile, Language, School, User
from indicators.marks import stale_marks
from indicators.models import Indicator
from partnerships.models.activities import Activity
from partnerships.models.instruments import is_code
from partnerships.models.partners import Partner
from partnerships.models.walkthroughs import NO_NAMES

MOST_SENT = 200_000
MOST_IN_A_YEAR = 100_000


@tracked()
class LearningTopic(models.Model):
    """What community sessions are about. The plan's own examples to begin with; the district changes the list."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[is_code])
    name = models.CharField(_("name"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)
    is_challenge = models.BooleanField(
        _("a challenge that touches students"),
        default=False,
        help_text=_("Else a topic that supports their growth; the plan names both kinds."),
    )
    is_retired = models.BooleanField(_("no longer offered"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name_es if get_language().startswith("es") else self.name


def seen_at_schools_of(queryset, user):
    """Records of the schools where a person reads activities, and those of the whole district."""
    if may_district_wide(user, Can.VIEW_ACTIVITY):
        return queryset
    if not may(user, Can.VIEW_ACTIVITY):
        return queryset.none()
    return queryset.filter(Q(school=None) | Q(school__in=schools_where(user, Can.VIEW_ACTIVITY)))


class OpportunityQuerySet(models.QuerySet):
    def visible_to(self, user):
        return seen_at_schools_of(self, user)

    def in_school_year(self, fall_year):
        return self.filter(held_on__range=(school_years.first_day(fall_year), school_years.last_day(fall_year)))


@tracked()
class Opportunity(models.Model):
    """A Community Learning and Engagement Opportunity. No school: for the whole district.

    How many took part is counted where every activity is counted: in `activity`, once it has taken place. Nothing is
    counted here a second time (decision 022).
    """

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("school")
    )
    title = models.CharField(_("title"), max_length=140)
    held_on = models.DateField(_("day"))
    topics = models.ManyToManyField(LearningTopic, related_name="opportunities", verbose_name=_("topics"))
    partners = models.ManyToManyField(Partner, related_name="opportunities", blank=True, verbose_name=_("partners"))
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages"), default=list, blank=True)
    activity = models.OneToOneField(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunity",
        verbose_name=_("logged activity"),
    )
    is_cancelled = models.BooleanField(_("it did not take place"), default=False)

    objects = OpportunityQuerySet.as_manager()

    history_references = {"languages": Language}

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="opportunity_in_these_centuries",
                condition=Q(held_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="opportunity_cancelled_has_no_activity",
                condition=Q(is_cancelled=False) | Q(activity=None),
                violation_error_message=_("What was logged took place: take the activity away first."),
            ),
        ]
        indexes = [models.Index(name="opportunity_by_day", fields=["held_on"])]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partnerships:opportunity", args=[self.pk])

    def place_of_record(self):
        return self.school or _("The whole district")


@tracked_links()
class OpportunityTopic(Opportunity.topics.through):
    class Meta:
        proxy = True


@tracked_links()
class OpportunityPartner(Opportunity.partners.through):
    class Meta:
        proxy = True


class NeedTheme(models.TextChoices):
    """What families and neighbors said that they need, as a theme; never who said it."""

    LANGUAGE = "LANGUAGE", _("Interpreters and translations")
    TIMES = "TIMES", _("Hours, child care, transport")
    LEARNING = "LEARNING", _("Helping children learn")
    HEALTH = "HEALTH", _("Mental health and well-being")
    SAFETY = "SAFETY", _("Safety, violence, restorative ways")
    RESPECT = "RESPECT", _("Respect for cultures, fairness")
    DEVICES = "DEVICES", _("Devices and internet")
    COLLEGE = "COLLEGE", _("College and career")
    BASICS = "BASICS", _("Food, clothing, housing")
    VOICE = "VOICE", _("A say in decisions")
    OTHER = "OTHER", _("Something else")


@tracked()
class NeedHeard(models.Model):
    """A need that was heard at an opportunity."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="needs", editable=False)
    theme = models.CharField(_("theme"), max_length=10, choices=NeedTheme.choices)
    note = models.CharField(_("in a sentence"), max_length=300, blank=True, help_text=NO_NAMES)

    class Meta:
        ordering = ["theme", "pk"]
        constraints = [models.CheckConstraint(name="need_theme_known", condition=Q(theme__in=NeedTheme.values))]

    def __str__(self):
        return self.get_theme_display()


class OpportunityActionQuerySet(FollowedQuerySet):
    def visible_to(self, user):
        return self.filter(opportunity__in=Opportunity.objects.visible_to(user))


@tracked()
class OpportunityAction(FollowedAction, models.Model):
    """What follows from an opportunity: who, by when, and what became of it."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="actions", editable=False)
    what = models.CharField(_("what is done"), max_length=300, help_text=NO_NAMES)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who does it")
    )
    who = models.CharField(_("or who does it, in words"), max_length=120, blank=True)
    due_on = models.DateField(_("by when"))
    state = models.CharField(
        _("state"), max_length=7, choices=ActionState.choices, default=ActionState.OPEN, editable=False
    )
    ended_on = models.DateField(_("done or dropped on"), null=True, blank=True, editable=False)
    ended_note = models.CharField(_("what shows it, or why it is dropped"), max_length=500, blank=True, editable=False)
    evidence = models.ForeignKey(
        EvidenceFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="opportunity_actions",
        verbose_name=_("evidence"),
        editable=False,
    )

    objects = OpportunityActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            has_somebody("opportunity_action_has_somebody"),
            models.CheckConstraint(
                name="opportunity_action_in_these_centuries",
                condition=Q(due_on__range=school_years.all_days())
                & (Q(ended_on=None) | Q(ended_on__range=school_years.all_days())),
                violation_error_message=_("No school year holds this date."),
            ),
            ends_with_a_day_and_words("opportunity_action_ends_with_a_day_and_words"),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return f"{self.opportunity.get_absolute_url()}#actions-title"


def year_total(label, help_text=""):
    return models.PositiveIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MOST_IN_A_YEAR)], help_text=help_text
    )


@tracked()
class HomelessServices(models.Model):
    """What children and youth without a home were given in a school year, for the whole district (initiative 2.2).

    One row a year, and no more: there is no place here for a school, a month, a shelter or a word, because where a
    student lives is protected (facts 11.3). Empty is not known, which is not zero. Sessions, hours and sets given are
    the sums of what is logged as activities, and stand nowhere else (decision 022).
    """

    fall_year = models.PositiveSmallIntegerField(
        _("school year"), unique=True, validators=[MinValueValidator(2005), MaxValueValidator(2100)]
    )
    children_tutored = year_total(_("children and youth tutored"), _("Each counted once in the year."))
    children_supplied = year_total(
        _("children and youth who received uniforms or supplies"), _("Each counted once in the year.")
    )
    trainings_held = year_total(_("trainings for families and staff"))

    class Meta:
        ordering = ["-fall_year"]
        constraints = [
            models.CheckConstraint(name="homeless_services_year_known", condition=Q(fall_year__range=(2005, 2100))),
            models.CheckConstraint(
                name="homeless_services_sensible",
                condition=Q(
                    *(
                        Q(**{f"{name}": None}) | Q(**{f"{name}__lte": MOST_IN_A_YEAR})
                        for name in (
                            "children_tutored",
                            "children_supplied",
                            "trainings_held",
                        )
                    )
                ),
            ),
        ]

    def __str__(self):
        return school_years.label(self.fall_year)


class MessageSubject(models.TextChoices):
    """What of the work was told (initiative 2.3: goals, benefits, progress, impact)."""

    GOALS = "GOALS", _("Goals of the plan")
    PROGRESS = "PROGRESS", _("Progress of the plan")
    INDICATOR = "INDICATOR", _("An equity indicator")
    SURVEY = "SURVEY", _("Results of a survey")
    WALKTHROUGH = "WALKTHROUGH", _("A welcoming walkthrough")
    COUNCIL = "COUNCIL", _("Work of a council")
    BENEFIT = "BENEFIT", _("What it brought families")
    OTHER = "OTHER", _("Something else")


class MessageAudience(models.TextChoices):
    FAMILIES = "FAMILIES", _("Families")
    STAFF = "STAFF", _("Staff")
    COMMUNITY = "COMMUNITY", _("The community")
    COUNCILS = "COUNCILS", _("School Governance Councils")
    PARTNERS = "PARTNERS", _("Partners")
    BOARD = "BOARD", _("Board of Education")


class Channel(models.TextChoices):
    LETTER = "LETTER", _("Letter or flyer")
    EMAIL = "EMAIL", _("E-mail")
    TEXT = "TEXT", _("Text message or app")
    PHONE = "PHONE", _("Phone call")
    WEB = "WEB", _("Website")
    SOCIAL = "SOCIAL", _("Social media")
    MEETING = "MEETING", _("Meeting or event")
    MEDIA = "MEDIA", _("Newspaper, radio, television")


class ResultsMessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return seen_at_schools_of(self, user)

    def in_school_year(self, fall_year):
        return self.filter(sent_on__range=(school_years.first_day(fall_year), school_years.last_day(fall_year)))


@tracked()
class ResultsMessage(models.Model):
    """That results were told: what, to whom, how, in which languages (initiative 2.3). No school: the whole district.

    Where the same was logged as an engagement activity, `activity` names it and holds how many it went to; then they
    do not stand here too, so that nothing is counted twice (decision 022).
    """

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="results_messages", verbose_name=_("school")
    )
    school_key = models.GeneratedField(
        expression=Coalesce("school_id", models.Value(0, output_field=models.BigIntegerField())),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    title = models.CharField(_("what was told"), max_length=200, help_text=NO_NAMES)
    subject = models.CharField(_("about"), max_length=12, choices=MessageSubject.choices)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("which indicator")
    )
    audience = models.CharField(_("to whom"), max_length=10, choices=MessageAudience.choices)
    channel = models.CharField(_("how"), max_length=8, choices=Channel.choices)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages"))
    sent_on = models.DateField(_("day"))
    sent_total = models.PositiveIntegerField(
        _("sent to how many"), null=True, blank=True, validators=[MaxValueValidator(MOST_SENT)]
    )
    opened_total = models.PositiveIntegerField(
        _("opened or answered"), null=True, blank=True, validators=[MaxValueValidator(MOST_SENT)]
    )
    activity = models.OneToOneField(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results_message",
        verbose_name=_("the same, logged as an activity"),
    )
    evidence = models.ForeignKey(
        EvidenceFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="results_messages",
        verbose_name=_("document"),
        editable=False,
    )

    objects = ResultsMessageQuerySet.as_manager()

    history_references = {"languages": Language}

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="results_message_in_these_centuries",
                condition=Q(sent_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="results_message_in_a_language",
                condition=Q(languages__len__gte=1),
                violation_error_message=_("Say in which languages."),
            ),
            models.CheckConstraint(
                name="results_message_opened_within_sent",
                condition=Q(sent_total=None) | Q(opened_total=None) | Q(opened_total__lte=F("sent_total")),
                violation_error_message=_("No more can be opened than were sent."),
            ),
            models.CheckConstraint(
                name="results_message_counted_once",
                condition=Q(activity=None) | Q(sent_total=None, opened_total=None),
                violation_error_message=_("The activity holds these counts: leave them empty here."),
            ),
            models.CheckConstraint(
                name="results_message_indicator_where_it_is_about_one",
                condition=Q(indicator=None) | Q(subject=MessageSubject.INDICATOR),
                violation_error_message=_("Choose “An equity indicator”, or no indicator."),
            ),
        ]
        indexes = [models.Index(name="results_message_by_day", fields=["sent_on"])]
        triggers = stale_marks(
            "results_messages",
            "SELECT rows.school_key, rows.sent_on FROM {rows} AS rows",
            leave_out=("title", "subject", "indicator", "audience", "channel", "sent_total", "opened_total", "activity",
                       "evidence"),
        )  # fmt: skip

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partnerships:results-message", args=[self.pk])

    def place_of_record(self):
        return self.school or _("The whole district")

    @property
    def reached(self):
        """(sent, opened) from where they are kept; None is not known."""
        if self.activity_id:
            return self.activity.sent_total, self.activity.returned_total
        return self.sent_total, self.opened_total
