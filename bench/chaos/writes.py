"""What people of a run did, and what each may count on: the record that the portal is held against afterwards."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field

ACKNOWLEDGED, UNKNOWN, REFUSED = "acknowledged", "unknown", "refused"


@dataclass
class Logged:
    """An activity or a service entry, by the key of its form; `values`: what was sent, as the database spells it."""

    key: str
    values: dict
    is_acknowledged: bool = False
    sent: int = 0
    pk: int = 0
    # What it may say after edits: the last value that was acknowledged, and those whose answer never came.
    may_be: list = field(default_factory=list)
    files: list = field(default_factory=lambda: [None])  # the same of the file that is its evidence (SHA-256)


@dataclass
class Table:
    """A table that was brought: all its rows or none."""

    mark: str
    rows: int
    is_large: bool
    address: str = ""
    is_asked: bool = False  # the word to log it was taken
    is_acknowledged: bool = False  # the page said that its rows are logged


class Record:
    """Everything, shared by all people of a run."""

    def __init__(self):
        self.lock = threading.Lock()
        self.activities, self.service, self.tables = {}, {}, {}
        self.votes = defaultdict(list)  # (motion, member) → what it may say
        self.votes_acknowledged = 0
        self.remarks = {}  # text → whether it was acknowledged
        self.outcomes = Counter()  # (kind, outcome)
        self.answers = Counter()  # (faults in force, what people saw)
        self.failures = []  # (page, faults, what) of answers that were no clear ones
        self.oddities = []  # refusals, of which there should be none
        self.exports = []  # what was wrong with a file that came whole

    def note(self, kind, outcome):
        with self.lock:
            self.outcomes[kind, outcome] += 1

    def total(self, outcome):
        return sum(number for (_kind, how), number in self.outcomes.items() if how == outcome)


def settle(may_be, value, outcome):
    """What a value may be after one more write: an acknowledged one alone, an unknown one beside those before."""
    if outcome == ACKNOWLEDGED:
        may_be[:] = [value]
    elif value not in may_be:
        may_be.append(value)
