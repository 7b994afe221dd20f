"""Domain A: how a council is composed, against the state's model, and who chose it (facts 4.2, 10 A)."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from governance.effectiveness.lines import counted, share, unknown
from governance.models import Election, SeatLine
from governance.models.councils import SeatKind
from governance.models.elections import Constituency, ElectionState
from governance.models.seats import HowFilled
from governance.reference import STATE
from governance.seats import standings

ELECTED_SEATS = (SeatKind.PARENT, SeatKind.TEACHER)
BY_ELECTION = (HowFilled.ELECTED, HowFilled.ACCLAIMED)


def lines(asked):
    """{council id: lines}. Eight queries, however many councils there are."""
    state = list(SeatLine.objects.filter(model=STATE))
    voted = turnouts(asked)
    return {
        one.council.pk: [*seats(one, state), votes(one), elected(one), turnout(voted.get(one.council.pk))]
        for one in standings(asked.councils, asked.day)
    }


def seats(standing, state):
    """Voting seats that are filled, and each kind of seat against the state's model."""
    label, total = _("Voting seats filled"), standing.voting_seats
    yield counted(
        "A-FILLED", label, len(standing.voting_members), total, _("The council's own model: %(total)s seats vote.")
        % {"total": total},
    )  # fmt: skip
    for line in state:
        if wanted := line.seats_at(standing.is_high_school):
            compared = _("The state's model, General Statutes 10-223j: %(wanted)s.") % {"wanted": wanted}
            label = _("Seats filled: %(kind)s") % {"kind": line.get_kind_display()}
            yield counted(f"A-{line.kind}", label, standing.filled(line.kind), wanted, compared)


def votes(standing):
    voters = standing.voting_members
    parents = sum(term.kind == SeatKind.PARENT for term in voters)
    compared = _("The state's model makes parents half of the votes.")
    return share("A-VOTES", _("Parents among the voting members"), parents, len(voters), compared, 50)


def elected(standing):
    """Parents and teachers whose seat was filled by an election; who finishes another's term was not elected to it."""
    held = [term for term in standing.voting_members if term.kind in ELECTED_SEATS and term.how != HowFilled.VACANCY]
    chosen = sum(term.how in BY_ELECTION for term in held)
    compared = _("The law has parents and teachers elected by their own.")
    return share("A-ELECTED", _("Parents and teachers who were elected"), chosen, len(held), compared, 100)


def turnouts(asked):
    """{council id: the newest certified election of parents up to the year, with the turnout before it}. One query."""
    elections = Election.objects.filter(
        constituency=Constituency.PARENTS, state=ElectionState.CERTIFIED, electors_total__gt=0
    ).exclude(ballots_returned=None)
    earlier = elections.filter(council=OuterRef("council"), voting_until__lt=OuterRef("voting_from"))
    earlier = earlier.order_by("-voting_until")
    found = elections.filter(council__in=[one.pk for one in asked.councils], voting_until__lte=asked.day).annotate(
        ballots_before=Subquery(earlier.values("ballots_returned")[:1]),
        electors_before=Subquery(earlier.values("electors_total")[:1]),
    )
    return {one.council_id: one for one in found.order_by("council_id", "-voting_until").distinct("council_id")}


def turnout(election):
    label = _("Households that voted in the last election of parents")
    if election is None:
        return unknown("A-TURNOUT", label)
    compared = ""
    if election.electors_before:
        before = round(100 * election.ballots_before / election.electors_before)
        compared = _("The election before: %(percent)s%%.") % {"percent": before}
    return share("A-TURNOUT", label, election.ballots_returned, election.electors_total, compared)
