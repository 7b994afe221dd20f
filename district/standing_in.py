"""Standing in: while somebody is away, a colleague holds their role too, for days that are set (features, row 93).

A lent role is a membership like any other, so it grants what the role grants and nothing asks about it anywhere; it
says from whose it was lent, always ends, and never outlives the one it was lent from.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from district import letters
from district.access import DISTRICT_ROLES, Role
from district.languages_offered import language_for
from district.models import Membership, User

LONGEST = timedelta(days=92)
# An administrator gives others roles, and a partner speaks for itself: neither is lent.
LENT_ROLES = [Role.CENTRAL_OFFICE, Role.PRINCIPAL, Role.SCHOOL_STAFF, Role.COUNCIL_CHAIR]


def own_roles(user, on=None):
    """The roles that a person holds today in their own right and may lend."""
    held = Membership.objects.current(on).filter(user=user, role__in=LENT_ROLES, lent_from=None)
    return held.select_related("school").order_by("role", "school__name")


def colleagues_for(membership, on=None):
    """Who may stand in: whoever holds a role today at the same school, or in the district's own office."""
    today = Membership.objects.current(on)
    if membership.role in DISTRICT_ROLES:
        near = today.filter(role__in=[Role.CENTRAL_OFFICE, Role.ADMINISTRATOR])
    else:
        near = today.filter(school=membership.school)
    people = User.objects.filter(pk__in=near.values("user"), is_active=True).exclude(pk=membership.user_id)
    return people.exclude(pk__in=today.filter(role=membership.role, school=membership.school).values("user")).order_by(
        "name"
    )


@transaction.atomic
def lend(*, membership, to, starts_on, ends_on):
    """Let a colleague hold the role from one day to another, both included, and tell them by mail. Returns the lent
    membership."""
    lent = Membership.objects.create(
        user=to,
        role=membership.role,
        school=membership.school,
        starts_on=starts_on,
        ends_on=min(filter(None, [ends_on, membership.ends_on])),
        lent_from=membership,
    )
    tell(lent)
    return lent


def tell(lent):
    """A mail to whoever stands in, in their language: else they would find out by looking."""
    with translation.override(language_for(lent.user.preferred_language)):
        context = {"lent": lent, "portal": settings.PORTAL_URL}
        subject = render_to_string("district/email/stands_in_subject.txt", context).strip()
        body = render_to_string("district/email/stands_in.txt", context).strip()
    letters.queue(subject=subject, body=body, to=lent.user.email, recipient=lent.user)


@transaction.atomic
def take_back(lent, today=None):
    """End a lent role with yesterday; one that has not begun is taken away. The history keeps both."""
    yesterday = (today or timezone.localdate()) - timedelta(days=1)
    if lent.starts_on > yesterday:
        lent.delete()
    else:
        lent.ends_on = min(lent.ends_on, yesterday)
        lent.save(update_fields=["ends_on"])


def keep_within(membership):
    """After a role was changed or ended: what was lent from it ends with it, and another role is not lent any more."""
    for lent in membership.lent.all():
        if lent.role != membership.role or lent.school_id != membership.school_id:
            take_back(lent)
        elif membership.ends_on and lent.ends_on > membership.ends_on:
            if lent.starts_on > membership.ends_on:
                lent.delete()
            else:
                lent.ends_on = membership.ends_on
                lent.save(update_fields=["ends_on"])


def end_all_of(user):
    """When an account is shut: what the person lent ends too."""
    today = timezone.localdate()
    for lent in Membership.objects.filter(lent_from__user=user).filter(Q(ends_on__gte=today)):
        take_back(lent, today)


def lent_by(user):
    """What a person lends now or will lend, soonest first."""
    lent = Membership.objects.filter(lent_from__user=user, ends_on__gte=timezone.localdate())
    return lent.select_related("user", "school").order_by("starts_on")


def standing_in_for(user, on=None):
    """The roles that a person holds today for somebody else."""
    held = Membership.objects.current(on).filter(user=user, lent_from__isnull=False)
    return held.select_related("lent_from__user", "school")
