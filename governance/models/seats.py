"""Seats of a council, who holds them from when to when, and who its officers are (facts 4.2, 4.3)."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, schools_where
from district.history import tracked
from district.models import User
from district.ranges import DateRange
from governance.models.councils import Council, SeatKind


def days(starts="starts_on", ends="ends_on"):
    return DateRange(starts, ends, models.Value("[]"))


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


@tracked()
class Seat(models.Model):
    """One chair of a council, made from its model; it stays while its holders come and go."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="seats", verbose_name=_("council"))
    kind = models.CharField(_("seat"), max_length=9, choices=SeatKind.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    votes = models.BooleanField(_("votes"), default=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["council", "pk"]
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="seat_principal_and_students_do_not_vote",
                condition=Q(votes=False) | ~Q(kind__in=[SeatKind.ADMINISTRATOR, SeatKind.STUDENT]),
            ),
            ExclusionConstraint(
                name="seat_once_at_a_time",
                expressions=[
                    ("council", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return str(_("%(kind)s, seat %(number)s") % {"kind": self.get_kind_display(), "number": self.number})


class HowFilled(models.TextChoices):
    ELECTED = "ELECTED", _("Elected")
    ACCLAIMED = "ACCLAIMED", _("Elected without a vote")
    APPOINTED = "APPOINTED", _("Appointed")
    VACANCY = "VACANCY", _("Chosen for the rest of a term")
    OFFICE = "OFFICE", _("By office")


class EndReason(models.TextChoices):
    """Why a term ended before its time."""

    RESIGNED = "RESIGNED", _("Resigned")
    NOT_ELIGIBLE = "INELIGIBLE", _("No longer eligible, for example the child left the school")
    REMOVED = "REMOVED", _("Removed under the bylaws")
    SEAT_GONE = "SEAT_GONE", _("The seat is no longer in the council's model")
    OTHER = "OTHER", _("Another reason")


class SeatTermQuerySet(DatedQuerySet):
    def visible_to(self, user):
        return self.filter(council__school__in=schools_where(user, Can.VIEW_ACTIVITY))


# What a term needs in its own row so that constraints can see it, whichever way it was written.
TAKE_FROM_SEAT = """
SELECT council_id, kind, votes INTO NEW.council_id, NEW.kind, NEW.votes FROM governance_seat WHERE id = NEW.seat_id;
RETURN NEW;
"""


@tracked()
class SeatTerm(models.Model):
    """Who holds a seat, from when to when. `ends_on`: the last day, planned or, with an `end_reason`, earlier.

    A person with an account is named by it, others by name and a way to reach them. Of a student at most a name is
    kept, and it is public only where that was allowed. `council`, `kind` and `votes` are those of the seat; the
    database writes them.
    """

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="terms", verbose_name=_("seat"))
    council = models.ForeignKey(Council, models.CASCADE, related_name="terms", editable=False)
    kind = models.CharField(max_length=9, choices=SeatKind.choices, editable=False)
    votes = models.BooleanField(default=True, editable=False)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="seat_terms", verbose_name=_("person with an account")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    contact = models.CharField(_("how to reach them"), max_length=200, blank=True)
    name_is_public = models.BooleanField(_("a parent has allowed that the student's name is public"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("term in a row"), default=1)
    how = models.CharField(_("how the seat was filled"), max_length=9, choices=HowFilled.choices)
    end_reason = models.CharField(_("why it ended early"), max_length=10, choices=EndReason.choices, blank=True)
    end_note = models.CharField(_("in a sentence"), max_length=300, blank=True)
    was_to_end_on = models.DateField(_("was to end on"), null=True, blank=True, editable=False)

    objects = SeatTermQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        triggers = [
            pgtrigger.Trigger(
                name="take_from_seat",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=TAKE_FROM_SEAT,
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="seat_term_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                name="seat_term_in_these_centuries",
                condition=Q(starts_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="seat_term_names_somebody",
                condition=Q(kind=SeatKind.STUDENT) | Q(user__isnull=False) | ~Q(name=""),
                violation_error_message=_("Say who holds the seat."),
            ),
            models.CheckConstraint(
                name="seat_term_of_a_student_keeps_no_contact",
                condition=~Q(kind=SeatKind.STUDENT) | Q(user=None, contact=""),
                violation_error_message=_("Of a student no account and no way to reach them is kept."),
            ),
            models.CheckConstraint(
                name="seat_term_that_ended_early_has_a_last_day",
                condition=Q(end_reason="") | Q(ends_on__isnull=False),
            ),
            ExclusionConstraint(
                name="seat_term_no_overlap_in_a_seat",
                expressions=[("seat", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
                violation_error_message=_("Somebody else holds this seat in these days."),
            ),
            ExclusionConstraint(
                name="seat_term_one_vote_for_one_person",
                expressions=[
                    ("council", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(votes=True, user__isnull=False),
                violation_error_message=_("This person holds a voting seat of this council in these days already."),
            ),
        ]

    def __str__(self):
        return self.person

    def save(self, *args, **kwargs):
        self.take_from_seat()
        super().save(*args, **kwargs)

    def take_from_seat(self):
        """What the database writes, for this object and for constraints that a form asks before."""
        self.council_id, self.kind, self.votes = self.seat.council_id, self.seat.kind, self.seat.votes

    @property
    def person(self):
        """Who it is, for those who run the council."""
        if self.user_id:
            return str(self.user)
        return self.name or str(_("A student"))

    @property
    def public_name(self):
        """Who it is, for everybody: adults by name, students only where that was allowed."""
        if self.kind == SeatKind.STUDENT and not (self.name_is_public and self.name):
            return str(_("A student"))
        return self.person

    @property
    def person_key(self):
        """Equal for terms of the same person, as far as the portal can tell."""
        return self.user_id or self.name.strip().casefold()


class OfficeRole(models.TextChoices):
    CHAIR = "CHAIR", _("Chair")
    VICE_CHAIR = "VICE", _("Vice chair")
    SECRETARY = "SECRETARY", _("Secretary")
    TREASURER = "TREASURER", _("Treasurer")
    LIAISON = "LIAISON", _("Liaison to families")


@tracked()
class Office(models.Model):
    """An officer of a council, from one day to another; it is over with the term at the latest."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="offices", verbose_name=_("council"))
    role = models.CharField(_("office"), max_length=9, choices=OfficeRole.choices)
    term = models.ForeignKey(SeatTerm, models.CASCADE, related_name="offices", verbose_name=_("member"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="office_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                name="office_in_these_centuries",
                condition=Q(starts_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            ExclusionConstraint(
                name="office_held_by_one",
                expressions=[
                    ("council", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Somebody holds this office in these days already."),
            ),
        ]

    def __str__(self):
        return str(self.get_role_display())
