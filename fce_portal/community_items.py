"""What community learning asks of a person: what follows and is late or near, and what is still to be logged."""

from datetime import timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district.access import Can, may_district_wide, schools_held
from fce_portal.items import Item
from partnerships.models import Opportunity, OpportunityAction

MOST = 5
SOON = timedelta(days=14)
FORGOTTEN = timedelta(days=120)  # later nobody logs it any more


def items_for(user, today):
    return [*own_actions(user, today), *to_be_logged(user, today)]


def own_actions(user, today):
    """What the person promised at an opportunity: late, or due within two weeks."""
    due = OpportunityAction.objects.visible_to(user).open().filter(owner=user, due_on__lte=today + SOON)
    for one in due.select_related("opportunity").order_by("due_on")[:MOST]:
        sentence = (
            _("Promised at “%(opportunity)s”, late since %(day)s: “%(action)s”.")
            if one.is_late(today)
            else _("Promised at “%(opportunity)s”, due on %(day)s: “%(action)s”.")
        )
        words = {"opportunity": one.opportunity, "day": date_format(one.due_on), "action": one}
        since = one.due_on if one.is_late(today) else None
        kind = "bad" if one.is_late(today) else "waiting"
        yield Item(kind, sentence % words, one.opportunity.get_absolute_url(), since)


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
