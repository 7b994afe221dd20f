"""The smallest valid objects of the domain; traits name situations."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from district import school_years
from district.access import Role
from district.models import Membership, School, SchoolProfile, SchoolYear, User
from partnerships.models import Activity, ActivityType, Partner
from plans.models import Initiative, PlanCycle, PriorityAction


class UserFactory(DjangoModelFactory):
    email = factory.Sequence("person{}@hartford.example".format)
    name = factory.Sequence("Person {}".format)

    class Meta:
        model = User


class SchoolFactory(DjangoModelFactory):
    code = factory.Sequence(lambda number: f"064{number:04d}")
    name = factory.Sequence("School {}".format)

    class Meta:
        model = School


class SchoolProfileFactory(DjangoModelFactory):
    """Facts in force since 2010: a K-8 school."""

    school = factory.SubFactory(SchoolFactory)
    starts_on = date(2010, 7, 1)
    name = factory.SelfAttribute("school.name")
    low_grade = 0
    high_grade = 8

    class Meta:
        model = SchoolProfile


class SchoolYearFactory(DjangoModelFactory):
    fall_year = 2025
    starts_on = factory.LazyAttribute(lambda year: school_years.first_day(year.fall_year))
    ends_on = factory.LazyAttribute(lambda year: school_years.last_day(year.fall_year))

    class Meta:
        model = SchoolYear
        django_get_or_create = ("fall_year",)


class MembershipFactory(DjangoModelFactory):
    """A role at a school; `district_wide=True` for the roles that have none."""

    user = factory.SubFactory(UserFactory)
    role = Role.PRINCIPAL
    school = factory.SubFactory(SchoolFactory)
    starts_on = date(2015, 7, 1)

    class Meta:
        model = Membership

    class Params:
        district_wide = factory.Trait(role=Role.CENTRAL_OFFICE, school=None)


class PlanCycleFactory(DjangoModelFactory):
    code = "2015-2020"
    title = "Family and Community Engagement Action Plan"
    first_fall_year = 2015
    last_fall_year = 2019
    vision = mission = fce_definition = source = "As adopted."

    class Meta:
        model = PlanCycle
        django_get_or_create = ("code",)


class PriorityActionFactory(DjangoModelFactory):
    cycle = factory.SubFactory(PlanCycleFactory)
    code = "1"
    title = "Develop Learning-Focused Family & Community Partnerships"

    class Meta:
        model = PriorityAction
        django_get_or_create = ("cycle", "code")


class InitiativeFactory(DjangoModelFactory):
    priority_action = factory.SubFactory(PriorityActionFactory)
    code = factory.Sequence("1.{}".format)
    title = factory.Sequence("Initiative {}".format)
    intent = "What the plan promises."

    class Meta:
        model = Initiative


class PartnerFactory(DjangoModelFactory):
    name = factory.Sequence("Partner {}".format)

    class Meta:
        model = Partner


class ActivityFactory(DjangoModelFactory):
    """A workshop at a school."""

    school = factory.SubFactory(SchoolFactory)
    activity_type = ActivityType.WORKSHOP
    title = "Reading at home"
    held_on = date(2025, 10, 14)
    logged_by = factory.SubFactory(UserFactory)

    class Meta:
        model = Activity
