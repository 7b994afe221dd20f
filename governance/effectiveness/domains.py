"""The domains of facts 10: what each asks, by which kind of evidence, and who counts its measures."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.effectiveness import (
    answered,
    composed,
    duties_done,
    met,
    observed,
    outcomes,
    perceived,
    practice,
    trained,
    voices,
)
from governance.models.effectiveness import Domain


class Evidence(models.TextChoices):
    RECORDS = "RECORDS", _("Records")
    SURVEY = "SURVEY", _("Survey")
    OBSERVATION = "OBSERVATION", _("Observation")
    CONTEXT = "CONTEXT", _("Context")


# Below three kinds of evidence a profile is incomplete (facts 10).
NEEDED = (Evidence.RECORDS, Evidence.SURVEY, Evidence.OBSERVATION)


@dataclass(frozen=True)
class Asks:
    """One domain: its question, its kind of evidence, and the function that counts it for many councils at once."""

    domain: Domain
    question: str
    evidence: Evidence
    lines: Callable


R = Evidence.RECORDS
DOMAINS = {
    one.domain: one
    for one in (
        Asks(Domain.COMPOSITION, _("Are the seats filled, and filled as the law says?"), R, composed.lines),
        Asks(Domain.REPRESENTATION, _("Do its parents speak for all families of the school?"), R, voices.lines),
        Asks(
            Domain.LEGAL_PRACTICE, _("Does the public hear of meetings, votes and minutes in time?"), R, practice.lines
        ),
        Asks(Domain.MEETINGS, _("Does it meet, can it act, and is everybody understood?"), R, met.lines),
        Asks(Domain.DUTIES, _("Does it do what the law asks of it, in time for the decision?"), R, duties_done.lines),
        Asks(Domain.CAPACITY, _("Are its members and officers trained?"), R, trained.lines),
        Asks(Domain.INFLUENCE, _("Is its advice answered, and with a reason?"), R, answered.lines),
        Asks(
            Domain.PERCEPTIONS,
            _("What do members, the principal and other parents say?"),
            Evidence.SURVEY,
            perceived.lines,
        ),
        Asks(
            Domain.OBSERVATION,
            _("What does a trained observer see at its meetings?"),
            Evidence.OBSERVATION,
            observed.lines,
        ),
        Asks(Domain.OUTCOMES, _("What did it work on, and how did that move?"), Evidence.CONTEXT, outcomes.lines),
    )
}  # fmt: skip
