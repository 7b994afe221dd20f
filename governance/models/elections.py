"""Elections of a council: counts only. Who voted is never kept; parents' records serve the election and go (D7)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may, schools_where
from district.history import tracked
from district.models import EvidenceFile, User
from governance.models.councils import MOST_SEATS, Council, SeatKind
from governance.models.seats import SeatTerm

MOST_BALLOTS = 20_000


class Constituency(models.TextChoices):
    """Who chooses (facts 4.2)."""

    PARENTS = "PARENTS", _("Parents, one vote per household")
    TEACHERS = "TEACHERS", _("Teachers of the school")
    STUDENTS = "STUDENTS", _("Students")
    MEMBERS = "MEMBERS", _("Parents and teachers on the council")


SEAT_OF = {
    Constituency.PARENTS: SeatKind.PARENT,
    Constituency.TEACHERS: SeatKind.TEACHER,
    Constituency.STUDENTS: SeatKind.STUDENT,
    Constituency.MEMBERS: SeatKind.COMMUNITY,
}


TITLES = {
    Constituency.PARENTS: _("Election of parent members"),
    Constituency.TEACHERS: _("Election of teacher members"),
    Constituency.STUDENTS: _("Election of student members"),
    Constituency.MEMBERS: _("Choice of community members"),
}


class ElectionState(models.TextChoices):
    PREPARED = "PREPARED", _("Being prepared")
    ANNOUNCED = "ANNOUNCED", _("Announced")
    VOTING = "VOTING", _("Voting")
    COUNTED = "COUNTED", _("Counted, not confirmed")
    CONFIRMED = "CONFIRMED", _("Count confirmed")
    UNCONTESTED = "NO_CONTEST", _("No more candidates than seats")
    CERTIFIED = "CERTIFIED", _("Result certified")
    CANCELLED = "CANCELLED", _("Called off")


OPEN = [one for one in ElectionState if one not in (ElectionState.CERTIFIED, ElectionState.CANCELLED)]


class ElectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is announced is for everybody; what is being prepared for those who run it."""
        if may(user, Can.RUN_ELECTION):
            own = Q(council__school__in=schools_where(user, Can.RUN_ELECTION))
            return self.filter(own | ~Q(state=ElectionState.PREPARED))
        return self.exclude(state=ElectionState.PREPARED)


def ballots(label):
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(MOST_BALLOTS)])


@tracked()
class Election(models.Model):
    """One constituency of one council chooses who holds seats of one kind, for one term."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="elections", verbose_name=_("council"))
    constituency = models.CharField(_("who votes"), max_length=8, choices=Constituency.choices)
    seats_total = models.PositiveSmallIntegerField(
        _("seats to fill"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    term_starts_on = models.DateField(_("term begins on"))
    term_ends_on = models.DateField(_("term ends on"))
    nominations_from = models.DateField(_("nominations from"))
    nominations_until = models.DateField(_("nominations until"))
    voting_from = models.DateField(_("voting from"))
    voting_until = models.DateField(_("voting until"))
    place = models.CharField(_("where and how to vote"), max_length=300)
    notice_en = models.TextField(_("notice in English"), max_length=3000, blank=True)
    notice_es = models.TextField(_("notice in Spanish"), max_length=3000, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True, editable=False)
    electors_total = ballots(_("entitled to vote"))
    ballots_issued = ballots(_("ballots handed out"))
    ballots_returned = ballots(_("ballots returned"))
    ballots_spoilt = ballots(_("spoilt ballots among them"))
    votes_unused = ballots(_("votes not used on valid ballots"))
    sheet = models.ForeignKey(
        EvidenceFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("tally sheet")
    )
    counted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("counted by")
    )
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("confirmed by")
    )
    lot_how = models.CharField(_("how the lot was drawn"), max_length=300, blank=True)
    lot_by = models.CharField(_("who drew it"), max_length=120, blank=True)
    lot_on = models.DateField(_("drawn on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ElectionState.choices, default=ElectionState.PREPARED, editable=False
    )
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    note = models.CharField(_("in a sentence"), max_length=300, blank=True)
    certified_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("certified by")
    )
    certified_on = models.DateField(_("certified on"), null=True, blank=True, editable=False)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False, verbose_name=_("begun by"))

    objects = ElectionQuerySet.as_manager()

    class Meta:
        ordering = ["-term_starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="election_days_in_order",
                condition=Q(
                    nominations_until__gte=F("nominations_from"),
                    voting_from__gt=F("nominations_until"),
                    voting_until__gte=F("voting_from"),
                ),
                violation_error_message=_("First nominations, then, from the next day at the earliest, voting."),
            ),
            models.CheckConstraint(
                name="election_term_in_order",
                condition=Q(term_ends_on__gt=F("term_starts_on"), term_starts_on__gte=F("nominations_until")),
                violation_error_message=_("The term begins after nominations close, and ends after it begins."),
            ),
            models.CheckConstraint(
                name="election_in_these_centuries",
                condition=Q(
                    nominations_from__range=school_years.all_days(), term_ends_on__range=school_years.all_days()
                ),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="election_ballots_agree",
                condition=(Q(ballots_returned=None) | Q(ballots_returned__lte=F("ballots_issued")))
                & (Q(ballots_spoilt=None) | Q(ballots_spoilt__lte=F("ballots_returned")))
                & (Q(electors_total=None) | Q(ballots_issued=None) | Q(ballots_issued__lte=F("electors_total"))),
                violation_error_message=_(
                    "No more ballots are handed out than there are voters, none comes back that was not handed out."
                ),
            ),
            models.CheckConstraint(
                name="election_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("counted_by")),
                violation_error_message=_("Another person confirms the count."),
            ),
            models.CheckConstraint(
                name="election_has_seats", condition=Q(seats_total__gte=1, seats_total__lte=MOST_SEATS)
            ),
            models.UniqueConstraint(
                name="election_once_at_a_time",
                fields=["council", "constituency", "term_starts_on"],
                condition=Q(state__in=OPEN),
                violation_error_message=_("This election is being held already."),
            ),
        ]

    def __str__(self):
        return str(TITLES[self.constituency])

    def get_absolute_url(self):
        return reverse("governance:election", args=[self.council.school.code, self.pk])

    @property
    def seat_kind(self):
        return SEAT_OF[self.constituency]

    @property
    def seat_words(self):
        return SeatKind(self.seat_kind).label

    @property
    def ballots_valid(self):
        return None if self.ballots_returned is None else self.ballots_returned - (self.ballots_spoilt or 0)


@tracked()
class Candidate(models.Model):
    """Somebody who stands for election. Eligible is who somebody has found so; of students at most a name is kept."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates", verbose_name=_("election"))
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person with an account")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    contact = models.CharField(_("how to reach them"), max_length=200, blank=True)
    name_is_public = models.BooleanField(_("a parent has allowed that the student's name is public"), default=False)
    statement_en = models.TextField(_("statement in English"), max_length=1000, blank=True)
    statement_es = models.TextField(_("statement in Spanish"), max_length=1000, blank=True)
    found_eligible_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("found eligible by"),
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    votes = models.PositiveIntegerField(
        _("votes"), null=True, blank=True, editable=False, validators=[MaxValueValidator(MOST_BALLOTS)]
    )
    lot_place = models.PositiveSmallIntegerField(_("place in the lot"), null=True, blank=True, editable=False)
    term = models.OneToOneField(
        SeatTerm,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="candidate",
        editable=False,
        verbose_name=_("seat"),
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="candidate_is_somebody",
                condition=Q(user__isnull=False) | ~Q(name=""),
                violation_error_message=_("Say who stands for election."),
            ),
            models.UniqueConstraint(
                name="candidate_with_account_once",
                fields=["election", "user"],
                condition=Q(user__isnull=False, withdrawn_on=None),
                violation_error_message=_("This person stands already."),
            ),
            models.UniqueConstraint(
                name="candidate_lot_place_once", fields=["election", "lot_place"], condition=Q(lot_place__isnull=False)
            ),
        ]

    def __str__(self):
        return self.person

    @property
    def person(self):
        return str(self.user) if self.user_id else self.name

    @property
    def public_name(self):
        """Adults by name; a student only where that was allowed."""
        if self.election.seat_kind == SeatKind.STUDENT and not self.name_is_public:
            return str(_("A student"))
        return self.person
