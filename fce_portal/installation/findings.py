"""What a look at the installation found, in words for whoever runs it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    GOOD = "good"
    ADVICE = "advice"  # it works; somebody should know or do this all the same
    MISSING = "missing"  # people will be let down: the exit code says so


@dataclass(frozen=True)
class Finding:
    """`sentence` says what is so and, where something is to be done, what; it holds no password and no key."""

    kind: Kind
    sentence: str


def good(sentence):
    return Finding(Kind.GOOD, sentence)


def advice(sentence):
    return Finding(Kind.ADVICE, sentence)


def missing(sentence):
    return Finding(Kind.MISSING, sentence)
