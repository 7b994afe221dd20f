"""Counting an election: plain arithmetic on plain numbers. No database.

Each ballot carries as many votes as there are seats, at most one for each candidate. Those with the most votes are
elected; who has none is not. Where two have equally many and the seats do not reach for both, a lot decides.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """Who is elected by votes alone; who must draw a lot, and for how many seats."""

    elected: tuple
    tied: tuple = ()
    to_draw: int = 0


def outcome(votes, seats):
    """The `Outcome` for `votes` ({candidate: votes}) and a number of seats."""
    ranked = sorted((one for one in votes if votes[one]), key=lambda one: -votes[one])
    if len(ranked) <= seats:
        return Outcome(tuple(ranked))
    last_in, first_out = votes[ranked[seats - 1]], votes[ranked[seats]]
    if last_in != first_out:
        return Outcome(tuple(ranked[:seats]))
    clear = tuple(one for one in ranked if votes[one] > last_in)
    tied = tuple(one for one in ranked if votes[one] == last_in)
    return Outcome(clear, tied, seats - len(clear))


def after_the_lot(found, places):
    """Who is elected once the lot is drawn; `places`: {candidate: place, from 1}. None while places are missing."""
    if any(places.get(one) is None for one in found.tied):
        return None
    drawn = sorted(found.tied, key=lambda one: places[one])[: found.to_draw]
    return (*found.elected, *drawn)


def disagreement(votes, unused, valid, seats):
    """By how many votes a tally does not agree with its valid ballots; 0 where it does.

    Every valid ballot has `seats` votes, used or not: the votes counted and those not used come to just that.
    """
    return sum(votes) + unused - valid * seats
