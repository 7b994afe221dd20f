"""Everything under attack: the one list of what the apps publish of people behind a gate (`attack_published`)."""

import sys
import time

from django.conf import settings
from django.utils.translation import override

from district.models import School
from fce_portal import attacked_pages
from indicators.attack import figures, moving, served
from indicators.attack.report import Tally, attack
from indicators.attack.stored import told_and_not_told
from indicators.attack.telling import Ear
from partnerships import attacked
from plans.models import Initiative

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


def an_ear():
    """Hears what is hidden, and takes the number of an initiative for no figure."""
    numbered = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            numbered |= {str(one) for one in Initiative.objects.all()}
    return Ear(*told_and_not_told(), numbered)


def read_as_everybody(fall_year, *, formats, tell, seconds, clock=time.monotonic):
    """What each kind of reader gets out of files, pages, documents and feeds, and what is made, kept or sent; at most
    about so many seconds for each. Anybody reads files in all formats, roles in one each, by turns."""
    ear = an_ear()
    for number, reader in enumerate(served.readers()):
        is_anybody = reader == served.ANYBODY
        reading = served.read(
            reader,
            fall_year,
            formats=formats if is_anybody else [formats[number % len(formats)]],
            most=sys.maxsize if is_anybody else served.MOST_SCHOOLS,
            further=attacked_pages.addresses,
            ear=ear,
            until=clock() + seconds,
        )
        tell(reading)
        yield reading
    everywhere = attacked_pages.addresses(
        fall_year, list(School.objects.order_by("code").values_list("code", flat=True))
    )
    reading = moving.read_twice(everywhere, until=clock() + seconds)
    tell(reading)
    yield reading
    reading = served.read_documents(attacked_pages.documents(fall_year), ear)
    tell(reading)
    yield reading


__all__ = ["Tally", "attack_everything", "read_as_everybody"]
