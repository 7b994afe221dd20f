"""Whom community learning tells what. Called in the transaction of the event it tells."""

from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.following import ended_or_given_away
from district.models.notices import Group
from district.notices import Kind, tell
from partnerships.models import OpportunityAction

ACTION = Kind(
    "community.action",
    Group.OWN_WORK,
    _("%(person)s gave you something that follows from “%(opportunity)s”, due on %(day)s: “%(action)s”."),
    Can.VIEW_ACTIVITY,
    ended_or_given_away(OpportunityAction),
)
KINDS = {ACTION.code: ACTION}


def of_action(action, *, by):
    tell(
        ACTION,
        [action.owner],
        about=action,
        path=action.get_absolute_url(),
        key=f"opportunity-action-{action.pk}-{action.owner_id}",
        by=by,
        school=action.opportunity.school,
        opportunity=action.opportunity.title,
        action=action.what,
        day=action.due_on,
    )
