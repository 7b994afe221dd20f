"""Councils, the models by which they are composed, and which model holds in which school year (facts 4.2, 4.9)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import names, school_years
from district.history import tracked
from district.models import School
from indicators.marks import stale_marks

MOST_SEATS = 30  # of one kind in a council


class SeatKind(models.TextChoices):
    """Who a seat is for (facts 4.2, 4.9)."""

    PARENT = "PARENT", _("Parent or guardian")
    TEACHER = "TEACHER", _("Teacher")
    COMMUNITY = "COMMUNITY", _("Community member")
    ADMINISTRATOR = "ADMIN", _("Principal or designee")
    STUDENT = "STUDENT", _("Student")
    OTHER = "OTHER", _("Other")


class QuorumBasis(models.TextChoices):
    """Of what a quorum is the majority: vacant seats make the difference (facts 4.7)."""

    ALL = "ALL", _("All voting seats, vacant ones included")
    FILLED = "FILLED", _("Voting seats that are filled")


class FilledBy(models.TextChoices):
    """Who chooses the holder of a seat; also who does when it falls vacant."""

    PARENTS = "PARENTS", _("Election by the parents, one vote per household")
    TEACHERS = "TEACHERS", _("Election by the teachers of the school")
    STUDENTS = "STUDENTS", _("Election by the students")
    MEMBERS = "MEMBERS", _("Choice of the parents and teachers on the council")
    COUNCIL = "COUNCIL", _("Choice of the whole council")
    OFFICE = "OFFICE", _("By office")
    APPOINTED = "APPOINTED", _("Appointment")


@tracked()
class CouncilModel(models.Model):
    """A way to compose a council: the state's 7-5-2, Hartford's twelve, or one that the district makes itself.

    Those that were adopted elsewhere are read-only. `voting_seats`: the most voting seats that its lines give.
    """

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=120)
    voting_seats = models.PositiveSmallIntegerField(_("voting seats"))
    source = models.CharField(_("source"), max_length=300)
    quorum_basis = models.CharField(
        _("quorum is the majority of"), max_length=6, choices=QuorumBasis.choices, default=QuorumBasis.ALL
    )
    is_adopted = models.BooleanField(_("adopted elsewhere"), default=False, editable=False)

    class Meta:
        ordering = ["-is_adopted", "code"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("governance:council-model", args=[self.code])


@tracked()
class SeatLine(models.Model):
    """How many seats of one kind a model has, whether they vote, how they are filled, and for how long.

    Terms and limits come from bylaws; two years, twice, is what councils here write (facts 4.3). 0 means no limit.
    """

    model = models.ForeignKey(CouncilModel, models.CASCADE, related_name="lines", verbose_name=_("council model"))
    kind = models.CharField(_("seat"), max_length=9, choices=SeatKind.choices)
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MaxValueValidator(MOST_SEATS)])
    high_school_seats = models.PositiveSmallIntegerField(
        _("seats in a high school"), validators=[MaxValueValidator(MOST_SEATS)]
    )
    votes = models.BooleanField(_("votes"), default=True)
    filled_by = models.CharField(_("how it is filled"), max_length=9, choices=FilledBy.choices)
    vacancy_filled_by = models.CharField(_("how a vacancy is filled"), max_length=9, choices=FilledBy.choices)
    term_years = models.PositiveSmallIntegerField(
        _("years of a term"), default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    most_terms = models.PositiveSmallIntegerField(
        _("terms in a row at most"), default=2, validators=[MaxValueValidator(20)], help_text=_("0 for no limit.")
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="seat_line_once",
                fields=["model", "kind"],
                violation_error_message=_("This kind of seat is in the model already."),
            ),
            models.CheckConstraint(
                name="seat_line_within_bounds",
                condition=Q(seats__lte=MOST_SEATS, high_school_seats__lte=MOST_SEATS, term_years__range=(1, 10)),
            ),
            models.CheckConstraint(
                name="seat_line_principal_and_students_do_not_vote",
                condition=Q(votes=False) | ~Q(kind__in=[SeatKind.ADMINISTRATOR, SeatKind.STUDENT]),
                violation_error_message=_("Principals and students take part without a vote."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    def seats_at(self, is_high_school):
        return self.high_school_seats if is_high_school else self.seats


@tracked()
class Council(models.Model):
    """The School Governance Council of one school. Hartford has one at every school, by board policy.

    `model` is the model in force; `CouncilYear` says since which school year, and what comes next.
    """

    school = models.OneToOneField(School, models.CASCADE, related_name="council", verbose_name=_("school"))
    model = models.ForeignKey(CouncilModel, models.PROTECT, related_name="councils", verbose_name=_("council model"))

    class Meta:
        ordering = ["school__name"]
        triggers = stale_marks(
            "council_meetings",
            """SELECT rows.school_id, meeting.held_on FROM {rows} AS rows
            JOIN governance_councilmeeting AS meeting ON meeting.council_id = rows.id""",
            leave_out=("model",),
            is_half=True,
        )

    def __str__(self):
        return f"{names.COUNCIL}, {self.school}"

    def get_absolute_url(self):
        return reverse("governance:council-detail", args=[self.school.code])

    def quorum(self):
        """Voting members needed to act today; see `governance.seats.quorum_required`."""
        from governance.seats import quorum_required

        return quorum_required(self, timezone.localdate())


@tracked()
class CouncilYear(models.Model):
    """From this school year on the council follows this model."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="years", verbose_name=_("council"))
    fall_year = models.PositiveSmallIntegerField(_("from the school year"))
    model = models.ForeignKey(CouncilModel, models.PROTECT, related_name="+", verbose_name=_("council model"))

    class Meta:
        ordering = ["-fall_year"]
        constraints = [
            models.UniqueConstraint(name="council_year_once", fields=["council", "fall_year"]),
            models.CheckConstraint(
                name="council_year_in_these_centuries",
                condition=Q(fall_year__range=(school_years.FIRST_FALL_YEAR, school_years.LAST_FALL_YEAR)),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return f"{school_years.label(self.fall_year)}: {self.model}"
