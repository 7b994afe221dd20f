"""Whom the profiles tell what. Each function is called in the transaction of the event it tells."""

from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.following import ended_or_given_away
from district.models.notices import Group
from district.notices import Kind, people_at, people_of_the_district, tell
from governance.models import Assessment, ImprovementAction
from governance.models.effectiveness import Side


def profiles_closed(notices):
    still = set(
        Assessment.objects.filter(pk__in=[one.about_id for one in notices], profile__closed_on=None).values_list(
            "pk", flat=True
        )
    )
    return {one.pk for one in notices if one.about_id not in still}


ACTION = Kind(
    "council.action",
    Group.OWN_WORK,
    _("%(person)s gave you something to do for the council of %(school)s, due on %(day)s: “%(action)s”."),
    Can.VIEW_EFFECTIVENESS,
    ended_or_given_away(ImprovementAction),
)
SELF_ASSESSED = Kind(
    "council.assessed",
    Group.OWN_WORK,
    _("The council of %(school)s submitted its view of %(year)s."),
    Can.REVIEW_COUNCIL,
    profiles_closed,
)
REVIEWED = Kind(
    "council.reviewed",
    Group.OWN_WORK,
    _("The district submitted its view of the council of %(school)s for %(year)s."),
    Can.VIEW_EFFECTIVENESS,
    profiles_closed,
)
CLOSED = Kind(
    "council.profile_closed",
    Group.OWN_WORK,
    _("The profile of the council of %(school)s for %(year)s is closed."),
    Can.VIEW_EFFECTIVENESS,
)
KINDS = {kind.code: kind for kind in (ACTION, SELF_ASSESSED, REVIEWED, CLOSED)}


def of_action(action, *, by):
    tell(
        ACTION,
        [action.owner],
        about=action,
        path=action.get_absolute_url(),
        key=f"council-action-{action.pk}-{action.owner_id}",
        by=by,
        school=action.profile.school,
        action=action.what,
        day=action.due_on,
    )


def of_submission(assessment, *, by):
    profile = assessment.profile
    is_own = assessment.side == Side.COUNCIL
    people = (
        people_of_the_district(Can.REVIEW_COUNCIL)
        if is_own
        else people_at(profile.school, Can.VIEW_EFFECTIVENESS)
    )  # fmt: skip
    tell(
        SELF_ASSESSED if is_own else REVIEWED,
        people,
        about=assessment,
        path=profile.get_absolute_url(),
        key=f"council-view-{assessment.pk}",
        by=by,
        school=profile.school,
        year=profile.year_label,
    )


def of_closing(profile, *, by):
    tell(
        CLOSED,
        people_at(profile.school, Can.VIEW_EFFECTIVENESS),
        about=profile,
        path=profile.get_absolute_url(),
        key=f"council-profile-closed-{profile.pk}",
        by=by,
        school=profile.school,
        year=profile.year_label,
    )
