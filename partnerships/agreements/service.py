"""The service log at work: what may be logged, and the one table of an entry's way from logged to confirmed."""

import uuid
from contextlib import nullcontext
from dataclasses import dataclass

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from district import school_years
from district.access import Can
from district.models import SchoolYear
from indicators.tasks import ring
from partnerships.agreements import notices
from partnerships.models import ProgrammeSite, ServiceEntry, ServiceRemark
from partnerships.models.agreements import ONCE_ACTIVE
from partnerships.models.scope import scope_of
from partnerships.models.service import COUNTS, ServiceState

DAYS = ("starts_on", "ends_on")
COUNTED = (*DAYS, *COUNTS)


class NotPossible(Exception):
    """Something that an entry does not allow now; its text says why, in words for the page."""


# ---------------------------------------------------------------------- logging


def faults(entry, *, places, today):
    """{field: what is wrong with it, in words} of an entry that is not stored yet; empty where it can be logged.

    Needs no query where `programme.agreement` is read: `places` are the ids of the schools of the programme (None: the
    district as one place). The model's own constraints are not asked here.
    """
    programme = entry.programme
    found = {}
    if entry.school_id not in places:
        found["school"] = _("This program does not serve this school.")
    if programme.agreement.state not in ONCE_ACTIVE:
        found["programme"] = _("The agreement of this program is not in force yet.")
    first, last = school_years.first_day(programme.fall_year), school_years.last_day(programme.fall_year)
    if entry.starts_on is None:
        return found
    if not first <= entry.starts_on <= last:
        words = {"year": programme.year_label}
        found["starts_on"] = _("This program is of the school year %(year)s; the day is not in it.") % words
    elif (entry.ends_on or entry.starts_on) > today:
        found["ends_on" if entry.starts_on <= today else "starts_on"] = _("Log service after it took place.")
    elif entry.ends_on and not is_within_a_month(entry):
        found["ends_on"] = _("First and last day lie in one month. Log each month by itself.")
    return found


def is_within_a_month(entry):
    first, last = entry.starts_on, entry.ends_on
    return first <= last and (first.year, first.month) == (last.year, last.month)


def places_of(programme):
    """Ids of the schools of a programme, as `faults` takes them."""
    return set(programme.sites.values_list("school", flat=True))


def log_service(*, programme, school, starts_on, ends_on=None, by=None, link=None, entry_key=None, **values):
    """Write one entry once: returns it and whether it is new.

    `by` is the person, or `link` the `ServiceLink` with which it was logged. `values`: sessions, hours, adults_total,
    families_total, students_total, is_unduplicated, note. A form or a line that arrives again carries the same
    `entry_key`; the first entry is returned then, untouched. Raises ValidationError by field where it cannot be.
    """
    entry = ServiceEntry(
        programme=programme,
        school=school,
        starts_on=starts_on,
        ends_on=ends_on or starts_on,
        logged_by=by,
        link=link,
        entry_key=entry_key or uuid.uuid4(),
        **values,
    )
    if found := faults(entry, places=places_of(programme), today=timezone.localdate()):
        raise ValidationError(found)
    first = ServiceEntry.objects.filter(entry_key=entry.entry_key).first()
    if first is None:
        entry.full_clean(exclude=["entry_key"])
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
                ring()
            return entry, True
        except IntegrityError:
            first = ServiceEntry.objects.filter(entry_key=entry.entry_key).first()
            if first is None:
                raise
    is_theirs = first.programme_id == programme.pk and (first.logged_by, first.link) == (by, link)
    if is_theirs:
        return first, False
    # Somebody else's key, made up or copied: it says nothing about this form.
    return log_service(
        programme=programme, school=school, starts_on=starts_on, ends_on=ends_on, by=by, link=link, **values
    )


def sites_to_log(user, today):
    """The places where the person can log service of programmes of this school year and of the last one."""
    scope = scope_of(user, Can.LOG_SERVICE)
    fall_year = school_years.fall_year_of(today)
    sites = ProgrammeSite.objects.filter(
        programme__fall_year__in=(fall_year, fall_year - 1), programme__agreement__state__in=ONCE_ACTIVE
    )
    if not scope.everything:
        sites = sites.filter(scope.rows(partner="programme__agreement__partner", school="school"))
    return sites.select_related("programme__agreement__partner", "school").order_by(
        "-programme__fall_year", "programme__name", "school__name", "pk"
    )


def last_of(user, today):
    """What the person logged last for a programme of the running school year, or None."""
    own = ServiceEntry.objects.visible_to(user).filter(logged_by=user)
    own = own.filter(programme__fall_year=school_years.fall_year_of(today)).select_related("programme", "school")
    return own.order_by("-logged_at", "-pk").first()


# ---------------------------------------------------------------------- the way of an entry

S = ServiceState


@dataclass(frozen=True)
class Move:
    """One step: from which states, to which, who may, what its button says, whether a text goes with it."""

    name: str
    label: str
    from_states: tuple
    to_state: str
    permission: Can
    asks_for_text: str = ""


MOVES = {
    move.name: move
    for move in (
        Move(
            "confirm",
            gettext_lazy("Confirm it"),
            (S.LOGGED, S.QUESTIONED, S.ANSWERED),
            S.CONFIRMED,
            Can.CONFIRM_SERVICE,
        ),
        Move(
            "question",
            gettext_lazy("Ask about it"),
            (S.LOGGED, S.ANSWERED, S.CONFIRMED),
            S.QUESTIONED,
            Can.CONFIRM_SERVICE,
            gettext_lazy("What is not clear?"),
        ),
        Move(
            "answer",
            pgettext_lazy("verb", "Answer"),
            (S.QUESTIONED,),
            S.ANSWERED,
            Can.LOG_SERVICE,
            gettext_lazy("Your answer"),
        ),
        Move(
            "take-back",
            gettext_lazy("Take it back"),
            (S.LOGGED, S.QUESTIONED, S.ANSWERED),
            S.WITHDRAWN,
            Can.LOG_SERVICE,
            gettext_lazy("Why is it taken back?"),
        ),
    )
}
STATE_KINDS = {
    S.LOGGED: "waiting",
    S.QUESTIONED: "warn",
    S.ANSWERED: "active",
    S.CONFIRMED: "good",
    S.WITHDRAWN: "stopped",
}


def lets(user, permission, entry):
    """Whether the person may do this with an entry: at its school, or for its partner."""
    scope = scope_of(user, permission)
    return scope.reaches(partner_id=entry.programme.agreement.partner_id, school_id=entry.school_id)


def speaks_for(user, entry):
    """Whether the person may answer for what was logged and correct it: the partner's contacts, central office, and
    whoever logged it. A school does not alter what a partner logged: it asks."""
    scope = scope_of(user, Can.LOG_SERVICE)
    is_own = entry.logged_by_id == user.pk and entry.school_id in scope.schools
    return scope.everything or is_own or entry.programme.agreement.partner_id in scope.partners


def may_take(user, step, entry):
    """Whether the person may take this step with an entry, whatever its state."""
    if step.permission == Can.LOG_SERVICE:
        return speaks_for(user, entry)
    return lets(user, step.permission, entry)


def moves_for(user, entry):
    """The steps that an entry can take now and the person may take."""
    fitting = [one for one in MOVES.values() if entry.state in one.from_states and may_take(user, one, entry)]
    return [one for one in fitting if not (one.name == "confirm" and entry.logged_by_id == user.pk)]


@transaction.atomic
def move(name, *, entry, by, text=""):
    """Take an entry one step on its way. Raises NotPossible, in words.

    Who may is asked before; the state is asked here, with the row locked.
    """
    step = MOVES[name]
    locked = ServiceEntry.objects.select_for_update(of=("self",)).select_related(
        "programme__agreement__partner", "school"
    )
    locked = locked.get(pk=entry.pk)
    if locked.state not in step.from_states:
        words = {"state": locked.get_state_display()}
        raise NotPossible(_("Somebody else was faster: this entry is now “%(state)s”.") % words)
    text = " ".join(text.split())
    if step.asks_for_text and not text:
        raise NotPossible(_("Write a sentence first."))
    if name == "confirm" and locked.logged_by_id == by.pk:
        raise NotPossible(_("A second person confirms what one has logged."))
    set_state(locked, step.to_state)
    if name == "confirm":
        locked.confirmed_by, locked.confirmed_values = by, None
    if name == "take-back":
        locked.reason = text[:300]
    if name == "question" and locked.confirmed_by_id:
        locked.confirmed_by = None
    with noted_if_closed([locked.starts_on], text):
        locked.save()
    if name in ("question", "answer"):
        say(locked, ServiceRemark.Kind.QUESTION if name == "question" else ServiceRemark.Kind.ANSWER, text, by=by)
    ring()
    return locked


def say(entry, kind, text, *, by):
    """Keep a question or an answer about an entry, and tell those who wait for it."""
    ServiceRemark.objects.create(entry=entry, kind=kind, text=text[:500], said_by=by)
    notices.tell_remark(entry, kind, by=by)


def noted_if_closed(days, text=""):
    """What counts in a closed school year changes only with a note in the history: here the text that goes with the
    step, else a sentence that says when it was taken."""
    closed = any(year.is_locked for day in days if (year := SchoolYear.objects.holding(day)))
    return (
        pghistory.context(note=(text or _("Confirmed after the school year was closed."))[:200])
        if closed
        else nullcontext()
    )


def set_state(entry, state):
    entry.state, entry.state_since = state, timezone.now()
    entry.version += 1


@transaction.atomic
def confirm_several(entries, *, by):
    """Confirm all of these that wait for it and that somebody else logged; returns how many. One statement."""
    waiting = entries.to_confirm().exclude(logged_by=by)
    keys = list(waiting.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if not keys:
        return 0
    confirmed = ServiceEntry.objects.filter(pk__in=keys)
    ends = confirmed.aggregate(first=Min("starts_on"), last=Max("starts_on"))
    with noted_if_closed(ends.values()):
        confirmed.update(state=S.CONFIRMED, state_since=timezone.now(), confirmed_by=by, confirmed_values=None)
    ring()
    return len(keys)


@transaction.atomic
def correct(entry, *, by):
    """Store the counts of `entry` as they were changed in memory. Raises NotPossible, ValidationError.

    A confirmed entry goes back to logged, and keeps what was confirmed beside what is said now; a questioned one is
    answered by it.
    """
    stored = ServiceEntry.objects.select_for_update().get(pk=entry.pk)
    if stored.state == S.WITHDRAWN:
        raise NotPossible(_("This entry was taken back: log it anew."))
    if found := faults(entry, places=places_of(entry.programme), today=timezone.localdate()):
        raise ValidationError(found)
    changed = changes(stored.values(), entry.values())
    entry.confirmed_by, entry.confirmed_values = stored.confirmed_by, stored.confirmed_values
    entry.state, entry.state_since, entry.version = stored.state, stored.state_since, stored.version + 1
    if changed:
        entry.logged_by = by
        if stored.state == S.CONFIRMED:
            entry.confirmed_by, entry.confirmed_values = None, stored.values()
            set_state(entry, S.LOGGED)
        elif stored.state == S.QUESTIONED:
            set_state(entry, S.ANSWERED)
    entry.save()
    if changed and stored.state == S.QUESTIONED:
        text = _("Corrected: %(changes)s") % {"changes": "; ".join(changed)}
        say(entry, ServiceRemark.Kind.ANSWER, text, by=by)
    ring()
    return entry


def changes(before, after):
    """What differs between two `ServiceEntry.values()`, each in words with both values."""
    said = []
    for name in COUNTED:
        old, new = before.get(name), after.get(name)
        if old != new:
            label = ServiceEntry._meta.get_field(name).verbose_name
            words = {"label": label, "before": shown(old), "now": shown(new)}
            said.append(_("%(label)s %(before)s, now %(now)s") % words)
    return said


def shown(value):
    return _("not known") if value is None else str(value)
