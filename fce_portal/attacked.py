"""Everything under attack: the one list of what the apps publish of people behind a gate (`attack_published`)."""

import time

from indicators.attack import figures, served
from indicators.attack.report import Tally, attack
from partnerships import attacked

# What it is called, and the tables of it. The councils' own surveys are surveys.
SOURCES = [
    ("Surveys", attacked.surveys),
    ("Families on partnerships", attacked.evaluations),
    ("Families after events", attacked.feedback),
    ("Home languages", attacked.home_languages),
    ("Children without a home", attacked.homeless_totals),
]


def attack_everything(*, seconds, readings=(), clock=time.monotonic):
    """A Tally for the figures of indicators and for each of `SOURCES`; at most so many seconds a table."""
    yield figures_tally(seconds, readings, clock)
    for label, targets in SOURCES:
        yield attack(label, targets(), seconds=seconds, clock=clock)


def figures_tally(seconds, readings, clock):
    tally = attack("Figures of indicators", figures.targets(readings), seconds=seconds, clock=clock)
    tally.findings += list(figures.differing(readings))
    return tally


def read_as_everybody(fall_year, *, formats, tell):
    """What each kind of reader gets out of the files; anybody reads all schools', roles some."""
    for reader in served.readers():
        reading = served.read(reader, fall_year, formats=formats, few=reader != served.ANYBODY)
        tell(reading)
        yield reading


__all__ = ["Tally", "attack_everything", "read_as_everybody"]
