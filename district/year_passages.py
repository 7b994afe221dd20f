"""Into a new school year, for the whole portal: what every room does then, said before it is done, and undone.

Each room declares its parts (`YearPart`); the roof lists them (`settings.YEAR_PARTS`). Most of a year begins by itself:
then a part only says so, with its numbers. What has to be carried over is carried in one transaction and recorded as a
`YearPassage`; it can be undone as long as nobody has built on it. The rules themselves stay in the rooms.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.models import School, SchoolYear, YearPassage

UNDO_WITHIN = timedelta(days=30)


class Becomes(models.TextChoices):
    """What becomes of something when the school year begins."""

    CARRIED = "CARRIED", gettext_lazy("Carried over")
    EMPTY = "EMPTY", gettext_lazy("Begins empty")
    ENDS = "ENDS", gettext_lazy("Ends")
    GOES_ON = "GOES_ON", gettext_lazy("Goes on by itself")
    BY_HAND = "BY_HAND", gettext_lazy("Decided by hand")


MARKS = {"CARRIED": "active", "EMPTY": "neutral", "ENDS": "stopped", "GOES_ON": "good", "BY_HAND": "waiting"}


@dataclass(frozen=True)
class Looked:
    """What a part finds: how many rows it is about, what that means in a sentence, how many at each school ({school id:
    number}), and what stands in the way: (sentence, address) pairs."""

    number: int
    says: str
    by_school: dict = field(default_factory=dict)
    in_the_way: tuple = ()


@dataclass(frozen=True)
class YearPart:
    """One thing of a room that a school year touches.

    `look(fall_year)` gives `Looked` and writes nothing. Where something has to be done, `carry(fall_year, by)` does
    what is missing and returns plain data about the rows it made, empty where there was nothing to do; of the same
    data `held_back` says in sentences what was built on them since, and `take_back` removes them.
    """

    code: str
    room: str
    what: str
    becomes: Becomes
    look: Callable
    carry: Callable | None = None
    held_back: Callable | None = None
    take_back: Callable | None = None
    at_school: str = ""  # said of one school, where `what` speaks of several and there is one at each

    @property
    def mark(self):
        return MARKS[self.becomes]


class NotPossible(Exception):
    """What was asked cannot be done; `reasons` are sentences for the page."""

    def __init__(self, *reasons):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def parts():
    return import_module(settings.YEAR_PARTS).PARTS


def years_open(today=None):
    """The school years into which the portal can be taken now: the running one and the next."""
    running = school_years.fall_year_of(today or timezone.localdate())
    return running, running + 1


def looked_at(fall_year):
    """[(part, Looked)] of every room, in the order of the rooms."""
    return [(part, part.look(fall_year)) for part in parts()]


def to_carry(fall_year):
    """How many records wait to be carried over into a year."""
    return sum(part.look(fall_year).number for part in parts() if part.carry)


def by_school(looked):
    """[(school, [(part, number)])] of schools where something is, by name, and of what there is there."""
    counting = [(part, found.by_school) for part, found in looked if found.by_school]
    keys = {key for _part, numbers in counting for key, number in numbers.items() if number}
    schools = School.objects.filter(pk__in=keys).order_by("name", "code")
    return [(one, [(part, of[one.pk]) for part, of in counting if of.get(one.pk)]) for one in schools]


def standing(fall_year):
    """The passage into a year that stands, or None."""
    return YearPassage.objects.filter(year=fall_year, undone_at=None).select_related("by", "year").first()


@transaction.atomic
def carry_out(fall_year, *, by):
    """Carry over what has to be, in all rooms or in none, and return the passage; the one that stands if there is one,
    so that a second wish, also at the same moment, changes nothing. Raises NotPossible for a year too far away."""
    if fall_year not in years_open():
        raise NotPossible(_("Only the running school year and the next can be begun."))
    SchoolYear.objects.select_for_update().get(pk=fall_year)  # whoever comes second waits here
    if before := standing(fall_year):
        return before
    done = {part.code: kept for part in parts() if part.carry and (kept := part.carry(fall_year, by))}
    return YearPassage.objects.create(year_id=fall_year, done=done, by=by)


def what_holds_back(passage):
    """Sentences: what of a passage somebody has built on since, and so keeps it from being undone."""
    if passage.at + UNDO_WITHIN < timezone.now():
        return [_("It was done more than %(days)s days ago.") % {"days": UNDO_WITHIN.days}]
    return [words for part, kept in parts_of(passage) for words in part.held_back(kept)]


def parts_of(passage):
    """(part, what it did) of a passage; a part that the portal has no longer is left alone."""
    return [(part, passage.done[part.code]) for part in parts() if part.code in passage.done]


@transaction.atomic
def undo(passage, *, by):
    """Take back all that a passage did. Raises NotPossible with what holds it back, and then changes nothing."""
    kept = YearPassage.objects.select_for_update().get(pk=passage.pk)
    if kept.undone_at:
        raise NotPossible(_("This is undone already."))
    if reasons := what_holds_back(kept):
        raise NotPossible(*reasons)
    for part, done in reversed(parts_of(kept)):
        part.take_back(done)
    kept.undone_at, kept.undone_by = timezone.now(), by
    kept.save()
    return kept
