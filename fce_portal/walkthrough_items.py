"""What walkthroughs ask of a person: one that is near or not closed, recommendations that are late or near."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.access import Can, may_district_wide, schools_held
from fce_portal.items import Item, link
from partnerships.models import Recommendation, Walkthrough

MOST = 5
SOON = timedelta(days=14)
NEAR = timedelta(days=7)
CLOSED_WITHIN = timedelta(days=7)  # after the day: while the team remembers


def items_for(user, today):
    return [
        *own_recommendations(user, today),
        *late_at_own_schools(user, today),
        *own_walkthroughs(user, today),
        *all_schools(user, today),
    ]


def followed(user):
    """Recommendations of closed walkthroughs that the person may read."""
    found = Recommendation.objects.visible_to(user).filter(walkthrough__closed_on__isnull=False)
    return found.select_related("walkthrough__school", "owner")


def own_recommendations(user, today):
    """What the person is to carry out: late, or due within two weeks."""
    due = followed(user).open().filter(owner=user, due_on__lte=today + SOON)
    for one in due.order_by("due_on")[:MOST]:
        sentence = (
            _("Recommended for %(school)s, late since %(day)s: “%(recommendation)s”.")
            if one.is_late(today)
            else _("Recommended for %(school)s, due on %(day)s: “%(recommendation)s”.")
        )
        words = {"school": one.walkthrough.school, "day": date_format(one.due_on), "recommendation": one}
        since = one.due_on if one.is_late(today) else None
        yield Item("bad" if one.is_late(today) else "waiting", sentence % words, one.get_absolute_url(), since)


def late_at_own_schools(user, today):
    """For those who see to it at their school, council's chair included: what others have not done in time."""
    schools = schools_held(user, Can.FOLLOW_WALKTHROUGH)
    late = followed(user).late(today).filter(school__in=schools).exclude(owner=user)
    for one in late.order_by("due_on")[:MOST]:
        sentence = _("Recommended for %(school)s, late since %(day)s, %(person)s: “%(recommendation)s”.")
        words = {"school": one.walkthrough.school, "day": date_format(one.due_on), "recommendation": one}
        yield Item("warn", sentence % {**words, "person": one.person}, one.get_absolute_url(), one.due_on)


def own_walkthroughs(user, today):
    """Walkthroughs of the person's schools that are near, or over and not closed."""
    schools = schools_held(user, Can.RUN_WALKTHROUGH)
    found = Walkthrough.objects.filter(school__in=schools, closed_on=None, held_on__lte=today + NEAR)
    for one in found.select_related("school").order_by("held_on")[:MOST]:
        words = {"school": one.school, "day": date_format(one.held_on)}
        if one.held_on >= today:
            sentence = _("The walkthrough at %(school)s is on %(day)s.")
            yield Item("waiting", sentence % words, one.get_absolute_url())
        elif one.held_on + CLOSED_WITHIN < today:
            sentence = _("The walkthrough at %(school)s of %(day)s is not closed yet.")
            yield Item("warn", sentence % words, one.get_absolute_url(), one.held_on)


def all_schools(user, today):
    """For central office: at how many schools recommendations are late."""
    if not may_district_wide(user, Can.FRAME_WALKTHROUGHS):
        return
    late = followed(user).late(today).order_by().values("school").distinct().count()
    if late:
        sentence = ngettext(
            "At %(total)s school a recommendation of a walkthrough is late.",
            "At %(total)s schools recommendations of walkthroughs are late.",
            late,
        )
        yield Item("warn", sentence % {"total": late}, link("partnerships:recommendation-list", show="late"))
