"""When a council can act, and what a vote comes to: plain arithmetic (facts 4.6, 4.7).

Only voting members count, for the quorum and for the result. Who abstains or is recused is there, but does not vote;
a tie does not carry. A vote that was taken without a quorum decides nothing.
"""

from collections import Counter
from datetime import time

from governance.models.meeting_records import Choice, Majority, Outcome

VOTES_CAST = (Choice.FOR, Choice.AGAINST)
NOT_THERE = (Choice.ABSENT, "")


def most_at_once(stays):
    """The most members who were there at one moment; `stays`: (arrived, left) of each, None for an open end.

    Who leaves as another arrives does not meet them.
    """
    changes = []
    for arrived, left in stays:
        changes.append((arrived or time.min, 1))
        if left is not None:
            changes.append((left, -1))
    now = most = 0
    for _moment, change in sorted(changes):  # at the same moment, -1 comes first: leaving before arriving
        now += change
        most = max(most, now)
    return most


def there_at(stays, moment):
    """How many were there at a moment of the day."""
    return sum((arrived or time.min) <= moment and (left is None or moment < left) for arrived, left in stays)


def outcome_of(choices, majority, quorum):
    """What the votes of all voting members come to; `choices` holds one `Choice` for each of them."""
    tally = Counter(choices)
    present = sum(number for choice, number in tally.items() if choice not in NOT_THERE)
    if present < quorum:
        return Outcome.NOT_VALID
    for_total, against_total = tally[Choice.FOR], tally[Choice.AGAINST]
    if majority == Majority.TWO_THIRDS:
        carried = for_total > 0 and 3 * for_total >= 2 * (for_total + against_total)
        return Outcome.CARRIED if carried else Outcome.LOST
    if for_total == against_total:
        return Outcome.TIED if for_total else Outcome.LOST
    return Outcome.CARRIED if for_total > against_total else Outcome.LOST
