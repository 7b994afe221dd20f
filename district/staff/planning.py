"""Compares a staff file with the roles that people hold today. Writes nothing."""

from dataclasses import dataclass, field

from district.models import Membership, School, User
from district.staff.reading import FILE_ROLES, Issue


def no_effects():
    return {part: [] for part in ("people", "roles", "days", "removed", "renamed", "taken_over")}


@dataclass
class Planned:
    """What taking the file would do.

    `people`: Listed of somebody without an account, each address once; `roles`: Listed with a role that is new;
    `changed`: (Membership, Listed) with other days; `renamed`: (User, name); `taken_over`: Memberships that were given
    by hand and that the file now speaks for; `leaves`: Memberships that the file gave and no longer names.
    """

    people: list = field(default_factory=list)
    roles: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    renamed: list = field(default_factory=list)
    taken_over: list = field(default_factory=list)
    leaves: list = field(default_factory=list)
    same_total: int = 0
    issues: list = field(default_factory=list)
    effects: dict = field(default_factory=no_effects)  # filled where the plan is carried out (`district.staff.undoing`)

    @property
    def changes_anything(self):
        return any((self.people, self.roles, self.changed, self.renamed, self.taken_over, self.leaves))

    @property
    def many_leave(self):
        """Whether so many would leave that the file is more likely cut off than right: more than ten and a fifth."""
        held = len(self.leaves) + self.same_total + len(self.changed)
        return len(self.leaves) > 10 and len(self.leaves) * 5 > held


@dataclass(frozen=True)
class Change:
    membership: Membership
    listed: object


def plan(found, on):
    """What the file says against what holds `on` a day. Five queries, however long the file is."""
    planned = Planned(issues=list(found.issues))
    schools = {school.code: school for school in School.objects.open_on(on)}
    known = {user.email.lower(): user for user in User.objects.all()}
    held, lent = roles_held(on), roles_lent(on)
    named, asked = set(), set()
    for one in found.listed:
        user, school = known.get(one.email), schools.get(one.school)
        if school is None:
            planned.issues.append(Issue(one.line, one.email, "no_school", one.school))
        elif user and not user.is_active:
            planned.issues.append(Issue(one.line, one.email, "shut"))
        elif (one.email, one.role, school.pk) in lent:
            last = lent[one.email, one.role, school.pk]
            planned.issues.append(Issue(one.line, one.email, "stands_in", last.isoformat()))
        else:
            place(planned, one, user, held.get((one.email, one.role, school.pk)), on)
            named.add((one.email, one.role, school.pk))
            if user is None and one.email not in asked:
                planned.people.append(one)
            elif user and user.name != one.name and one.email not in asked:
                planned.renamed.append((user, one.name))
            asked.add(one.email)
    refused = {issue.who.lower() for issue in planned.issues}  # a row that was not understood takes nothing away
    planned.leaves = [
        role for key, role in held.items() if role.from_file and key not in named and key[0] not in refused
    ]
    return planned


def roles_held(on):
    current = Membership.objects.current(on).filter(role__in=FILE_ROLES, lent_from=None)
    later = Membership.objects.filter(role__in=FILE_ROLES, lent_from=None, starts_on__gt=on)
    both = (current | later).select_related("user", "school").order_by("-starts_on")
    return {(role.user.email.lower(), role.role, role.school_id): role for role in both}


def roles_lent(on):
    """The last day of each role that somebody holds for a colleague: the database lets nobody hold it twice."""
    lent = Membership.objects.filter(role__in=FILE_ROLES, lent_from__isnull=False, ends_on__gte=on)
    return {(role.user.email.lower(), role.role, role.school_id): role.ends_on for role in lent.select_related("user")}


def place(planned, one, user, role, on):
    if role is None:
        if one.ends_on is None or one.ends_on >= on:
            planned.roles.append(one)
        return
    if not role.from_file:
        planned.taken_over.append(role)
    if role.ends_on != one.ends_on:
        planned.changed.append(Change(role, one))
    else:
        planned.same_total += 1
