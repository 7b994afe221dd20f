"""When a council can act and what a vote comes to, against a plain re-statement of the rule over random councils."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.models.meeting_records import Choice, Majority, Outcome
from governance.quorum import most_at_once, outcome_of, there_at

VOTES = st.lists(st.sampled_from(list(Choice)), min_size=1, max_size=17)
CLOCKS = st.one_of(st.none(), st.times(time(17), time(20)).map(lambda clock: clock.replace(second=0, microsecond=0)))
STAYS = st.lists(st.tuples(CLOCKS, CLOCKS).filter(lambda stay: None in stay or stay[0] < stay[1]), max_size=14)


@given(VOTES, st.integers(1, 9))
def test_a_simple_majority(choices, quorum):
    there = [choice for choice in choices if choice != Choice.ABSENT]
    in_favour, against = choices.count(Choice.FOR), choices.count(Choice.AGAINST)
    outcome = outcome_of(choices, Majority.SIMPLE, quorum)
    assert (outcome == Outcome.NOT_VALID) == (len(there) < quorum)
    if outcome != Outcome.NOT_VALID:
        assert (outcome == Outcome.CARRIED) == (in_favour > against)
        assert (outcome == Outcome.TIED) == (in_favour == against > 0)


@given(VOTES, st.integers(1, 9))
def test_two_thirds_of_those_who_vote(choices, quorum):
    cast = choices.count(Choice.FOR) + choices.count(Choice.AGAINST)
    outcome = outcome_of(choices, Majority.TWO_THIRDS, quorum)
    if outcome != Outcome.NOT_VALID:
        assert (outcome == Outcome.CARRIED) == (cast > 0 and choices.count(Choice.FOR) / cast >= 2 / 3 - 1e-9)


@given(VOTES, st.integers(1, 9), st.sampled_from([Choice.ABSENT]))
def test_members_who_are_not_there_change_no_result(choices, quorum, absent):
    assert outcome_of(choices, Majority.SIMPLE, quorum) == outcome_of([*choices, absent], Majority.SIMPLE, quorum)


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        ([Choice.FOR] * 5 + [Choice.AGAINST] * 3, Outcome.CARRIED),
        ([Choice.FOR] * 4 + [Choice.AGAINST] * 4, Outcome.TIED),
        ([Choice.FOR] * 7, Outcome.NOT_VALID),
        ([Choice.FOR] * 1 + [Choice.ABSTAIN] * 7, Outcome.CARRIED),
        ([Choice.ABSTAIN] * 8, Outcome.LOST),
        ([Choice.FOR] * 6 + [Choice.RECUSED] * 2, Outcome.CARRIED),
    ],
)
def test_fourteen_seats_with_a_quorum_of_eight(choices, outcome):
    assert outcome_of(choices + [Choice.ABSENT] * (14 - len(choices)), Majority.SIMPLE, 8) == outcome


@given(STAYS)
def test_the_most_at_once_is_the_most_at_any_minute(stays):
    minutes = [time(0)] + [time(hour, minute) for hour in range(17, 21) for minute in range(60)]
    assert most_at_once(stays) == max(there_at(stays, minute) for minute in minutes)


def test_who_leaves_as_another_comes_does_not_meet_them():
    assert most_at_once([(None, time(18)), (time(18), None)]) == 1
