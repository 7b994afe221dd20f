"""Actions that somebody agreed to and that are followed until they are done or dropped: how each stands on a day."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionState(models.TextChoices):
    OPEN = "OPEN", _("Under way")
    DONE = "DONE", _("Done")
    DROPPED = "DROPPED", _("Dropped")


class FollowedQuerySet(models.QuerySet):
    """Of actions with `state`, `due_on` and `ended_on`."""

    def open(self):
        return self.filter(state=ActionState.OPEN)

    def late(self, today):
        return self.open().filter(due_on__lt=today)

    def done(self):
        return self.filter(state=ActionState.DONE)


class How(models.TextChoices):
    DONE = "DONE", _("Done")
    DROPPED = "DROPPED", _("Dropped")
    LATE = "LATE", _("Late")
    UNDER_WAY = "UNDER_WAY", _("Under way")


HOW_KINDS = {How.DONE: "good", How.DROPPED: "stopped", How.LATE: "bad", How.UNDER_WAY: "active"}


def how_of(action, today):
    if action.state != ActionState.OPEN:
        return How(action.state)
    return How.LATE if action.due_on < today else How.UNDER_WAY


@dataclass(frozen=True)
class Followed:
    """An action as it stands on a day. `is_carried`: it arose in an earlier year."""

    action: models.Model
    how: How
    is_carried: bool

    @property
    def kind(self):
        return HOW_KINDS[self.how]
