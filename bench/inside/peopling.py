"""Makes of a synthetic district one that people work in: plans, compacts, partners, a packet, and accounts to sign in.

`bench.load` runs it once after `demo_data --schools …`: that district has schools, activities, councils and figures,
and one account of each role. Uses the recipes of the demo district, for every school.
"""

import time
from random import Random

from bench.inside import run

PARTNER_CONTACTS = 6
CENTRAL_OFFICE = 4


def main(schools_with_accounts):
    from django.db import transaction

    seconds = {}
    for name, step in STEPS.items():
        started = time.perf_counter()
        with transaction.atomic():
            step(schools_with_accounts)
        seconds[name] = round(time.perf_counter() - started, 1)
    return seconds


def recipes(name):
    return Random(f"load {name}")


def people_of_the_district():
    from district.access import Role
    from district.models import Membership
    from fce_portal.demo.people import people_of

    held = Membership.objects.filter(role__in=[Role.CENTRAL_OFFICE, Role.ADMINISTRATOR]).order_by("pk")
    first = {}
    for membership in held.select_related("user"):
        first.setdefault(membership.role, membership.user)
    return people_of(first)


def make_partners(_schools):
    """The contact's partner, and further contacts of other partners."""
    from django.contrib.auth.hashers import make_password

    from district.access import Role
    from district.models import Membership, User
    from fce_portal.demo.partners import give_contact_a_partner
    from partnerships.models import Partner, PartnerAccount

    give_contact_a_partner()
    taken = PartnerAccount.objects.values("partner")
    since = Membership.objects.filter(role=Role.PARTNER_CONTACT).order_by("pk").first().starts_on
    for number, partner in enumerate(Partner.objects.exclude(pk__in=taken).order_by("pk")[: PARTNER_CONTACTS - 1]):
        user = User.objects.create(
            email=f"contact{number}@hartford.example", name=f"Contact {number}", password=make_password(None)
        )
        held = Membership.objects.create(user=user, role=Role.PARTNER_CONTACT, starts_on=since)
        PartnerAccount.objects.create(membership=held, partner=partner)


def make_plans(schools_total):
    """This year's plan at each of the schools that people sign in from, half of them approved; the district's own."""
    from django.utils import timezone

    from district import school_years
    from fce_portal.demo import action_plans
    from fce_portal.demo.implementation import make_implementation_plans
    from plans.models.action_plans import PlanState

    today, people, rng = timezone.localdate(), people_of_the_district(), recipes("plans")
    year = school_years.fall_year_of(today)
    make_implementation_plans(rng, people, today, year)
    action_plans.make_plan_year(year)
    central = user(people.central)
    for school in schools_with_profiles(today)[:schools_total]:
        wanted = rng.choice([PlanState.APPROVED, PlanState.APPROVED, PlanState.SUBMITTED, PlanState.DRAFT])
        author = user(people.principals.get(school.pk, people.central))
        action_plans.write(rng, school, year, author, central, wanted, today)


def make_compacts(schools_total):
    """This year's compact at each of these schools: read by families, with the council, or still written."""
    from django.utils import timezone

    from district import school_years
    from fce_portal.demo import compacts
    from governance.models.compacts import CompactState

    today, people, rng = timezone.localdate(), people_of_the_district(), recipes("compacts")
    states = [CompactState.IN_USE, CompactState.COUNCIL_REVIEW, CompactState.COUNCIL_REVIEW, CompactState.DRAFT]
    schools = schools_with_profiles(today).filter(council__isnull=False).select_related("council")
    for school in schools[:schools_total]:
        author = user(people.principals.get(school.pk, people.central))
        compacts.write(rng, school, school_years.fall_year_of(today), author, rng.choice(states), today)


def schools_with_profiles(today):
    from district.models import School

    return School.objects.open_on(today).with_profile_on(today, "low_grade", "high_grade").order_by("code")


def user(pk):
    from district.models import User

    return User.objects.get(pk=pk)


def make_what_the_board_reads(_schools):
    from django.utils import timezone

    from fce_portal.demo.board import make_board_meetings
    from fce_portal.demo.packets import make_packet

    today = timezone.localdate()
    make_packet(today)
    make_board_meetings(today)


def give_passwords(schools_total):
    """The demo's password for people of every role, at `schools_total` schools; hashed once for all of them."""
    from allauth.account.models import EmailAddress
    from django.conf import settings
    from django.contrib.auth.hashers import make_password

    from district.access import Role
    from district.models import Membership, School, User

    schools = School.objects.order_by("code").values_list("pk", flat=True)[:schools_total]
    current = Membership.objects.current()
    ids = set(current.filter(school__in=list(schools)).values_list("user", flat=True))
    for role, most in ((Role.CENTRAL_OFFICE, CENTRAL_OFFICE), (Role.BOARD_MEMBER, 5), (Role.PARTNER_CONTACT, 6)):
        ids |= set(current.filter(role=role).order_by("pk").values_list("user", flat=True)[:most])
    people = User.objects.filter(pk__in=ids)
    people.update(password=make_password(settings.DEMO_PASSWORD))
    have = set(EmailAddress.objects.filter(user__in=ids).values_list("user", flat=True))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people if user.pk not in have
    )


STEPS = {
    "partners": make_partners,
    "plans": make_plans,
    "compacts": make_compacts,
    "board": make_what_the_board_reads,
    "passwords": give_passwords,
}

if __name__ == "__main__":
    run(main)
