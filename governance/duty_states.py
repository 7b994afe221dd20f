"""How a duty of a council stands in a school year: the one rule, plain arithmetic of days (facts 4.4, 10 E)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.duty_catalogue import Recurrence


class State(models.TextChoices):
    OPEN = "OPEN", _("Open")
    IN_TIME = "IN_TIME", pgettext_lazy("duty", "Done in time")
    LATE = "LATE", _("Done late")
    OVERDUE = "OVERDUE", _("Overdue")
    NOTHING = "NOTHING", _("Nothing arose this year")


# For a table of many schools × duties.
SHORT = {
    State.OPEN: _("Open"),
    State.IN_TIME: _("In time"),
    State.LATE: _("Done late"),
    State.OVERDUE: _("Overdue"),
    State.NOTHING: _("None"),
}
DONE = (State.IN_TIME, State.LATE)
STATE_KINDS = {
    State.OPEN: "waiting",
    State.IN_TIME: "good",
    State.LATE: "warn",
    State.OVERDUE: "bad",
    State.NOTHING: "neutral",
}


def state_of(recurrence, *, due, done_on, begun_on, today):
    """The `State` of a duty in a year.

    `due`: the last day for what is done once a year. `done_on`: the days of the evidence that counts. `begun_on`: the
    days on which something began that is not finished, such as interviews without a report; of what arises.

    Once a year: the first evidence decides, and doing it again later takes nothing back. A day that is still to come is
    no evidence. What only arises is open while something that began is not finished.
    """
    done_on = [day for day in done_on if day <= today]
    if recurrence == Recurrence.ANNUAL:
        if done_on:
            return State.IN_TIME if min(done_on) <= due else State.LATE
        return State.OVERDUE if today > due else State.OPEN
    if any(day <= today for day in begun_on):
        return State.OPEN
    return State.IN_TIME if done_on else State.NOTHING
