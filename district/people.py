"""What happens to people: they are invited, given roles, lose them, leave and come back.

Sending the invitation is the caller's part (`district.invitations`), after the transaction is over.
"""

from contextlib import contextmanager
from datetime import date, timedelta

import pghistory
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import sessions, standing_in
from district.access import Role
from district.models import Membership, User


class LastAdministrator(Exception):
    """Refused: after this nobody could invite people or change roles."""

    message = _(
        "This is the last district administrator. Give the role to another person first: without one nobody could "
        "invite people or change roles."
    )

    def __str__(self):
        return str(self.message)


@transaction.atomic
def invite(*, email, name, language, membership, by):
    """Make an account that waits for its password, with a first role (`membership`, unsaved).

    The address counts as confirmed: only whoever reads its mail can choose the password.
    """
    with pghistory.context(user=by and by.pk):
        user = User.objects.create_user(email=email, name=name, preferred_language=language, invited_at=timezone.now())
        address_of(user)
        membership.user = user
        membership.save()
    return user


def address_of(user):
    """The confirmed address that sign-in and password mail go by; made where it is missing."""
    address, _created = EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return address


@transaction.atomic
def invite_again(*, user, by):
    """Note that the invitation goes out once more; the link in an earlier mail works until it expires."""
    with pghistory.context(user=by and by.pk):
        address_of(user)
        user.invited_at = timezone.now()
        user.save(update_fields=["invited_at"])


class NotWaiting(Exception):
    """Refused: the person has signed in already; there is no invitation to withdraw."""


@transaction.atomic
def withdraw_invitation(*, user, by):
    """Shut the account of somebody who never signed in: no link of an earlier mail opens it. Raises NotWaiting.

    Inviting again later is a matter of letting the person sign in again.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_invited:
        raise NotWaiting
    with pghistory.context(user=by and by.pk), an_administrator_stays(timezone.localdate()):
        user.set_unusable_password()  # another one than before: what signs the links has changed
        user.is_active = False
        user.invited_at = None
        user.save(update_fields=["password", "is_active", "invited_at"])
        standing_in.end_all_of(user)


@transaction.atomic
def add_role(*, membership, by):
    with pghistory.context(user=by and by.pk):
        membership.save()
    return membership


@transaction.atomic
def change_role(*, membership, by):
    """Store a changed membership; refused where it would leave the district without an administrator."""
    with pghistory.context(user=by and by.pk), an_administrator_stays(*days_that_matter(membership.ends_on)):
        membership.save()
        standing_in.keep_within(membership)
    return membership


@transaction.atomic
def end_role(*, membership, ends_on, by):
    """Let a role end after `ends_on`; refused where nobody would be administrator on the day after.

    A role that was to begin later than that never begins: it is taken away, and the history keeps it.
    """
    with pghistory.context(user=by and by.pk), an_administrator_stays(*days_that_matter(ends_on)):
        if membership.starts_on > ends_on:
            membership.delete()
        else:
            membership.ends_on = ends_on
            membership.save(update_fields=["ends_on"])
            standing_in.keep_within(membership)


@transaction.atomic
def deactivate(*, user, by):
    """Shut an account: the person's open sessions end with their next request. Roles and history stay."""
    with pghistory.context(user=by and by.pk), an_administrator_stays(timezone.localdate()):
        user.is_active = False
        user.save(update_fields=["is_active"])
        standing_in.end_all_of(user)
    sessions.end_all(user)


@transaction.atomic
def reactivate(*, user, by):
    with pghistory.context(user=by and by.pk):
        user.is_active = True
        user.save(update_fields=["is_active"])


def days_that_matter(ends_on):
    """The days on which a change of a role can leave nobody in charge: today, and the day after its last."""
    today = timezone.localdate()
    has_day_after = ends_on and today <= ends_on < date.max
    return (today, ends_on + timedelta(days=1)) if has_day_after else (today,)


@contextmanager
def an_administrator_stays(*days):
    """Inside, the last administrator of any of these days can not be taken away; raises LastAdministrator.

    Whoever takes one away waits here for the one who does so at the same moment, and then sees what that one did.
    """
    list(Membership.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk").values("pk"))
    covered = [day for day in days if administrator_on(day)]
    yield
    if not all(administrator_on(day) for day in covered):
        raise LastAdministrator


def administrator_on(day):
    return Membership.objects.current(day).filter(role=Role.ADMINISTRATOR, user__is_active=True).exists()
