"""Schools that close or become part of another: what it means is said before, then it is planned, and until its day has
come it can be undone.

A plan takes hold at once by dates: `School.closed_on` is set, so that from the day after the school is in no form, list
of duties or figure of the running year, and stays in those of its own time. What else has to end then is ended by the
rooms (`ChangePart`; the roof lists them in `settings.SCHOOL_CHANGES`). Nothing is moved to the school that carries on:
what a school was stays under its own name and code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import schools
from district.access import Can
from district.models import Membership, School, SchoolChange, SchoolProfile, User
from district.models.notices import Group
from district.notices import Kind, people_of_the_district, tell
from district.year_passages import Becomes, Looked

CLOSES = Kind(
    "school.closes", Group.OWN_WORK, gettext_lazy("%(school)s closes: its last day is %(day)s."), Can.VIEW_ACTIVITY
)
MERGES = Kind(
    "school.merges",
    Group.OWN_WORK,
    gettext_lazy("%(closing)s becomes part of %(into)s; its last day of its own is %(day)s."),
    Can.VIEW_ACTIVITY,
)
STAYS = Kind(
    "school.stays",
    Group.OWN_WORK,
    gettext_lazy("%(closing)s stays open: what was planned is undone."),
    Can.VIEW_ACTIVITY,
)
KINDS = {kind.code: kind for kind in (CLOSES, MERGES, STAYS)}


@dataclass(frozen=True)
class ChangePart:
    """What a school that closes means for one thing of a room.

    `look(school, last_day)` gives `Looked` and writes nothing. Where something has to end,
    `carry(school, last_day, by)` ends it and returns plain data with which `take_back` restores it; what somebody
    changed since stays as it is.
    """

    code: str
    room: str
    what: str
    becomes: Becomes
    look: Callable
    carry: Callable | None = None
    take_back: Callable | None = None

    @property
    def mark(self):
        return {Becomes.ENDS: "stopped", Becomes.GOES_ON: "good"}.get(self.becomes, "waiting")


class NotPossible(Exception):
    """What was asked cannot be done; the text says why, in words for the page."""


def parts():
    return import_module(settings.SCHOOL_CHANGES).PARTS


def looked_at(school, last_day):
    """[(part, `Looked`)] of every room: what would become of everything at the school after its last day."""
    return [(part, part.look(school, last_day)) for part in parts()]


def why_not(school, last_day, into=None):
    """What speaks against it, in a sentence; empty where nothing does."""
    if school.changes.standing().exists():
        return _("A change of %(school)s is planned already. Undo that one first.") % {"school": school}
    if school.closed_on:
        return _("%(school)s is closed already.") % {"school": school}
    if school.opened_on and last_day <= school.opened_on:
        return _("%(school)s closes after it opens.") % {"school": school}
    if into is not None and into.pk == school.pk:
        return _("A school cannot become part of itself.")
    if into is not None and not is_open_on(into, last_day + schools.ONE_DAY):
        return _("%(school)s is not open on the day after, so it cannot carry on.") % {"school": into}
    if school.takes_in.standing().filter(last_day__gte=last_day).exists():
        return _("%(school)s is to take in another school on a later day, so it has to be open then.") % {
            "school": school
        }
    return ""


def is_open_on(school, day):
    return (school.opened_on is None or school.opened_on <= day) and (
        school.closed_on is None or school.closed_on >= day
    )


@transaction.atomic
def plan(*, closing, last_day, into=None, reason, by):
    """Have schools close after a day, or become part of `into` from the next day on; all of them or none.

    Returns the `SchoolChange`s. Raises NotPossible with the first reason against it, and then nothing is changed.
    """
    keys = [school.pk for school in closing] + ([into.pk] if into else [])
    locked = {one.pk: one for one in School.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    into = locked[into.pk] if into else None
    made = []
    for school in (locked[one.pk] for one in closing):
        if reason_against := why_not(school, last_day, into):
            raise NotPossible(reason_against)
        done = {part.code: kept for part in parts() if part.carry and (kept := part.carry(school, last_day, by))}
        whom = people_concerned(school, into)
        change = SchoolChange.objects.create(
            school=school, last_day=last_day, into=into, reason=reason, planned_by=by, done=done
        )
        schools.close_school(school=school, closed_on=last_day, successors=[into] if into else [], by=by)
        say(MERGES if into else CLOSES, change, whom, by=by)
        made.append(change)
    return made


@transaction.atomic
def undo(change, *, by):
    """Take a planned change back, with all that it ended. Raises NotPossible once its day has come."""
    kept = SchoolChange.objects.select_for_update().get(pk=change.pk)
    if kept.undone_at:
        raise NotPossible(_("This is undone already."))
    if not kept.is_to_come:
        raise NotPossible(_("Its day has come: what is history stays. Enter the school anew if it opens again."))
    if kept.school.changes.exclude(pk=kept.pk).standing().exists() or kept.school.closed_on != kept.last_day:
        raise NotPossible(_("The last day of the school was changed since. Correct that first."))
    kept.undone_at, kept.undone_by = timezone.now(), by
    kept.save()
    schools.keep_open(school=kept.school, not_into=kept.into)
    for part in parts():
        if part.code in kept.done:
            part.take_back(kept.done[part.code])
    say(STAYS, kept, people_concerned(kept.school, kept.into), by=by)
    return kept


def people_concerned(school, into):
    """Who holds a role at the schools today, and the central office."""
    at_schools = Membership.objects.current().filter(school__in=[one for one in (school, into) if one])
    held = User.objects.filter(is_active=True, pk__in=at_schools.values("user"))
    office = people_of_the_district(Can.EDIT_SCHOOL)
    return list({person.pk: person for person in [*held, *office]}.values())


def say(kind, change, people, *, by):
    words = {"closing": change.school.name, "into": change.into.name if change.into else "", "day": change.last_day}
    path = reverse("district:school-detail", args=[change.school.code])
    tell(kind, people, about=change, path=path, key=f"{kind.code}/{change.pk}", by=by, school=change.school, **words)


# ------------------------------------------------------------------ roles


def roles_after(school, last_day):
    return Membership.objects.filter(school=school).exclude(ends_on__lte=last_day)


def look_at_roles(school, last_day):
    found = roles_after(school, last_day)
    says = _("Roles at the school end with its last day. Give people roles at the school that carries on by hand.")
    later = found.filter(starts_on__gt=last_day).count()
    in_the_way = ()
    if later:
        words = _("Roles begin after the last day: %(total)s. End them on the page of each person.") % {"total": later}
        in_the_way = ((words, reverse("district:person-list")),)
    return Looked(found.count() - later, says, in_the_way=in_the_way)


def end_roles(school, last_day, by):
    found = list(roles_after(school, last_day).filter(starts_on__lte=last_day))
    return end_all(found, last_day)


def give_roles_back(kept):
    restore_ends(Membership, kept)


# ------------------------------------------------------------------ facts


def facts_after(school, last_day):
    return SchoolProfile.objects.filter(school=school).exclude(ends_on__lte=last_day)


def look_at_facts(school, last_day):
    says = _("Name, grades, tier and address hold to the last day and stay to be read in “Facts over time”.")
    return Looked(facts_after(school, last_day).count(), says)


def end_facts(school, last_day, by):
    return end_all(facts_after(school, last_day).filter(starts_on__lte=last_day), last_day)


def give_facts_back(kept):
    restore_ends(SchoolProfile, kept)


# ------------------------------------------------------------------ rows that end on a day, for all rooms


def end_all(rows, last_day):
    """End rows with an `ends_on` with the last day; plain data with which `restore_ends` gives them their own back."""
    kept = []
    for row in rows:
        kept.append([row.pk, row.ends_on.isoformat() if row.ends_on else None, last_day.isoformat()])
        row.ends_on = last_day
        row.save(update_fields=["ends_on"])
    return kept


def restore_ends(model, kept):
    """Give rows the end they had, unless somebody has given them another meanwhile."""
    stored = model.objects.select_for_update().in_bulk([pk for pk, _before, _ended in kept])
    for pk, before, ended in kept:
        row = stored.get(pk)
        if row and row.ends_on and row.ends_on.isoformat() == ended:
            row.ends_on = date.fromisoformat(before) if before else None
            row.save(update_fields=["ends_on"])


PARTS = [
    ChangePart(
        "district.facts",
        gettext_lazy("The district"),
        gettext_lazy("Facts of the school"),
        Becomes.ENDS,
        look_at_facts,
        end_facts,
        give_facts_back,
    ),
    ChangePart(
        "district.roles",
        gettext_lazy("The district"),
        gettext_lazy("Roles at the school"),
        Becomes.ENDS,
        look_at_roles,
        end_roles,
        give_roles_back,
    ),
]
