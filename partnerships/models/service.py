"""The service log: what partners delivered, where and when; what the school says of it (design 6, features row 54).

Counts, never names. Counts of people are contacts: whoever comes twice is counted twice. How many different people a
programme reached is stated once a year (`ProgrammeReach`).
"""

import uuid
from decimal import Decimal

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can
from district.history import tracked
from district.models import School, User
from indicators.marks import stale_marks
from partnerships.models.programmes import Programme
from partnerships.models.scope import scope_of

MOST_SESSIONS = 500  # of one entry: a month of several groups a day
MOST_HOURS = 5_000
MOST_PEOPLE = 20_000
COUNTS = ("sessions", "hours", "adults_total", "families_total", "students_total")
NEVER_COUNTED = (  # by a measure (`partnerships/service_measures.py`)
    "ends_on",
    "is_unduplicated",
    "note",
    "confirmed_values",
    "state_since",
    "logged_by",
    "link",
    "logged_at",
    "changed_at",
    "confirmed_by",
    "entry_key",
    "version",
    "reason",
)


class ServiceState(models.TextChoices):
    LOGGED = "LOGGED", _("Logged, not confirmed yet")
    QUESTIONED = "QUESTIONED", _("Questioned")
    ANSWERED = "ANSWERED", _("Answered, waits for the school")
    CONFIRMED = "CONFIRMED", _("Confirmed by the school")
    WITHDRAWN = "WITHDRAWN", _("Taken back")


TO_CONFIRM = (ServiceState.LOGGED, ServiceState.ANSWERED)
UNCONFIRMED = (ServiceState.LOGGED, ServiceState.QUESTIONED, ServiceState.ANSWERED)


def count(label, **more):
    """A count of people; empty means not known, which is not zero."""
    return models.PositiveIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)], **more
    )


class ServiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A partner's contact: those of their own agreements. A school: its own. District roles: all."""
        scope = scope_of(user, Can.VIEW_AGREEMENT)
        if scope.everything:
            return self
        return self.filter(scope.rows(partner="programme__agreement__partner", school="school"))

    def confirmable_by(self, user):
        """Where the person may confirm and question: the school's own; what has no school, central office."""
        scope = scope_of(user, Can.CONFIRM_SERVICE)
        return self if scope.everything else self.filter(school__in=scope.schools)

    def counted(self):
        return self.exclude(state=ServiceState.WITHDRAWN)

    def to_confirm(self):
        return self.filter(state__in=TO_CONFIRM)


class ServiceLinkQuerySet(models.QuerySet):
    def open_at(self, now):
        return self.filter(revoked_at=None, expires_at__gt=now)


@tracked()
class ServiceLink(models.Model):
    """A link that was sent to a partner's contact: with it service of exactly one programme can be logged, without an
    account, until it expires or is revoked. The address itself is signed and not kept."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="links", verbose_name=_("program"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only for this school")
    )
    contact = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("sent by"), editable=False)
    made_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("works until"), editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)

    objects = ServiceLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.contact} ({self.email})"

    @property
    def works(self):
        return self.revoked_at is None and self.expires_at > timezone.now()


@tracked(comes_in_bulk=True)
class ServiceEntry(models.Model):
    """What a programme delivered at one place on a day, or on several days of one month.

    `school_key` mirrors the school with 0 for the district as one place. `confirmed_values`: the counts as they were
    when the school confirmed them, once somebody corrected the entry after that. `entry_key` says that a form or a
    line of a sheet that comes again is the same.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="entries", verbose_name=_("program"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="service_entries", verbose_name=_("school")
    )
    school_key = models.GeneratedField(
        expression=Coalesce("school_id", models.Value(0, output_field=models.BigIntegerField())),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    starts_on = models.DateField(_("day, or first day"))
    ends_on = models.DateField(_("last day"))
    sessions = models.PositiveIntegerField(
        _("sessions"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SESSIONS)], default=1
    )
    hours = models.DecimalField(
        _("hours of service"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)],
    )
    adults_total = count(_("adults"))
    families_total = count(_("families"))
    students_total = count(_("students"), help_text=_("The total only. Never names."))
    is_unduplicated = models.BooleanField(_("within this entry each person is counted once"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)

    state = models.CharField(
        _("state"), max_length=12, choices=ServiceState.choices, default=ServiceState.LOGGED, editable=False
    )
    state_since = models.DateTimeField(_("so since"), default=timezone.now, editable=False)
    reason = models.CharField(_("why it was taken back"), max_length=300, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("confirmed by"),
        editable=False,
    )
    confirmed_values = models.JSONField(_("confirmed before"), null=True, blank=True, editable=False)
    logged_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("logged by"),
        editable=False,
    )
    link = models.ForeignKey(
        ServiceLink,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("logged with the link of"),
        editable=False,
    )
    logged_at = models.DateTimeField(_("logged at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service entry")
        verbose_name_plural = _("service entries")
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(name="service_by_school_and_day", fields=["school_key", "starts_on"]),
            models.Index(name="service_by_programme", fields=["programme", "-starts_on", "-id"]),
            models.Index(name="service_by_day", fields=["-starts_on", "-id"]),
            models.Index(
                name="service_not_confirmed",
                fields=["school_key", "starts_on"],
                condition=Q(state__in=["LOGGED", "QUESTIONED", "ANSWERED"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="service_in_these_centuries",
                condition=Q(starts_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="service_within_one_month",  # asked in words by `partnerships.agreements.service.faults`
                condition=Q(
                    ends_on__gte=F("starts_on"),
                    ends_on__month=F("starts_on__month"),
                    ends_on__year=F("starts_on__year"),
                ),
            ),
            models.CheckConstraint(
                name="service_has_sessions",
                condition=Q(sessions__range=(1, MOST_SESSIONS)),
                violation_error_message=_("Say how many sessions there were: at least one."),
            ),
            models.CheckConstraint(
                name="service_hours_are_a_sensible_number",
                condition=Q(hours=None) | Q(hours__range=(0, MOST_HOURS)),
            ),
            models.CheckConstraint(name="service_state_known", condition=Q(state__in=ServiceState.values)),
            models.CheckConstraint(
                name="service_confirmed_by_somebody",
                condition=Q(state="CONFIRMED", confirmed_by__isnull=False) | ~Q(state="CONFIRMED"),
            ),
            models.CheckConstraint(
                name="service_confirmed_by_another",
                condition=~Q(state="CONFIRMED") | Q(logged_by=None) | ~Q(confirmed_by=F("logged_by")),
                violation_error_message=_("A second person confirms what one has logged."),
            ),
            models.CheckConstraint(
                name="service_taken_back_with_a_reason",
                condition=(Q(state="WITHDRAWN") & ~Q(reason="")) | (~Q(state="WITHDRAWN") & Q(reason="")),
            ),
            models.CheckConstraint(
                name="service_logged_by_a_person_or_a_link",
                condition=Q(logged_by__isnull=False) | Q(link__isnull=False),
            ),
        ]
        triggers = [
            *stale_marks(
                "service", "SELECT rows.school_key, rows.starts_on FROM {rows} AS rows", leave_out=NEVER_COUNTED
            ),
            pgtrigger.Trigger(
                name="service_at_an_agreed_place",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("programme_id", "school_id"),
                func="""
                    PERFORM 1 FROM partnerships_programmesite AS site
                    WHERE site.programme_id = NEW.programme_id AND site.school_id IS NOT DISTINCT FROM NEW.school_id
                    FOR KEY SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'The program does not serve this place.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="service_confirmed_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="CONFIRMED", new__state="CONFIRMED")
                & (
                    pgtrigger.Q(old__sessions__df=pgtrigger.F("new__sessions"))
                    | pgtrigger.Q(old__hours__df=pgtrigger.F("new__hours"))
                    | pgtrigger.Q(old__adults_total__df=pgtrigger.F("new__adults_total"))
                    | pgtrigger.Q(old__families_total__df=pgtrigger.F("new__families_total"))
                    | pgtrigger.Q(old__students_total__df=pgtrigger.F("new__students_total"))
                    | pgtrigger.Q(old__starts_on__df=pgtrigger.F("new__starts_on"))
                    | pgtrigger.Q(old__ends_on__df=pgtrigger.F("new__ends_on"))
                ),
                func="RAISE EXCEPTION 'A confirmed entry is corrected by logging it anew.';",
            ),
        ]

    def __str__(self):
        return f"{self.programme}, {self.days_words()}"

    def get_absolute_url(self):
        return reverse("partnerships:service", args=[self.pk])

    @property
    def place(self):
        return self.school or _("The district as one place")

    def days_words(self):
        first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (self.starts_on, self.ends_on))
        return first if first == last else f"{first} – {last}"

    def values(self):
        """The counts as they stand, for keeping and comparing: numbers and texts alone."""
        found = {name: getattr(self, name) for name in COUNTS}
        found["hours"] = None if self.hours is None else f"{Decimal(self.hours).normalize():f}"
        return found | {"starts_on": self.starts_on.isoformat(), "ends_on": self.ends_on.isoformat()}


class ServiceRemark(models.Model):
    """What the school asks about an entry, and what the partner answers; never changed afterwards."""

    class Kind(models.TextChoices):
        QUESTION = "QUESTION", _("Question")
        ANSWER = "ANSWER", _("Answer")

    entry = models.ForeignKey(ServiceEntry, models.PROTECT, related_name="remarks", verbose_name=_("entry"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("text"), max_length=500)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("said by"))
    said_at = models.DateTimeField(_("said at"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="service_remark_says_something",
                condition=Q(kind__in=["QUESTION", "ANSWER"]) & ~Q(text=""),
            )
        ]
        triggers = [pgtrigger.Protect(name="service_remark_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.text[:60]
