"""What walkthroughs ask of a person: one that is near or not closed, recommendations that are late or near."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.access import Can, may_district_wide, schools_held
from fce_portal import followed_items
from fce_portal.followed_items import MOST
from fce_portal.items import Item, link
from partnerships.models import Recommendation, Walkthrough

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
    return followed_items.own(
        followed(user),
        user,
        today,
        late=_("Recommended for %(school)s, late since %(day)s: “%(action)s”."),
        due=_("Recommended for %(school)s, due on %(day)s: “%(action)s”."),
        words=school_words,
    )


def late_at_own_schools(user, today):
    """For those who see to it at their school, council's chair included."""
    here = followed(user).filter(school__in=schools_held(user, Can.FOLLOW_WALKTHROUGH))
    sentence = _("Recommended for %(school)s, late since %(day)s, %(person)s: “%(action)s”.")
    return followed_items.of_others(here, user, today, late=sentence, words=school_words)


def school_words(recommendation):
    return {"school": recommendation.walkthrough.school}


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
