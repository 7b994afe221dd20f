"""The Superintendent's Parent Advisory Group (initiative 1.2): who speaks for which school, meetings, questions to the
Superintendent with their answers, and what was carried back to which school's parents."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district import school_years
from district.access import Can, may
from district.history import tracked
from district.models import School, User
from governance.models.meeting_records import THERE, Presence
from governance.models.meetings import MeetingMode
from governance.models.seats import DatedQuerySet, days
from indicators.marks import stale_marks
from indicators.models import Indicator
from plans.models import Initiative

LONGEST = 3000
MOST_PEOPLE = 20_000
NO_YEAR = _("No school year holds this date.")


def in_these_centuries(name, field):
    condition = Q(**{f"{field}__range": school_years.all_days()})
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=NO_YEAR)


def in_reader_language(english, spanish):
    return spanish if translation.get_language() == "es" and spanish else english


class ComesFrom(models.TextChoices):
    COUNCIL = "COUNCIL", _("Parent on the school's council")
    PTO = "PTO", _("Parent organization of the school")
    OTHER = "OTHER", _("Another parent or guardian")


class AdvisoryMemberQuerySet(DatedQuerySet):
    def visible_to(self, user):
        return self if may(user, Can.VIEW_ADVISORY) else self.none()


@tracked()
class AdvisoryMember(models.Model):
    """A parent who speaks for a school in the group, from one day to another. Adults only; never public by name."""

    school = models.ForeignKey(School, models.CASCADE, related_name="advisory_members", verbose_name=_("school"))
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person with an account")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    contact = models.CharField(_("how to reach them"), max_length=200, blank=True)
    comes_from = models.CharField(_("who they are"), max_length=8, choices=ComesFrom.choices, default=ComesFrom.COUNCIL)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages"), default=list, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    objects = AdvisoryMemberQuerySet.as_manager()

    class Meta:
        ordering = ["school__name", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="advisory_member_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
            in_these_centuries("advisory_member_in_these_centuries", "starts_on"),
            models.CheckConstraint(
                name="advisory_member_is_somebody",
                condition=Q(user__isnull=False) | ~Q(name=""),
                violation_error_message=_("Say who it is."),
            ),
            ExclusionConstraint(
                name="advisory_member_once_at_a_time",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(user__isnull=False),
                violation_error_message=_("This person speaks for the school in these days already."),
            ),
        ]

    def __str__(self):
        return str(self.user) if self.user_id else self.name

    def get_absolute_url(self):
        return reverse("governance:advisory-member-edit", args=[self.pk])


class AdvisoryMeetingState(models.TextChoices):
    PLANNED = "PLANNED", _("Planned")
    HELD = "HELD", _("Held")
    CANCELLED = "CANCELLED", _("Cancelled")


class AdvisoryMeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if may(user, Can.VIEW_ADVISORY) else self.none()

    def held(self):
        return self.filter(state=AdvisoryMeetingState.HELD)

    def coming(self):
        return self.filter(state=AdvisoryMeetingState.PLANNED).order_by("held_on", "pk")


@tracked()
class AdvisoryMeeting(models.Model):
    """A meeting of the group with the Superintendent. Its notes are what members carry home, in both languages."""

    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("begins at"))
    mode = models.CharField(_("how"), max_length=10, choices=MeetingMode.choices, default=MeetingMode.IN_PERSON)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part"), blank=True)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages of the meeting"), default=list)
    interpretation = models.CharField(_("interpretation"), max_length=200, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AdvisoryMeetingState.choices,
        default=AdvisoryMeetingState.PLANNED,
        editable=False,
    )
    cancelled_reason = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    guests_total = models.PositiveIntegerField(
        _("guests"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    notes_en = models.TextField(_("notes in English"), max_length=20_000, blank=True)
    notes_es = models.TextField(_("notes in Spanish"), max_length=20_000, blank=True)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    objects = AdvisoryMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            in_these_centuries("advisory_meeting_in_these_centuries", "held_on"),
            models.UniqueConstraint(
                name="advisory_meeting_one_a_day",
                fields=["held_on"],
                condition=~Q(state="CANCELLED"),
                violation_error_message=_("The group meets on this day already."),
            ),
            models.CheckConstraint(
                name="advisory_meeting_cancelled_with_a_reason",
                condition=~Q(state="CANCELLED") | ~Q(cancelled_reason=""),
                violation_error_message=_("Say why the meeting is cancelled."),
            ),
        ]
        triggers = stale_marks(
            "advisory_presence",
            """SELECT presence.school_id, rows.held_on FROM {rows} AS rows
            JOIN governance_advisoryattendance AS presence ON presence.meeting_id = rows.id""",
            leave_out=(
                "starts_at", "mode", "place", "link", "languages", "interpretation", "cancelled_reason",
                "guests_total", "notes_en", "notes_es", "key", "recorded_by",
            ),
            is_half=True,
        )  # fmt: skip

    def __str__(self):
        return str(_("Parent Advisory Group, %(day)s") % {"day": date_format(self.held_on)})

    def get_absolute_url(self):
        return reverse("governance:advisory-meeting", args=[self.pk])

    @property
    def begins(self):
        return timezone.make_aware(datetime.combine(self.held_on, self.starts_at))

    @property
    def is_planned(self):
        return self.state == AdvisoryMeetingState.PLANNED

    @property
    def was_held(self):
        return self.state == AdvisoryMeetingState.HELD

    @property
    def notes(self):
        """In the reader's language, where they are written."""
        return in_reader_language(self.notes_en, self.notes_es)


class Section(models.TextChoices):
    """The parts of an agenda: what the group is for (initiative 1.2), in the order of an evening."""

    WELCOME = "WELCOME", _("Welcome")
    ANSWERS = "ANSWERS", _("What the Superintendent answers")
    EXPERIENCE = "EXPERIENCE", _("What parents bring from their schools")
    ADVICE = "ADVICE", _("Advice on the district's initiatives")
    BACK = "BACK", _("What goes back to the schools")


SECTIONS = {section: place for place, section in enumerate(Section.values)}


@tracked()
class AdvisoryItem(models.Model):
    """One item of the agenda, in its section."""

    meeting = models.ForeignKey(AdvisoryMeeting, models.CASCADE, related_name="items", verbose_name=_("meeting"))
    section = models.CharField(_("section"), max_length=10, choices=Section.choices)
    title = models.CharField(_("title"), max_length=200)
    title_es = models.CharField(_("title in Spanish"), max_length=200, blank=True)
    presenter = models.CharField(_("who presents it"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True, validators=[MaxValueValidator(240)])
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("initiative")
    )
    notes = models.TextField(_("what was said"), max_length=LONGEST, blank=True)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return in_reader_language(self.title, self.title_es)


@tracked()
class AdvisoryAttendance(models.Model):
    """Whether a member took part in a meeting. `school` is the member's."""

    meeting = models.ForeignKey(AdvisoryMeeting, models.CASCADE, related_name="attendances", verbose_name=_("meeting"))
    member = models.ForeignKey(AdvisoryMember, models.PROTECT, related_name="attendances", verbose_name=_("member"))
    school = models.ForeignKey(School, models.CASCADE, related_name="+", editable=False)
    how = models.CharField(_("attendance"), max_length=8, choices=Presence.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="advisory_attendance_once", fields=["meeting", "member"])]
        triggers = stale_marks(
            "advisory_presence",
            """SELECT rows.school_id, meeting.held_on FROM {rows} AS rows
            JOIN governance_advisorymeeting AS meeting ON meeting.id = rows.meeting_id
            ORDER BY meeting.id FOR NO KEY UPDATE OF meeting""",
            leave_out=("member",),
            is_half=True,
        )

    def __str__(self):
        return f"{self.member}: {self.get_how_display()}"

    def save(self, *args, **kwargs):
        self.school_id = self.member.school_id
        super().save(*args, **kwargs)

    @property
    def was_there(self):
        return self.how in THERE


class Topic(models.TextChoices):
    LEARNING = "LEARNING", _("Learning and teaching")
    SUPPORT = "SUPPORT", _("Help for students, special education")
    LANGUAGE = "LANGUAGE", _("Languages and interpreters")
    SAFETY = "SAFETY", _("Safety and climate")
    WAY = "WAY", _("Way to school")
    FOOD = "FOOD", _("Food and health")
    MONEY = "MONEY", _("Money and buildings")
    VOICE = "VOICE", _("Families' say in the school")
    OTHER = "OTHER", _("Something else")


class QuestionState(models.TextChoices):
    ASKED = "ASKED", pgettext_lazy("question", "Asked")
    WITH_OFFICE = "OFFICE", _("With an office")
    ANSWERED = "ANSWERED", _("Answered")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


OPEN_QUESTIONS = (QuestionState.ASKED, QuestionState.WITH_OFFICE)


class Kept(models.TextChoices):
    YES = "YES", _("Kept")
    NO = "NO", _("Not kept")


class AdvisoryQuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if may(user, Can.VIEW_ADVISORY) else self.none()

    def open(self):
        return self.filter(state__in=OPEN_QUESTIONS)

    def published(self):
        return self.exclude(published_on=None).order_by("-answered_on", "-pk")

    def promised(self):
        """Answers with a promise of which nobody has said yet whether it was kept."""
        return self.filter(follow_up_by__isnull=False, follow_up_kept="")


@tracked()
class AdvisoryQuestion(models.Model):
    """A question that a school's parents take to the Superintendent, in the words and language in which it was asked.

    `follow_up`: what the answer promises, by when, and whether that was kept. Who asked is for those who run the group
    and for the school; the public page names neither (it would name the one member that a school has).
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="advisory_questions", verbose_name=_("school"))
    member = models.ForeignKey(
        AdvisoryMember, models.PROTECT, null=True, blank=True, related_name="questions", verbose_name=_("member")
    )
    meeting = models.ForeignKey(
        AdvisoryMeeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("brought up at the meeting"),
    )
    asked_on = models.DateField(_("asked on"))
    language = models.CharField(_("asked in"), max_length=12, default="en")
    text = models.TextField(_("question"), max_length=LONGEST)
    text_en = models.TextField(_("in English"), max_length=LONGEST, blank=True)
    text_es = models.TextField(_("in Spanish"), max_length=LONGEST, blank=True)
    topic = models.CharField(_("topic"), max_length=10, choices=Topic.choices)
    initiative = models.ForeignKey(
        Initiative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("initiative that it touches"),
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("indicator it touches")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=QuestionState.choices, default=QuestionState.ASKED, editable=False
    )
    office = models.CharField(_("office that answers"), max_length=120, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer_en = models.TextField(_("answer in English"), max_length=LONGEST, blank=True)
    answer_es = models.TextField(_("answer in Spanish"), max_length=LONGEST, blank=True)
    follow_up = models.CharField(_("what is promised"), max_length=300, blank=True)
    follow_up_by = models.DateField(_("promised by"), null=True, blank=True)
    follow_up_kept = models.CharField(_("was it kept?"), max_length=3, choices=Kept.choices, blank=True)
    follow_up_note = models.CharField(_("in a sentence"), max_length=300, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    objects = AdvisoryQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-pk"]
        indexes = [models.Index(name="advisory_question_open", fields=["asked_on"], condition=Q(answered_on=None))]
        constraints = [
            in_these_centuries("advisory_question_in_these_centuries", "asked_on"),
            models.CheckConstraint(
                name="advisory_question_answered_with_day_and_text",
                condition=Q(state="ANSWERED", answered_on__isnull=False) & ~Q(answer_en="")
                | ~Q(state="ANSWERED") & Q(answered_on=None),
                violation_error_message=_("An answer has a day and a text in English."),
            ),
            models.CheckConstraint(
                name="advisory_question_answered_after_it_was_asked",
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
                violation_error_message=_("No answer comes before its question."),
            ),
            models.CheckConstraint(
                name="advisory_question_office_has_a_name",
                condition=~Q(state="OFFICE") | ~Q(office=""),
                violation_error_message=_("Say which office."),
            ),
            models.CheckConstraint(
                name="advisory_question_promise_has_a_day",
                condition=Q(follow_up="", follow_up_by=None, follow_up_kept="")
                | (~Q(follow_up="") & Q(follow_up_by__isnull=False)),
                violation_error_message=_("A promise says what, and by when."),
            ),
            models.CheckConstraint(
                name="advisory_question_published_once_answered_in_both_languages",
                condition=Q(published_on=None)
                | (Q(state="ANSWERED") & ~Q(answer_es="") & ~Q(text_en="") & ~Q(text_es="")),
                violation_error_message=_("To be published, question and answer stand in English and in Spanish."),
            ),
        ]
        triggers = stale_marks(
            "advisory_questions",
            "SELECT rows.school_id, rows.asked_on FROM {rows} AS rows",
            leave_out=(
                "member", "meeting", "language", "text", "text_en", "text_es", "topic", "initiative", "indicator",
                "office", "answer_en", "answer_es", "follow_up", "follow_up_by",
                "follow_up_kept", "follow_up_note", "published_on", "key", "recorded_by",
            ),
        )  # fmt: skip

    def __str__(self):
        return self.words[:80]

    def get_absolute_url(self):
        return reverse("governance:advisory-question", args=[self.pk])

    @property
    def words(self):
        """The question in the reader's language, else as it was asked."""
        return in_reader_language(self.text_en, self.text_es) or self.text

    @property
    def answer(self):
        return in_reader_language(self.answer_en, self.answer_es)

    @property
    def is_open(self):
        return self.state in OPEN_QUESTIONS

    @property
    def days_to_answer(self):
        return (self.answered_on - self.asked_on).days if self.answered_on else None


class CarriedHow(models.TextChoices):
    COUNCIL = "COUNCIL", _("At a meeting of the school's council")
    PARENTS = "PARENTS", _("At a meeting of parents")
    EVENT = "EVENT", _("At an event of the school")
    MESSAGE = "MESSAGE", _("By message or newsletter")
    TALKS = "TALKS", _("In conversation")


@tracked()
class CarriedBack(models.Model):
    """That an answer, or what a meeting brought, was told to a school's parents: when, how, to how many. No names."""

    question = models.ForeignKey(
        AdvisoryQuestion, models.CASCADE, null=True, blank=True, related_name="carried", verbose_name=_("question")
    )
    meeting = models.ForeignKey(
        AdvisoryMeeting, models.CASCADE, null=True, blank=True, related_name="carried", verbose_name=_("meeting")
    )
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"))
    day = models.DateField(_("date"))
    how = models.CharField(_("how"), max_length=10, choices=CarriedHow.choices)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages"), default=list)
    people_total = models.PositiveIntegerField(_("to how many people"), validators=[MaxValueValidator(MOST_PEOPLE)])
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            in_these_centuries("advisory_carried_in_these_centuries", "day"),
            models.CheckConstraint(
                name="advisory_carried_one_thing",
                condition=Q(question=None, meeting__isnull=False) | Q(question__isnull=False, meeting=None),
            ),
        ]
        triggers = stale_marks(
            "advisory_carried",
            "SELECT rows.school_id, rows.day FROM {rows} AS rows",
            leave_out=("question", "meeting", "how", "languages", "key", "recorded_by"),
        )

    def __str__(self):
        return str(self.get_how_display())
