"""What can be found of who and where."""

from django.utils import formats
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models import School, SchoolProfile, User
from district.models.people import PERSON_WORDS
from district.models.schools import PERIOD_WORDS, SCHOOL_WORDS
from district.search.kinds import Also, Kind


def schools_named(lookup):
    """For what belongs to a school and is found by the school's name or code."""
    return Also(lookup, School.objects, "pk", SCHOOL_WORDS)


def school_where(school):
    if school.closed_on:
        words = {"code": school.code, "day": formats.date_format(school.closed_on)}
        return _now("State code %(code)s; closed on %(day)s") % words
    return _now("State code %(code)s") % {"code": school.code}


SCHOOLS = Kind(
    "schools",
    _("Schools"),
    "building",
    rows=lambda user: School.objects.all(),
    words=SCHOOL_WORDS,
    also=(Also("pk__in", SchoolProfile.objects, "school", PERIOD_WORDS),),  # by an earlier name or an address
    order=("name", "pk"),
    where=school_where,
    alike="name",
)

PEOPLE = Kind(
    "people",
    _("People"),
    "people",
    rows=lambda user: User.objects.all(),
    words=PERSON_WORDS,
    order=("name", "pk"),
    asks=Can.MANAGE_PEOPLE,
    where=lambda person: person.email,
    alike="name",
)
