"""What community learning asks of a person: what follows and is late or near, and what is still to be logged."""

from datetime import timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district.access import Can, may_district_wide, schools_held
from fce_portal import followed_items
from fce_portal.followed_items import MOST
from fce_portal.items import Item
from partnerships.models import Opportunity, OpportunityAction

FORGOTTEN = timedelta(days=120)  # later nobody logs it any more


def items_for(user, today):
    return [*own_actions(user, today), *to_be_logged(user, today)]


def own_actions(user, today):
    return followed_items.own(
        OpportunityAction.objects.visible_to(user).select_related("opportunity"),
        user,
        today,
        late=_("Promised at “%(opportunity)s”, late since %(day)s: “%(action)s”."),
        due=_("Promised at “%(opportunity)s”, due on %(day)s: “%(action)s”."),
        words=lambda action: {"opportunity": action.opportunity},
    )


def to_be_logged(user, today):
    """Opportunities whose day is over and that name no activity yet: of the person's schools, or of the district."""
    own = Q(school__in=schools_held(user, Can.EDIT_ACTIVITY))
    if may_district_wide(user, Can.EDIT_ACTIVITY):
        own |= Q(school=None)
    found = Opportunity.objects.filter(
        own, activity=None, is_cancelled=False, held_on__range=(today - FORGOTTEN, today - timedelta(days=1))
    )
    for one in found.order_by("held_on")[:MOST]:
        sentence = _("“%(opportunity)s” of %(day)s is not logged yet, or did not take place.")
        words = {"opportunity": one, "day": date_format(one.held_on)}
        yield Item("waiting", sentence % words, one.get_absolute_url(), one.held_on)
