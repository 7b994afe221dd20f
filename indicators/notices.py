"""Who is told that new figures came out: the heads of the schools they are of, and the board for the district."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import Can, roles_granting
from district.models import Membership
from district.models.notices import Group
from district.notices import Kind, people_of_the_district, tell

OF_SCHOOL = Kind("figures.school", Group.FIGURES, _("New figures are out for %(school)s."), Can.HEAR_OF_FIGURES)
OF_DISTRICT = Kind("figures.district", Group.FIGURES, _("New figures are out for the district."), Can.HEAR_OF_FIGURES)
KINDS = {kind.code: kind for kind in (OF_SCHOOL, OF_DISTRICT)}


def figures_published(run, *, by=None):
    """An import is published: one notice a day for each person, however many files come out.

    Call it in the transaction of the publication. Two queries for each school that has somebody to be told.
    """
    on = timezone.localdate()
    schools = run.values.exclude(school=None).order_by().values("school").distinct()
    held = Membership.objects.current().filter(role__in=roles_granting(Can.HEAR_OF_FIGURES), school__in=schools)
    at_school = {}
    for one in held.select_related("user", "school"):
        at_school.setdefault(one.school, []).append(one.user)
    for school, people in at_school.items():
        path = reverse("indicators:school-dashboard", args=[school.code])
        tell(OF_SCHOOL, people, about=run, path=path, by=by, school=school, key=f"figures/{school.code}/{on}")
    if run.values.exists():
        path = reverse("indicators:district-dashboard")
        board = people_of_the_district(Can.HEAR_OF_FIGURES)
        tell(OF_DISTRICT, board, about=run, path=path, by=by, key=f"figures/district/{on}")
