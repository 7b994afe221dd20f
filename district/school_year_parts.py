"""What a new school year means for schools' figures, roles and access (`year_passages`)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import access_reviews, school_years
from district.models import Membership, School, SchoolYear
from district.year_passages import Becomes, Looked, YearPart

ROOM = gettext_lazy("The district")


def books(fall_year):
    before = SchoolYear.objects.filter(fall_year=fall_year - 1, locked_at=None).first()
    if before is None:
        return Looked(0, _("The figures of the year before are closed: what is changed there needs a correction note."))
    in_the_way = ()
    if before.is_over():
        words = _("The figures of %(year)s are still open. Close them once everybody has entered theirs.")
        in_the_way = ((words % {"year": before}, reverse("district:school-year-list")),)
    says = _("The figures of the year before stay open until somebody closes them; what was entered late still counts.")
    return Looked(1, says, in_the_way=in_the_way)


def schools(fall_year):
    first = school_years.first_day(fall_year)
    opening = School.objects.open_in(fall_year).exclude(pk__in=School.objects.open_in(fall_year - 1).values("pk"))
    closed = School.objects.open_in(fall_year - 1).filter(closed_on__lt=first)
    says = _("Schools open in the new year: %(open)s. New among them: %(new)s. Closed by then: %(closed)s.")
    total = School.objects.open_in(fall_year).count()
    return Looked(total, says % {"open": total, "new": opening.count(), "closed": closed.count()})


def roles(fall_year):
    first = school_years.first_day(fall_year)
    ending = Membership.objects.filter(ends_on__gte=min(first, timezone.localdate()), ends_on__lt=first)
    per_school = {}
    for school in ending.filter(school__isnull=False).values_list("school", flat=True):
        per_school[school] = per_school.get(school, 0) + 1
    says = _("Roles have days of their own: those with a last day before the new year end then, all others go on.")
    return Looked(ending.count(), says, by_school=per_school)


def reviews(fall_year):
    unsigned = access_reviews.unsigned_at(School.objects.open_in(fall_year - 1), fall_year - 1)
    per_school = dict.fromkeys(unsigned.values_list("pk", flat=True), 1)
    words = _("At some schools nobody has confirmed who may do what in %(year)s.")
    in_the_way = ()
    if per_school:
        in_the_way = ((words % {"year": school_years.label(fall_year - 1)}, reverse("district:access-review-list")),)
    says = _("Each school's roles are confirmed anew in the new year; the page is there from its first day.")
    return Looked(len(per_school), says, per_school, in_the_way)


PARTS = [
    YearPart("district.schools", ROOM, gettext_lazy("Schools that are open"), Becomes.GOES_ON, schools),
    YearPart("district.books", ROOM, gettext_lazy("Figures of the year before"), Becomes.BY_HAND, books),
    YearPart("district.roles", ROOM, gettext_lazy("Roles that end before"), Becomes.ENDS, roles),
    YearPart(
        "district.reviews",
        ROOM,
        gettext_lazy("Schools whose roles were not confirmed"),
        Becomes.EMPTY,
        reviews,
        at_school=gettext_lazy("Roles not confirmed"),
    ),
]
