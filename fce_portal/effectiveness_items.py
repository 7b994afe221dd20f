"""What the profiles of councils ask of a person: actions that are late or near, views to submit, profiles to review."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.access import Can, may_district_wide, schools_held
from fce_portal import followed_items
from fce_portal.followed_items import MOST
from fce_portal.items import Item, link
from governance.models import Assessment, EffectivenessProfile, ImprovementAction
from governance.models.effectiveness import Side


def items_for(user, today):
    return [*own_actions(user, today), *late_at_own_schools(user, today), *own_views(user), *all_profiles(user, today)]


def own_actions(user, today):
    return followed_items.own(
        ImprovementAction.objects.visible_to(user).select_related("profile__school"),
        user,
        today,
        late=_("For the council of %(school)s, late since %(day)s: “%(action)s”."),
        due=_("For the council of %(school)s, due on %(day)s: “%(action)s”."),
        words=school_words,
    )


def late_at_own_schools(user, today):
    """For those who plan a council's improvement."""
    here = ImprovementAction.objects.filter(school__in=schools_held(user, Can.IMPROVE_COUNCIL))
    sentence = _("Council of %(school)s, late since %(day)s, %(person)s: “%(action)s”.")
    here = here.select_related("profile__school", "owner")
    return followed_items.of_others(here, user, today, late=sentence, words=school_words)


def school_words(action):
    return {"school": action.profile.school}


def own_views(user):
    """The council's own view that waits for its chair."""
    schools = schools_held(user, Can.SUBMIT_ASSESSMENT)
    waiting = Assessment.objects.filter(
        side=Side.COUNCIL, submitted_on=None, profile__closed_on=None, profile__school__in=schools
    )
    for one in waiting.select_related("profile__school")[:MOST]:
        sentence = _("The council of %(school)s has not submitted its own view of %(year)s yet.")
        words = {"school": one.profile.school, "year": one.profile.year_label}
        yield Item("waiting", sentence % words, one.profile.get_absolute_url())


def all_profiles(user, today):
    """For central office: views that wait for the district's, and councils with late actions."""
    if not may_district_wide(user, Can.REVIEW_COUNCIL):
        return
    fall_year = school_years.fall_year_of(today)
    both = Assessment.objects.filter(profile=OuterRef("profile"), side=Side.DISTRICT, submitted_on=None)
    waiting = Assessment.objects.filter(
        Exists(both), side=Side.COUNCIL, submitted_on__isnull=False, profile__fall_year=fall_year
    )
    if total := waiting.count():
        sentence = ngettext(
            "%(total)s council has submitted its own view and waits for the district's.",
            "%(total)s councils have submitted their own view and wait for the district's.",
            total,
        )
        yield Item("waiting", sentence % {"total": total}, link("governance:effectiveness-list", show="review"))
    late = ImprovementAction.objects.late(today).values("school").distinct().count()
    if late:
        sentence = ngettext(
            "In %(total)s council an action of the improvement plan is late.",
            "In %(total)s councils an action of the improvement plan is late.",
            late,
        )
        yield Item("warn", sentence % {"total": late}, link("governance:effectiveness-list", show="late"))
    over = EffectivenessProfile.objects.filter(closed_on=None, fall_year__lt=fall_year).order_by("fall_year")
    if total := over.count():
        sentence = ngettext(
            "%(total)s council profile of an earlier year is not closed.",
            "%(total)s council profiles of earlier years are not closed.",
            total,
        )
        url = link("governance:effectiveness-list", year=over[0].fall_year)
        yield Item("waiting", sentence % {"total": total}, url)
