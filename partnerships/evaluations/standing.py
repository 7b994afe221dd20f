"""How an evaluation stands on a day, in a word and a sentence: without a word of what anybody rated."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy


class State(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("evaluation", "Open")
    LATE = "LATE", pgettext_lazy("evaluation", "Late")
    SHARED = "SHARED", gettext_lazy("Shared")
    DECIDED = "DECIDED", gettext_lazy("Decided")


KINDS = {State.OPEN: "active", State.LATE: "bad", State.SHARED: "good", State.DECIDED: "good"}


@dataclass(frozen=True)
class Standing:
    state: State
    sentence: str

    @property
    def kind(self):
        return KINDS[self.state]


def standing_of(evaluation, today):
    """`evaluation` comes with its sides prefetched where there are many."""
    if evaluation.decision:
        return Standing(State.DECIDED, str(evaluation.get_decision_display()))
    left_out = [one for one in evaluation.sides.all() if one.is_left_out]
    if evaluation.is_shared:
        missing = _("without: %(sides)s") % {"sides": labels(evaluation, left_out)} if left_out else ""
        return Standing(State.SHARED, missing)
    waiting = [one for one in evaluation.sides.all() if one.is_waiting]
    sentence = _("Not handed in yet: %(sides)s") % {"sides": labels(evaluation, waiting)}
    return Standing(State.LATE if evaluation.due_on < today else State.OPEN, sentence)


def labels(evaluation, sides):
    return ", ".join(evaluation.side_label(one.side) for one in sides)
