"""The definitions of an indicator over the years, and how one is changed: proposed, then approved by another person."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from district import school_years
from indicators import counting
from indicators.models import DefinitionChange, PublicationStamp
from indicators.models.definitions import LANGUAGES, TEXTS


@dataclass(frozen=True)
class Definition:
    """A definition and the school years that are counted by it, in the language in force. `since` None: as adopted with
    the plan; `until` None: it still counts."""

    definition: str
    counted: str
    of_whom: str
    source: str
    since: int | None = None
    until: int | None = None
    reason: str = ""
    change: DefinitionChange | None = None

    @property
    def years_text(self):
        first = "" if self.since is None else school_years.label(self.since)
        last = "" if self.until is None else school_years.label(self.until)
        words = {"first": first, "last": last}
        if first and last:
            return (
                _("School years %(first)s to %(last)s") % words if first != last else _("School year %(first)s") % words
            )
        if first:
            return _("From school year %(first)s on") % words
        return _("Up to school year %(last)s") % words if last else _("All school years")


def all_of(indicator):
    """Every definition that counted or counts, the newest first. One query, and none where nothing was changed."""
    changes = []
    if indicator.breaks:
        changes = list(indicator.definition_changes.approved().select_related("proposed_by", "approved_by"))
    changes.sort(key=lambda one: one.fall_year)
    ends = [one.fall_year - 1 for one in changes] + [None]
    known = counting.counting_of(indicator.pk)
    first = Definition(
        indicator.definition,
        str(known.counted) if known else "",
        str(known.of_whom) if known else "",
        indicator.source,
        until=ends[0],
    )
    later = [
        Definition(**{name: one.text(name) for name in TEXTS}, since=one.fall_year, until=end, change=one)
        for one, end in zip(changes, ends[1:], strict=True)
    ]
    return [first, *later][::-1]


def of_year(indicator, fall_year):
    """The definition by which a school year is counted."""
    return next(one for one in all_of(indicator) if one.since is None or one.since <= fall_year)


LABELS = {
    "definition": gettext_lazy("Definition"),
    "counted": gettext_lazy("What is counted"),
    "of_whom": gettext_lazy("Out of whom"),
    "source": gettext_lazy("Source of the definition"),
}


def compared(change):
    """What a proposal says beside what counts in its school year: [{label, before, after, language}], both languages,
    what stays the same left out."""
    rows = []
    for language in LANGUAGES:
        with override(language):
            before = of_year(change.indicator, change.fall_year)
            texts = [(name, getattr(before, name), change.text(name)) for name in LABELS]
        rows += [
            {"label": LABELS[name], "before": old, "after": new, "language": language}
            for name, old, new in texts
            if old != new
        ]
    return rows


def as_adopted(indicator):
    """The texts that a first proposal begins with, {field: text}: those in force, in each language."""
    newest = indicator.definition_changes.approved().order_by("-fall_year").first()
    if newest:
        return {f"{name}_{one}": getattr(newest, f"{name}_{one}") for name in TEXTS[:-1] for one in LANGUAGES}
    return counting.texts_in_all_languages(indicator)


def propose(change, *, by):
    """Save a proposal or a changed one. Whoever wrote it last is its proposer."""
    change.proposed_by, change.proposed_at = by, timezone.now()
    change.save()
    return change


@transaction.atomic
def approve(change, *, by):
    """Let a proposal count from its school year on. Raises ValidationError where it is the own one, or where another
    change of the same year was approved meanwhile."""
    change.approved_by, change.approved_at = by, timezone.now()
    try:
        change.full_clean()
    except ValidationError:
        change.approved_by = change.approved_at = None
        raise
    change.save()
    PublicationStamp.advance()
    return change


def decline(change, *, by, reason):
    change.declined_by, change.declined_at, change.declined_reason = by, timezone.now(), reason
    change.save()
    return change
