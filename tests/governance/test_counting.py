"""Counting: against a plain restatement, over random elections."""

from hypothesis import given
from hypothesis import strategies as st

from governance.counting import after_the_lot, disagreement, outcome

tallies = st.dictionaries(st.integers(1, 12), st.integers(0, 20), max_size=10)
seats = st.integers(1, 7)


@given(votes=tallies, seats=seats)
def test_never_more_are_elected_than_there_are_seats_and_nobody_without_a_vote(votes, seats):
    found = outcome(votes, seats)

    assert len(found.elected) + found.to_draw <= seats
    assert all(votes[one] for one in (*found.elected, *found.tied))
    assert not found.tied or 0 < found.to_draw < len(found.tied)


@given(votes=tallies, seats=seats)
def test_whoever_is_elected_has_more_votes_than_whoever_is_not(votes, seats):
    found = outcome(votes, seats)
    left = [votes[one] for one in votes if one not in (*found.elected, *found.tied)]

    assert all(votes[one] > most for one in found.elected for most in left)
    assert all(votes[one] > votes[tied] for one in found.elected for tied in found.tied)
    assert len({votes[one] for one in found.tied}) <= 1


@given(votes=tallies, seats=seats, data=st.data())
def test_a_lot_fills_just_the_seats_that_votes_leave(votes, seats, data):
    found = outcome(votes, seats)
    places = dict(zip(data.draw(st.permutations(list(found.tied))), range(1, len(found.tied) + 1), strict=True))

    elected = after_the_lot(found, places)

    wanted = min(seats, sum(1 for total in votes.values() if total))
    assert len(elected) == len(set(elected)) == wanted
    assert after_the_lot(found, {}) is None or not found.tied


@given(ballots=st.lists(st.sets(st.integers(1, 6), max_size=3), max_size=40))
def test_a_tally_of_real_ballots_always_agrees_and_one_that_is_off_never_does(ballots):
    votes = {one: sum(one in ballot for ballot in ballots) for one in range(1, 7)}
    unused = sum(3 - len(ballot) for ballot in ballots)

    assert disagreement(votes.values(), unused, len(ballots), 3) == 0
    assert disagreement(votes.values(), unused + 1, len(ballots), 3) == 1


def test_two_with_equally_many_votes_for_one_seat_draw_a_lot():
    found = outcome({"Ana": 9, "Ben": 5, "Cy": 5, "Di": 1}, 2)

    assert (found.elected, set(found.tied), found.to_draw) == (("Ana",), {"Ben", "Cy"}, 1)
    assert after_the_lot(found, {"Ben": 2, "Cy": 1}) == ("Ana", "Cy")
