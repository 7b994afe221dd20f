"""Seats of councils on a day: who holds them, which are vacant and since when, who votes, and how many make a quorum.

Every question is about a day, so that a council can be told as it was on any date.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from district import school_years
from governance import bylaws
from governance.models import Council, CouncilYear, Office, Seat, SeatLine, SeatTerm
from governance.models.councils import QuorumBasis, SeatKind
from governance.models.seats import EndReason, OfficeRole

HIGH_SCHOOL_FROM = 9  # a school that has grade 9 or above counts as a high school (facts 4.2)
KINDS = {kind: position for position, kind in enumerate(SeatKind.values)}
ONE_DAY = timedelta(days=1)
GAP = timedelta(days=120)  # the summer between two terms does not break a row


@dataclass(frozen=True)
class Place:
    """A seat on a day: the term that holds it, or since when and after whom it is vacant (None: never held)."""

    seat: Seat
    term: SeatTerm | None = None
    last: SeatTerm | None = None
    line: SeatLine | None = None

    @property
    def is_vacant(self):
        return self.term is None

    @property
    def vacant_since(self):
        if self.term:
            return None
        return max(self.last.ends_on + ONE_DAY, self.seat.starts_on) if self.last else self.seat.starts_on

    @property
    def was_left_early(self):
        """Whether the last holder went before the end of the term: then it is filled for the rest of it."""
        return bool(self.last and self.last.was_to_end_on and self.last.was_to_end_on > self.last.ends_on)


@dataclass
class Standing:
    """A council on a day: its places in the order of seats, its model and its officers."""

    council: Council
    day: date
    model: object
    is_high_school: bool
    bylaws: object = None
    places: list = field(default_factory=list)
    officers: list = field(default_factory=list)

    @property
    def terms(self):
        return [place.term for place in self.places if place.term]

    @property
    def voting_places(self):
        return [place for place in self.places if place.seat.votes]

    @property
    def voting_members(self):
        return [place.term for place in self.voting_places if place.term]

    @property
    def vacancies(self):
        return [place for place in self.places if place.is_vacant]

    @property
    def voting_seats(self):
        return len(self.voting_places) if self.places else self.model.voting_seats

    @property
    def quorum_basis(self):
        """Of what the quorum is the majority: by the bylaws in force, or by the model where they say nothing."""
        return (self.bylaws and self.bylaws.quorum_basis) or self.model.quorum_basis

    @property
    def quorum(self):
        filled = self.quorum_basis == QuorumBasis.FILLED and self.places
        return majority(len(self.voting_members) if filled else self.voting_seats)

    def filled(self, kind):
        return sum(term.kind == kind for term in self.terms)

    def of_kind(self, kind):
        return [place for place in self.places if place.seat.kind == kind]

    def ending_by(self, day):
        """Terms in force whose last day is at most `day`."""
        return [term for term in self.terms if term.ends_on and term.ends_on <= day]


def majority(total):
    """More than half of `total`; at least one person, or an empty council could act."""
    return total // 2 + 1


# ---------------------------------------------------------------------- questions


def seats_on(council, day):
    """Every seat of the council on a day as a `Place`, in the order of kinds and numbers."""
    return standing_of(council, day).places


def voting_members_on(council, day):
    """The terms that have a vote on a day."""
    return standing_of(council, day).voting_members


def vacancies(council, day):
    """The seats that nobody holds on a day, each with since when (`Place.vacant_since`) and after whom."""
    return standing_of(council, day).vacancies


def quorum_required(council, day):
    """Voting members needed to act on a day: a majority of all voting seats, or of those filled (facts 4.7).

    A council whose seats are not made yet goes by the voting seats of its model.
    """
    return standing_of(council, day).quorum


def standing_of(council, day):
    return standings([council], day)[0]


def standings(councils, day):
    """The `Standing` of each council on a day, in their order. Seven queries, however many there are."""
    councils = list(councils)
    ids = [council.pk for council in councils]
    models = models_on(councils, day)
    high = high_schools(councils, day)
    by_bylaws = bylaws.in_force(ids, day)
    lines = {}
    for line in SeatLine.objects.filter(model__in=set(models.values())):
        lines[line.model_id, line.kind] = line
    latest = SeatTerm.objects.filter(council__in=ids, starts_on__lte=day).select_related("user")
    latest = {term.seat_id: term for term in latest.order_by("seat_id", "-starts_on").distinct("seat_id")}
    found = {}
    for council in councils:
        rules = by_bylaws.get(council.pk)
        found[council.pk] = Standing(council, day, models[council.pk], council.school_id in high, rules)
    for seat in sorted(Seat.objects.filter(council__in=ids).on(day), key=lambda one: (KINDS[one.kind], one.number)):
        term = latest.get(seat.pk)
        holds = bool(term) and (term.ends_on is None or term.ends_on >= day)
        line = lines.get((models[seat.council_id].pk, seat.kind))
        place = Place(seat, term if holds else None, None if holds else term, line)
        found[seat.council_id].places.append(place)
    officers = Office.objects.filter(council__in=ids).on(day).select_related("term__user")
    for office in sorted(officers, key=lambda one: OfficeRole.values.index(one.role)):
        holder = office.term
        if holder.ends_on is None or holder.ends_on >= day:
            found[office.council_id].officers.append(office)
    return [found[pk] for pk in ids]


def councils_vacant_since(day, until):
    """How many councils of open schools have a seat that nobody has held from `day` to `until`. One query."""
    held = SeatTerm.objects.filter(starts_on__lte=until).filter(Q(ends_on=None) | Q(ends_on__gte=day))
    vacant = Seat.objects.on(until).filter(starts_on__lte=day).exclude(pk__in=held.values("seat"))
    return vacant.exclude(council__school__closed_on__lt=until).values("council").distinct().count()


def model_on(council, day):
    """The model that the council follows on a day."""
    return models_on([council], day)[council.pk]


def models_on(councils, day):
    """{council id: model in force on a day}; where nothing is noted, the council's own."""
    found = {council.pk: council.model for council in councils}
    noted = CouncilYear.objects.filter(council__in=found, fall_year__lte=school_years.fall_year_of(day))
    for year in noted.order_by("fall_year").select_related("model"):
        found[year.council_id] = year.model
    return found


def high_schools(councils, day):
    """Ids of the schools of these councils that count as high schools on a day."""
    from district.models import SchoolProfile

    profiles = SchoolProfile.objects.on(day).filter(high_grade__gte=HIGH_SCHOOL_FROM)
    return set(profiles.filter(school__in=[one.school_id for one in councils]).values_list("school_id", flat=True))


# ---------------------------------------------------------------------- seats from the model


@transaction.atomic
def make_seats(council, day=None):
    """Make the seats of the council's model from a day on; seats it no longer has end, with their terms.

    The first seats of a council begin with the running school year. Holders of seats that stay keep them.
    """
    day = day or school_years.first_day(school_years.fall_year_of(timezone.localdate()))
    model = model_on(council, day)
    is_high_school = council.school_id in high_schools([council], day)
    wanted = {
        (line.kind, number): line
        for line in model.lines.all()
        for number in range(1, line.seats_at(is_high_school) + 1)
    }
    for seat in Seat.objects.select_for_update().filter(council=council).exclude(ends_on__lt=day):
        line = wanted.get((seat.kind, seat.number))
        if line and line.votes == seat.votes and seat.ends_on is None:
            if seat.starts_on > day:
                seat.starts_on = day
                seat.save()
            del wanted[seat.kind, seat.number]
        elif seat.starts_on >= day and not seat.terms.exists():
            seat.delete()
        else:
            end_seat(seat, max(day - ONE_DAY, seat.starts_on))
    for (kind, number), line in sorted(wanted.items(), key=lambda pair: (KINDS[pair[0][0]], pair[0][1])):
        if reopen_seat(council, kind, number, line.votes, day):
            continue
        taken = Seat.objects.filter(council=council, kind=kind, number=number, ends_on__gte=day).first()
        Seat.objects.create(
            council=council,
            kind=kind,
            number=number,
            votes=line.votes,
            starts_on=taken.ends_on + ONE_DAY if taken else day,
        )


def reopen_seat(council, kind, number, votes, day):
    """Take back that a seat ends the day before, with the ends of the terms in it; whether there was one.

    So a model that was chosen by mistake costs nobody a term.
    """
    last_day = day - ONE_DAY
    seat = Seat.objects.filter(council=council, kind=kind, number=number, votes=votes, ends_on=last_day).first()
    if seat is None:
        return False
    seat.ends_on = None
    seat.save()
    for term in seat.terms.filter(ends_on=last_day, end_reason=EndReason.SEAT_GONE):
        term.ends_on, term.was_to_end_on, term.end_reason = term.was_to_end_on, None, ""
        term.save()
    return True


def make_first_seats(councils, day=None):
    """Make the seats of councils that have none, from the beginning of a school year on. Three queries for all."""
    day = day or school_years.first_day(school_years.fall_year_of(timezone.localdate()))
    lines = {}
    for line in SeatLine.objects.all():
        lines.setdefault(line.model_id, []).append(line)
    high = high_schools(councils, day)
    Seat.objects.bulk_create(
        Seat(council=council, kind=line.kind, number=number, votes=line.votes, starts_on=day)
        for council in councils
        for line in sorted(lines.get(council.model_id, ()), key=lambda one: KINDS[one.kind])
        for number in range(1, line.seats_at(council.school_id in high) + 1)
    )


def end_seat(seat, last_day):
    seat.ends_on = last_day
    seat.save()
    for term in seat.terms.exclude(ends_on__lte=last_day):
        if term.starts_on > last_day:
            term.delete()
        else:
            end_term(term, last_day, EndReason.SEAT_GONE)


@transaction.atomic
def choose_model(council, model, fall_year):
    """From a school year on the council follows `model`, and its seats are those of the model."""
    first = council.seats.order_by("starts_on").first()
    before = school_years.fall_year_of(first.starts_on) if first else fall_year
    if before < fall_year and not council.years.filter(fall_year__lt=fall_year).exists():
        CouncilYear.objects.create(council=council, fall_year=before, model=council.model)
    CouncilYear.objects.filter(council=council, fall_year__gt=fall_year).delete()
    CouncilYear.objects.update_or_create(council=council, fall_year=fall_year, defaults={"model": model})
    settle_models(council)
    make_seats(council, school_years.first_day(fall_year))


def settle_models(*councils, today=None):
    """Write into councils the model in force today; what the turn of a school year brings. Returns how many changed."""
    councils = councils or list(Council.objects.select_related("model"))
    in_force = models_on(councils, today or timezone.localdate())
    changed = [council for council in councils if council.model_id != in_force[council.pk].pk]
    for council in changed:
        council.model = in_force[council.pk]
        council.save()
    return len(changed)


# ---------------------------------------------------------------------- terms


@transaction.atomic
def end_term(term, last_day, reason, note=""):
    """End a term before its time. Its offices end with it; what was to come is kept in `was_to_end_on`."""
    term.was_to_end_on = term.was_to_end_on or term.ends_on
    term.ends_on, term.end_reason, term.end_note = last_day, reason, note
    term.save()
    for office in term.offices.exclude(ends_on__lte=last_day):
        if office.starts_on > last_day:
            office.delete()
        else:
            office.ends_on = last_day
            office.save()


def terms_before(term):
    """How many full terms in a row the person has held in seats of this kind when `term` begins.

    A term by which somebody finished another's does not count: bylaws count what one was elected for (facts 4.3).
    """
    earlier = SeatTerm.objects.filter(council=term.seat.council_id, kind=term.seat.kind, starts_on__lt=term.starts_on)
    earlier = earlier.exclude(pk=term.pk).exclude(how="VACANCY").select_related("user").order_by("-starts_on")
    total, begins = 0, term.starts_on
    for one in earlier:
        if one.person_key != term.person_key or one.ends_on is None or one.ends_on < begins - GAP:
            continue
        total, begins = total + 1, one.starts_on
    return total


def line_of(seat, day):
    """What the model and the bylaws in force say of seats of this kind; None where the model has none."""
    line = SeatLine.objects.filter(model=model_on(seat.council, day), kind=seat.kind).first()
    return bylaws.changed(line, bylaws.in_force([seat.council_id], day).get(seat.council_id))


def planned_end(line, starts_on):
    """The last day of a full term that begins on a day: the end of the school year in which its years are over."""
    return school_years.last_day(school_years.fall_year_of(starts_on) + line.term_years - 1)
