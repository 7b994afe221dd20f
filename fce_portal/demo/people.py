"""Who signs in: one person in each role, and the other people of the schools, who cannot sign in."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pghistory
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from district import school_years
from district.access import Role
from district.history import leave_context
from district.models import Membership, User
from district.models.people import Digest
from fce_portal.demo.names import email_of, invented_names

HOME_SCHOOL = "0640611"  # where the demo's principal, staff and council members are at home
NEWCOMERS_BEGIN = (1, 4)  # of the year that runs
INTEREST = "Reviews small groups with schools to plan support (demonstration)."


@dataclass(frozen=True)
class SignIn:
    email: str
    name: str
    role: Role
    language: str = ""


SIGN_INS = (
    SignIn("admin@hartford.example", "Yolanda Figueroa", Role.ADMINISTRATOR),
    SignIn("central@hartford.example", "Marcus Bennett", Role.CENTRAL_OFFICE),
    SignIn("principal@hartford.example", "Damaris Colon", Role.PRINCIPAL),
    SignIn("staff@hartford.example", "Kevin Nowak", Role.SCHOOL_STAFF),
    SignIn("council@hartford.example", "Ivette Maldonado", Role.COUNCIL_CHAIR),
    SignIn("partner@hartford.example", "Grace Osei", Role.PARTNER_CONTACT),
    SignIn("board@hartford.example", "Leonard Grant", Role.BOARD_MEMBER),
    SignIn("familia@hartford.example", "Migdalia Santiago", Role.COUNCIL_MEMBER, language="es"),
)


@dataclass
class People:
    """Ids of those who log: central office, and the principal and staff of each school by school id."""

    central: int
    administrator: int
    loggers: dict
    principals: dict


def make_people(rng, places, today, home):
    """Accounts and roles; `home` is the school of the demo's own principal, staff and council."""
    year_start = school_years.first_day(school_years.fall_year_of(today))
    since = school_years.first_day(school_years.fall_year_of(today) - 1)
    signed = make_sign_ins(home, since)
    others = plan_others(rng, [place for place in places if place.is_open], home, year_start, since)
    with pghistory.context(user=signed[Role.ADMINISTRATOR].pk):  # who gave these roles
        make_others(others)
    leave_context()
    return people_of(signed)


def make_sign_ins(home, since):
    """One account per role, all with the demo password; returns them by role."""
    password = make_password(settings.DEMO_PASSWORD)  # hashing is slow on purpose: once for all of them
    made = {}
    for sign_in in SIGN_INS:
        user, _ = User.objects.update_or_create(
            email=sign_in.email,
            defaults={"name": sign_in.name, "password": password, "preferred_language": sign_in.language},
        )
        EmailAddress.objects.update_or_create(
            user=user, email=sign_in.email, defaults={"verified": True, "primary": True}
        )
        made[sign_in.role] = user
        with pghistory.context(user=made[Role.ADMINISTRATOR].pk):
            hold(user, sign_in.role, home, since)
    leave_context()
    return made


def hold(user, role, home, since):
    at_school = role in (Role.PRINCIPAL, Role.SCHOOL_STAFF, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER)
    Membership.objects.get_or_create(
        user=user,
        role=role,
        school=home if at_school else None,
        defaults={
            "starts_on": since,
            "legitimate_interest": INTEREST if role in (Role.ADMINISTRATOR, Role.CENTRAL_OFFICE) else "",
        },
    )


def plan_others(rng, open_places, home, year_start, since):
    """(name, role, school, first day, last day) of everybody else: current, former and future holders."""
    names = invented_names(rng)
    planned = []
    for place in open_places:
        school = place.school
        begun = max(since, school.opened_on or since)
        if school != home:
            planned.append((next(names), Role.PRINCIPAL, school, begun, None))
            planned.append((next(names), Role.COUNCIL_CHAIR, school, begun, None))
        planned += [(next(names), Role.SCHOOL_STAFF, school, begun, None) for _ in range(rng.choice([1, 2, 2, 3]))]
        if rng.random() < 0.15:
            planned.append((next(names), Role.PRINCIPAL, school, date(since.year - 3, 7, 1), begun - timedelta(days=1)))
        if rng.random() < 0.12:
            planned.append((next(names), Role.SCHOOL_STAFF, school, date(year_start.year + 1, *NEWCOMERS_BEGIN), None))
    planned += [(next(names), Role.CENTRAL_OFFICE, None, since, None) for _ in range(3)]
    planned += [(next(names), Role.BOARD_MEMBER, None, since, None) for _ in range(4)]
    planned.append((next(names), Role.CENTRAL_OFFICE, None, date(since.year - 2, 7, 1), year_start))
    return planned


def make_others(planned):
    """Accounts without a password, invited before their role begins: nobody can sign in as them. They get no digest."""
    latest = timezone.now() - timedelta(days=1)
    password = make_password(None)
    users = [
        User(
            email=email_of(name),
            name=name,
            password=password,
            digest=Digest.NEVER,
            invited_at=min(morning_of(starts_on - timedelta(days=9)), latest),
        )
        for name, _role, _school, starts_on, _ends_on in planned
    ]
    User.objects.bulk_create(users, ignore_conflicts=True)
    by_email = User.objects.in_bulk([user.email for user in users], field_name="email")
    held = [
        Membership(user=by_email[email_of(name)], role=role, school=school, starts_on=starts_on, ends_on=ends_on)
        for name, role, school, starts_on, ends_on in planned
    ]
    Membership.objects.bulk_create(held)


def newcomers():
    """Roles of those who were invited and have not come yet."""
    month, day = NEWCOMERS_BEGIN
    return Membership.objects.filter(starts_on__month=month, starts_on__day=day)


def sign_in_others(today):
    """To be called last: everybody else who did something has signed in, by the district's own service.

    The demo's events were told to them before, when nobody is written to who never came.
    """
    held = Membership.objects.exclude(pk__in=newcomers()).exclude(user__invited_at=None).filter(starts_on__lt=today)
    users = {}
    for one in held.select_related("user").order_by("pk"):
        last = min(one.ends_on or today, today) - timedelta(days=1 + one.pk % 6)
        one.user.last_login = max(morning_of(last), one.user.invited_at)
        users[one.user_id] = one.user
    User.objects.bulk_update(users.values(), ["last_login"])


def morning_of(day):
    return timezone.make_aware(datetime.combine(day, time(8, 20)))


def people_of(signed):
    loggers, principals = {}, {}
    current = Membership.objects.current().exclude(pk__in=newcomers())
    for held in current.filter(role__in=[Role.PRINCIPAL, Role.SCHOOL_STAFF]).order_by("pk"):
        loggers.setdefault(held.school_id, []).append(held.user_id)
        if held.role == Role.PRINCIPAL:
            principals[held.school_id] = held.user_id
    return People(signed[Role.CENTRAL_OFFICE].pk, signed[Role.ADMINISTRATOR].pk, loggers, principals)
