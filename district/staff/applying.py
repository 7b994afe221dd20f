"""Takes a staff file in: in one transaction, one file at a time, and only as it was seen."""

from datetime import timedelta

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from district import invitations, people
from district.models import Membership, School, User
from district.staff.planning import plan

ONE_AT_A_TIME = 640_012  # any number that nothing else locks


class ManyLeave(Exception):
    """Refused: so many roles would end that somebody has to say that the file is whole."""


@transaction.atomic
def apply(found, *, on, by=None, many_may_leave=False, look=None):
    """Write what `plan` finds and return it, with the people who are new. Raises ManyLeave.

    `look` is shown the plan before anything is written, and may raise to stop it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    with pghistory.context(user=by.pk if by else None, note="Staff file"):
        planned = plan(found, on)
        if look:
            look(planned)
        if planned.many_leave and not many_may_leave:
            raise ManyLeave
        done = planned.effects
        invited = [make_account(one) for one in planned.people]
        done["people"] = [user.pk for user in invited]
        done["roles"] = [[role.pk, iso(role.ends_on)] for role in give_roles(planned.roles, on)]
        for user, name in planned.renamed:
            done["renamed"].append([user.pk, user.name, name])
            user.name = name
            user.save(update_fields=["name"])
        for role in planned.taken_over:
            done["taken_over"].append(role.pk)
            role.from_file = True
            role.save(update_fields=["from_file"])
        for change in planned.changed:
            if change.listed.ends_on and change.listed.ends_on < change.membership.starts_on:
                end(change.membership, on - timedelta(days=1), by, done)
            else:
                done["days"].append([change.membership.pk, iso(change.membership.ends_on), iso(change.listed.ends_on)])
                change.membership.ends_on = change.listed.ends_on
                people.change_role(membership=change.membership, by=by)
        for role in planned.leaves:
            end(role, on - timedelta(days=1), by, done)
    return planned, invited


def end(role, ends_on, by, done):
    """Let a role end, and note how it stood before: `undoing` makes it so again."""
    if role.starts_on > ends_on:  # it never began: the row goes
        done["removed"].append(fields_of(role))
    else:
        done["days"].append([role.pk, iso(role.ends_on), iso(ends_on)])
    people.end_role(membership=role, ends_on=ends_on, by=by)


def fields_of(role):
    return {
        "user": role.user_id,
        "school": role.school_id,
        "role": role.role,
        "starts_on": iso(role.starts_on),
        "ends_on": iso(role.ends_on),
        "from_file": role.from_file,
        "legitimate_interest": role.legitimate_interest,
    }


def iso(day):
    return day.isoformat() if day else None


def make_account(one):
    user = User.objects.create_user(
        email=one.email, name=one.name, preferred_language=one.language, invited_at=timezone.now()
    )
    people.address_of(user)
    return user


def give_roles(listed, on):
    users = {user.email.lower(): user for user in User.objects.filter(email__in=[one.email for one in listed])}
    schools = {school.code: school for school in School.objects.filter(code__in={one.school for one in listed})}
    return Membership.objects.bulk_create(
        Membership(
            user=users[one.email],
            role=one.role,
            school=schools[one.school],
            starts_on=max(one.starts_on or on, on),  # what held before the portal knew of it opens nothing
            ends_on=one.ends_on,
            from_file=True,
        )
        for one in listed
    )


def invite(users, *, by):
    """Put the invitations of new people into the outbox; workers send them."""
    for user in users:
        invitations.queue(user=user, by=by)
