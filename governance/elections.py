"""The way of an election: announced, nominated, voted, counted by one and confirmed by another, certified, seated.

Parents and teachers come first; the community's seats wait for those whom they have elected (facts 4.2).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import Can
from governance import counting, seats
from governance.models import Candidate, Council, Election, SeatTerm
from governance.models.councils import SeatKind
from governance.models.elections import OPEN, Constituency, ElectionState
from governance.models.seats import HowFilled
from indicators.publication import rule_in_force

STATE_KINDS = {
    ElectionState.PREPARED: "neutral",
    ElectionState.ANNOUNCED: "active",
    ElectionState.VOTING: "active",
    ElectionState.COUNTED: "waiting",
    ElectionState.CONFIRMED: "waiting",
    ElectionState.UNCONTESTED: "waiting",
    ElectionState.CERTIFIED: "good",
    ElectionState.CANCELLED: "stopped",
}


@dataclass(frozen=True)
class Move:
    """One step on the way: from which states, to which, and what its button says."""

    name: str
    label: str
    from_states: tuple
    to_state: str
    needs_note: bool = False
    permission: Can = Can.RUN_ELECTION


PREPARED, ANNOUNCED, VOTING, COUNTED, CONFIRMED, UNCONTESTED, CERTIFIED, CANCELLED = ElectionState
MOVES = {
    move.name: move
    for move in (
        Move("announce", gettext_lazy("Announce the election"), (PREPARED,), ANNOUNCED),
        Move("open", gettext_lazy("Open the voting"), (ANNOUNCED,), VOTING),
        Move("acclaim", gettext_lazy("Declare all candidates elected"), (ANNOUNCED,), UNCONTESTED),
        Move("confirm", gettext_lazy("Confirm the count"), (COUNTED,), CONFIRMED),
        Move("recount", gettext_lazy("Count again"), (COUNTED, CONFIRMED), VOTING, needs_note=True),
        Move("certify", gettext_lazy("Certify the result and seat the elected"), (CONFIRMED, UNCONTESTED), CERTIFIED),
        Move("cancel", gettext_lazy("Call the election off"), tuple(OPEN), CANCELLED, needs_note=True),
    )
}


class NotPossible(Exception):
    """A step that the election does not allow now; its text says why, in words for the page."""


@transaction.atomic
def move(name, *, election, by, note="", today=None):
    """Take an election one step on its way. Raises NotPossible, in words. Who may is asked before."""
    step, today = MOVES[name], today or timezone.localdate()
    Council.objects.select_for_update(no_key=True).get(pk=election.council_id)  # no two elections fill one seat
    locked = locked_election(election)
    if locked.state not in step.from_states:
        raise NotPossible(
            _("Somebody else was faster: this election is now “%(state)s”.") % {"state": locked.get_state_display()}
        )
    if step.needs_note and not note:
        raise NotPossible(_("Say in a sentence why."))
    CHECKS.get(name, nothing)(locked, by, today)
    locked.state, locked.state_since = step.to_state, timezone.now()
    locked.note = note or locked.note
    DONE.get(name, nothing)(locked, by, today)
    locked.save()
    return locked


def next_moves(election, *, by, today=None):
    """(moves that are possible now, why others are not yet, in words): what the page offers and says."""
    today, possible, why = today or timezone.localdate(), [], {}
    for step in MOVES.values():
        if election.state in step.from_states:
            try:
                CHECKS.get(step.name, nothing)(election, by, today)
                possible.append(step)
            except NotPossible as refusal:
                why[str(refusal)] = None
    return possible, list(why)


def locked_election(election):
    found = Election.objects.select_for_update(of=("self",)).select_related("council__school", "council__model")
    return found.get(pk=election.pk)


def nothing(election, by, today):
    pass


# ---------------------------------------------------------------------- what stands in the way


def standing_candidates(election):
    return election.candidates.filter(withdrawn_on=None).select_related("user", "election").order_by("pk")


def refuse_before_announcing(election, by, today):
    if not (election.notice_en and election.notice_es):
        raise NotPossible(_("Write the notice in English and in Spanish first."))
    refuse_out_of_order(election)
    if len(free_seats(election)) < election.seats_total:
        words = _("On %(day)s fewer seats are free than are to be filled: %(free)s.")
        day = date_format(election.term_starts_on)
        raise NotPossible(words % {"day": day, "free": len(free_seats(election))})


def refuse_out_of_order(election):
    """The community's seats are filled by the parents and teachers who have been elected (facts 4.2)."""
    if election.constituency != Constituency.MEMBERS:
        return
    first = [Constituency.PARENTS, Constituency.TEACHERS]
    waiting = Election.objects.filter(council=election.council_id, constituency__in=first, state__in=OPEN).first()
    if waiting:
        words = _(
            "The community's seats are filled by the elected parents and teachers, and this election is not certified "
            "yet: %(election)s. Finish it first."
        )
        raise NotPossible(words % {"election": waiting})
    kinds = {term.kind for term in electors_on_council(election)}
    if kinds != {SeatKind.PARENT, SeatKind.TEACHER}:
        raise NotPossible(
            _(
                "The community's seats are filled by the elected parents and teachers. On %(day)s no parent or no "
                "teacher holds a seat: elect those first."
            )
            % {"day": date_format(election.term_starts_on)}
        )


def electors_on_council(election):
    """The parents and teachers who hold a seat when the term begins: they choose the community's members."""
    members = SeatTerm.objects.on(election.term_starts_on).filter(council=election.council_id)
    return members.filter(kind__in=[SeatKind.PARENT, SeatKind.TEACHER])


def refuse_before_nominations_close(election, today):
    if today <= election.nominations_until:
        words = _("Nominations are open until %(day)s.")
        raise NotPossible(words % {"day": date_format(election.nominations_until)})
    if standing_candidates(election).filter(found_eligible_by=None).exists():
        raise NotPossible(_("Of a candidate it is not said yet whether they are eligible."))


def refuse_before_voting(election, by, today):
    refuse_out_of_order(election)
    refuse_before_nominations_close(election, today)
    total = standing_candidates(election).count()
    if total <= election.seats_total:
        raise NotPossible(_("There are no more candidates than seats: nobody needs to vote."))
    if today < election.voting_from:
        words = _("Voting begins on %(day)s.")
        raise NotPossible(words % {"day": date_format(election.voting_from)})


def refuse_a_contest(election, by, today):
    refuse_out_of_order(election)
    refuse_before_nominations_close(election, today)
    total = standing_candidates(election).count()
    if not total:
        raise NotPossible(_("Nobody stands for election. Call it off, or give nominations more time."))
    if total > election.seats_total:
        raise NotPossible(_("There are more candidates than seats: the voters decide."))


def refuse_the_same_person(election, by, today):
    if election.counted_by_id == by.pk:
        raise NotPossible(_("Another person confirms the count: whoever entered it cannot."))


def refuse_to_certify(election, by, today):
    refuse_out_of_order(election)
    if elected_of(election) is None:
        raise NotPossible(_("Candidates have equally many votes: draw the lot first, and note how."))
    if len(elected_of(election)) > min(election.seats_total, len(free_seats(election))):
        raise NotPossible(_("Fewer seats are free than there are elected: look at the seats of the council."))


CHECKS = {
    "announce": refuse_before_announcing,
    "open": refuse_before_voting,
    "acclaim": refuse_a_contest,
    "confirm": refuse_the_same_person,
    "certify": refuse_to_certify,
}


# ---------------------------------------------------------------------- what a step does


def note_announced(election, by, today):
    election.announced_on = today


def note_confirmed(election, by, today):
    election.confirmed_by = by


def forget_count(election, by, today):
    """The counts go from the record, not from its history; a lot that was drawn goes with them."""
    election.counted_by = election.confirmed_by = None
    election.ballots_returned = election.ballots_spoilt = election.votes_unused = None
    election.lot_how, election.lot_by, election.lot_on = "", "", None
    election.candidates.update(votes=None, lot_place=None)


def seat_the_elected(election, by, today):
    """Make a term for each of the elected, in the free seats by number; who sits there already keeps the seat."""
    election.certified_by, election.certified_on = by, today
    how = HowFilled.ACCLAIMED if election.counted_by_id is None else HowFilled.ELECTED
    for candidate, seat in zip(elected_of(election), free_seats(election), strict=False):
        term = SeatTerm(
            seat=seat,
            user=candidate.user,
            name="" if candidate.user_id else candidate.name,
            contact=candidate.contact,
            name_is_public=candidate.name_is_public,
            starts_on=election.term_starts_on,
            ends_on=election.term_ends_on,
            how=how,
        )
        term.number = seats.terms_before(term) + 1
        refuse_two_seats(term)
        term.save()
        candidate.term = term
        candidate.save()


def refuse_two_seats(term):
    """Said in words before the database says it."""
    if term.user_id and seat_held_then(term):
        words = _("%(person)s holds a voting seat of this council in that time already.")
        raise NotPossible(words % {"person": term.user})


def seat_held_then(term):
    held = SeatTerm.objects.filter(council=term.seat.council_id, user=term.user_id, votes=True)
    return held.filter(starts_on__lte=term.ends_on).exclude(ends_on__lt=term.starts_on).exists()


DONE = {
    "announce": note_announced,
    "confirm": note_confirmed,
    "recount": forget_count,
    "certify": seat_the_elected,
}


# ---------------------------------------------------------------------- results


def free_seats(election):
    """Seats of the kind that nobody holds at any time of the term, by number."""
    chosen = election.council.seats.on(election.term_starts_on).filter(kind=election.seat_kind)
    taken = SeatTerm.objects.filter(seat__in=chosen, starts_on__lte=election.term_ends_on)
    taken = taken.exclude(ends_on__lt=election.term_starts_on).values("seat")
    return list(chosen.exclude(pk__in=taken).select_related("council__school", "council__model").order_by("number"))


def outcome_of(election):
    """The `counting.Outcome` of the count as it stands."""
    candidates = list(standing_candidates(election))
    return counting.outcome({one: one.votes or 0 for one in candidates}, election.seats_total)


def elected_of(election):
    """The elected, those with the most votes first; None while a lot is to be drawn. Without a contest: everybody."""
    if election.counted_by_id is None:
        return list(standing_candidates(election))
    found = outcome_of(election)
    return counting.after_the_lot(found, {one: one.lot_place for one in found.tied})


def why_not_eligible(candidate):
    """Why a candidate may not stand, in words; empty where the portal knows no reason (facts 4.3)."""
    election = candidate.election
    seat = election.council.seats.on(election.term_starts_on).filter(kind=election.seat_kind).first()
    line = seats.line_of(seat, election.term_starts_on) if seat else None
    if line is None:
        return _("The council has no such seat when the term begins.")
    term = SeatTerm(
        seat=seat,
        user=candidate.user,
        name="" if candidate.user_id else candidate.name,
        starts_on=election.term_starts_on,
        ends_on=election.term_ends_on,
    )
    before = seats.terms_before(term)
    if line.most_terms and before >= line.most_terms:
        words = _("%(person)s has held %(total)s terms in a row; the council's rules allow %(most)s.")
        return words % {"person": candidate, "total": before, "most": line.most_terms}
    if term.user_id and seat_held_then(term):
        words = _("%(person)s holds a voting seat of this council in that time already.")
        return words % {"person": candidate}
    return ""


# ---------------------------------------------------------------------- the count


@transaction.atomic
def enter_count(election, *, figures, votes, by, sheet=None, today=None):
    """Keep what was counted: `figures` of the ballots, `votes` {candidate: votes}. Raises NotPossible, in words."""
    locked, today = locked_election(election), today or timezone.localdate()
    if locked.state not in (VOTING, COUNTED):
        raise NotPossible(
            _("Somebody else was faster: this election is now “%(state)s”.") % {"state": locked.get_state_display()}
        )
    if today < locked.voting_until:
        words = _("Voting lasts until %(day)s: count after it.")
        raise NotPossible(words % {"day": date_format(locked.voting_until)})
    for name, value in figures.items():
        setattr(locked, name, value)
    if found := count_faults(locked, votes):
        raise NotPossible(" ".join(found))
    for candidate, total in votes.items():
        candidate.votes, candidate.lot_place = total, None
        candidate.save()
    locked.state, locked.state_since, locked.counted_by = COUNTED, timezone.now(), by
    locked.lot_how, locked.lot_by, locked.lot_on = "", "", None
    locked.sheet = sheet or locked.sheet
    locked.save()
    return locked


def count_faults(election, votes):
    """Where the figures of a count do not agree with each other, in words."""
    valid, found = election.ballots_valid, []
    if election.ballots_issued > election.electors_total:
        found.append(_("More ballots were handed out than there are voters."))
    if election.ballots_returned > election.ballots_issued:
        found.append(_("More ballots came back than were handed out."))
    if valid < 0:
        found.append(_("More ballots are spoilt than came back."))
    if not found:
        found += [
            _("%(person)s has more votes than there are valid ballots.") % {"person": candidate}
            for candidate, total in votes.items()
            if total > valid
        ]
        difference = counting.disagreement(votes.values(), election.votes_unused, valid, election.seats_total)
        if difference:
            words = _(
                "%(valid)s valid ballots with %(seats)s votes each make %(wanted)s votes; counted and unused votes "
                "come to %(have)s."
            )
            wanted = valid * election.seats_total
            words = words % {
                "valid": valid, "seats": election.seats_total, "wanted": wanted, "have": wanted + difference
            }  # fmt: skip
            found.append(words)
    return found


@transaction.atomic
def draw_lot(election, *, places, how, by, on):
    """Keep how a tie was decided: `places` {candidate: place}. Raises NotPossible where there is no tie."""
    locked = locked_election(election)
    tied = outcome_of(locked).tied
    if locked.state not in (COUNTED, CONFIRMED) or set(places) != set(tied) or not tied:
        raise NotPossible(_("There is no tie to be drawn for now."))
    locked.candidates.update(lot_place=None)
    for candidate, place in places.items():
        Candidate.objects.filter(pk=candidate.pk).update(lot_place=place)
    locked.lot_how, locked.lot_by, locked.lot_on = how, by, on
    locked.save()
    return locked


# ---------------------------------------------------------------------- turnout


@dataclass(frozen=True)
class Turnout:
    """How many of those entitled voted. `share`: from 0 to 1, None where it is not known or too small to be shown."""

    share: float | None = None
    is_hidden: bool = False


def turnout_of(election, rule=None):
    """The share of households (or teachers, students) that voted, hidden by the portal's rule for small numbers."""
    electors, voted = election.electors_total, election.ballots_returned
    if not electors or voted is None or election.state != ElectionState.CERTIFIED:
        return Turnout()
    rule = rule or rule_in_force()
    is_small = electors < rule.min_denominator or voted < rule.min_numerator or electors - voted < rule.min_complement
    return Turnout(is_hidden=True) if is_small else Turnout(share=voted / electors)


def year_of(election):
    """The school year in which an election is held."""
    return school_years.fall_year_of(election.voting_from)


def held_in(fall_year):
    days: tuple[date, date] = (school_years.first_day(fall_year), school_years.last_day(fall_year))
    return Q(voting_from__range=days)
