"""Actions that somebody agreed to and that are followed until they are done or dropped: how each stands on a day.

The tables are those of the apps above; their columns `owner`, `who`, `due_on`, `state`, `ended_on`, `ended_note` mean
the same everywhere, and what is said of them is said here once.
"""

from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActionState(models.TextChoices):
    OPEN = "OPEN", _("Under way")
    DONE = "DONE", pgettext_lazy("action", "Done")
    DROPPED = "DROPPED", pgettext_lazy("action", "Dropped")


def is_late_on(today, prefix=""):
    """The condition of being late on a day; what has no day by when is never late. `prefix`: the way to the actions,
    with its underscores."""
    return Q(**{f"{prefix}state": ActionState.OPEN, f"{prefix}due_on__lt": today})


def is_done(prefix=""):
    return Q(**{f"{prefix}state": ActionState.DONE})


class FollowedQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=ActionState.OPEN)

    def late(self, today):
        return self.filter(is_late_on(today))

    def done(self):
        return self.filter(state=ActionState.DONE)

    def tally(self, today):
        """How many there are and how they stand: {"made", "done", "dropped", "late"}. One query."""
        return self.aggregate(
            made=Count("pk"),
            done=Count("pk", filter=is_done()),
            dropped=Count("pk", filter=Q(state=ActionState.DROPPED)),
            late=Count("pk", filter=is_late_on(today)),
        )


class FollowedAction:
    """Mixin of their models. It holds no columns: each table keeps its own, in its own order, as its history does."""

    @property
    def is_open(self):
        return self.state == ActionState.OPEN

    @property
    def person(self):
        """Whoever does it: by name where they have an account, else in the words that were written."""
        return str(self.owner) if self.owner_id else self.who

    def is_late(self, today):
        return self.is_open and self.due_on is not None and self.due_on < today


def ends_with_a_day_and_words(name, **more):
    """The constraint by which an action ends: on a day, with what shows it or why it is dropped."""
    return models.CheckConstraint(
        name=name,
        condition=Q(state=ActionState.OPEN, ended_on=None, ended_note="")
        | (~Q(state=ActionState.OPEN) & Q(ended_on__isnull=False) & ~Q(ended_note="")),
        **more,
    )


def has_somebody(name):
    """The constraint by which somebody does it: a person with an account, or somebody in words."""
    return models.CheckConstraint(
        name=name, condition=Q(owner__isnull=False) | ~Q(who=""), violation_error_message=_("Say who does it.")
    )


class How(models.TextChoices):
    DONE = "DONE", pgettext_lazy("action", "Done")
    DROPPED = "DROPPED", pgettext_lazy("action", "Dropped")
    LATE = "LATE", pgettext_lazy("action", "Late")
    UNDER_WAY = "UNDER_WAY", _("Under way")


HOW_KINDS = {How.DONE: "good", How.DROPPED: "stopped", How.LATE: "bad", How.UNDER_WAY: "active"}


def how_of(action, today):
    if not action.is_open:
        return How(action.state)
    return How.LATE if action.is_late(today) else How.UNDER_WAY


@dataclass(frozen=True)
class Followed:
    """An action as it stands on a day. `is_carried`: it arose in an earlier year."""

    action: models.Model
    how: How
    is_carried: bool = False

    @property
    def kind(self):
        return HOW_KINDS[self.how]


def stand(actions, today):
    """Each of some actions as it stands on a day."""
    return [Followed(one, how_of(one, today)) for one in actions]


@transaction.atomic
def save(form, *, tell):
    """Save an action from its form; `tell(action)` is called where somebody with an account has newly got it."""
    before = form._meta.model.objects.filter(pk=form.instance.pk).values_list("owner", flat=True).first()
    action = form.save()
    if action.owner_id and action.owner_id != before:
        tell(action)
    return action


def end(action, *, state, ended_on, note, evidence=None):
    """Say that an action is done, with what shows it, or dropped, with the reason. `evidence`: a stored file."""
    action.state, action.ended_on, action.ended_note = state, ended_on, note
    if evidence:
        action.evidence = evidence
    action.save()


def ended_or_given_away(model):
    """For notices to an owner: settled where the action is done or dropped, or given to somebody else."""

    def over(notices):
        still = model.objects.open().filter(pk__in=[one.about_id for one in notices])
        owners = dict(still.values_list("pk", "owner"))
        return {one.pk for one in notices if owners.get(one.about_id) != one.recipient_id}

    return over


def ended(model):
    """For reminders, which go to others than the owner too: settled where the action is done or dropped."""

    def over(notices):
        still = set(model.objects.open().filter(pk__in=[one.about_id for one in notices]).values_list("pk", flat=True))
        return {one.pk for one in notices if one.about_id not in still}

    return over
