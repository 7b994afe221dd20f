"""A profile as it is read: each domain with its measures, both sides' ratings as far as they may be seen, its actions.

While it is open a reading is worked out from the records when somebody looks. When it is closed it is kept as it was,
in each language (`closing.py`), and read from there.
"""

from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from governance.effectiveness.asked import Asked
from governance.effectiveness.domains import DOMAINS, NEEDED, Evidence
from governance.effectiveness.lines import Held, Line
from governance.models import Council, EffectivenessProfile
from governance.models.effectiveness import Domain


class Standing(models.TextChoices):
    """How a domain stands by its own measures. There is no sum over domains: a profile has no single number."""

    MET = "MET", gettext_lazy("As wanted")
    IN_PART = "IN_PART", gettext_lazy("In part")
    NOT_MET = "NOT_MET", gettext_lazy("Needs help")
    UNJUDGED = "UNJUDGED", gettext_lazy("Not judged")
    UNKNOWN = "UNKNOWN", gettext_lazy("Not recorded")


STANDING_KINDS = {
    Standing.MET: "good",
    Standing.IN_PART: "warn",
    Standing.NOT_MET: "bad",
    Standing.UNJUDGED: "neutral",
    Standing.UNKNOWN: "waiting",
}


@dataclass(frozen=True)
class Part:
    """One domain of one council."""

    domain: Domain
    lines: tuple

    @property
    def title(self):
        return str(self.domain.label)

    @property
    def question(self):
        return str(DOMAINS[self.domain].question)

    @property
    def evidence(self):
        return DOMAINS[self.domain].evidence

    @property
    def evidence_words(self):
        return str(self.evidence.label)

    @property
    def judged(self):
        return [line for line in self.lines if line.held in (Held.MET, Held.NOT_MET)]

    @property
    def met(self):
        return [line for line in self.judged if line.held == Held.MET]

    @property
    def is_recorded(self):
        """Whether there is anything to read; what is hidden altogether is no evidence."""
        return any(line.held not in (Held.UNKNOWN, Held.HIDDEN) for line in self.lines)

    @property
    def standing(self):
        if not self.is_recorded:
            return Standing.UNKNOWN
        if not self.judged:
            return Standing.UNJUDGED
        if len(self.met) == len(self.judged):
            return Standing.MET
        return Standing.IN_PART if self.met else Standing.NOT_MET

    @property
    def standing_kind(self):
        return STANDING_KINDS[self.standing]

    @property
    def sentence(self):
        """How many of its measures are as wanted, in words; empty where none is judged."""
        if not self.judged:
            return ""
        return _("%(met)s of %(judged)s as wanted") % {"met": len(self.met), "judged": len(self.judged)}


@dataclass
class Reading:
    """One council in one year, domain by domain. `profile`: None where none is begun."""

    council: Council
    fall_year: int
    parts: list
    profile: EffectivenessProfile | None = None
    kept: dict = field(default_factory=dict)  # what a closed profile showed besides: ratings, actions

    @property
    def kinds(self):
        """The kinds of evidence that there are, of those a complete profile needs."""
        there = {part.evidence for part in self.parts if part.is_recorded}
        return [kind for kind in NEEDED if kind in there]

    @property
    def missing_kinds(self):
        return [kind for kind in NEEDED if kind not in self.kinds]

    @property
    def is_complete(self):
        return not self.missing_kinds

    @property
    def needs_help(self):
        """The domains in which nothing is as wanted."""
        return [part for part in self.parts if part.standing == Standing.NOT_MET]

    def part(self, domain):
        return next(part for part in self.parts if part.domain == domain)


def readings(councils, fall_year, today=None):
    """The `Reading` of each council in a school year, in their order; of closed profiles as they were kept.

    `councils` come with their schools and models. The number of queries does not depend on how many there are.
    """
    councils = list(councils)
    found = EffectivenessProfile.objects.filter(school__in=[one.school_id for one in councils], fall_year=fall_year)
    profiles = {one.school_id: one for one in found.select_related("worked_on")}
    live = [one for one in councils if not (one.school_id in profiles and profiles[one.school_id].is_closed)]
    asked = Asked(live, fall_year, today or timezone.localdate(), profiles)
    counted = {domain: asks.lines(asked) for domain, asks in DOMAINS.items()} if live else {}
    made = []
    for council in councils:
        profile = profiles.get(council.school_id)
        if profile is not None:
            profile.school = council.school
        if profile is not None and profile.is_closed:
            made.append(kept_reading(council, profile))
        else:
            parts = [Part(domain, tuple(counted[domain][council.pk])) for domain in DOMAINS]
            made.append(Reading(council, fall_year, parts, profile))
    return made


def reading_of(council, fall_year, today=None):
    return readings([council], fall_year, today)[0]


def kept_reading(council, profile):
    """A closed profile in the reader's language, as it was when it was closed."""
    kept = profile.kept.get(get_language()) or profile.kept["en"]
    parts = [Part(Domain(part["domain"]), tuple(Line(**line) for line in part["lines"])) for part in kept["parts"]]
    return Reading(council, profile.fall_year, parts, profile, kept)


def recorded(readings):
    """How many of these stand how, by domain: {domain: {standing: number}}."""
    tally = {domain: dict.fromkeys(Standing, 0) for domain in DOMAINS}
    for reading in readings:
        for part in reading.parts:
            tally[part.domain][part.standing] += 1
    return tally


__all__ = ["Evidence", "Part", "Reading", "Standing", "reading_of", "readings", "recorded"]
