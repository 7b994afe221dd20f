"""Beginning to ask families about an activity, and until when."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.activity_types import DISTRICT_ONLY
from partnerships.evaluations.refusals import NotPossible
from partnerships.feedback import questions
from partnerships.models import ActivityFeedback, EngagementRule
from partnerships.models.reach import MOST_FEEDBACK_DAYS


def last_possible(activity):
    """The last day on which families can still say how an activity was."""
    return activity.held_on + timedelta(days=MOST_FEEDBACK_DAYS)


def usual_last_day(activity, today=None):
    """As many days after the activity as the district settled; for one that was logged late, after today."""
    today = today or timezone.localdate()
    days = timedelta(days=EngagementRule.current().feedback_days)
    usual = activity.held_on + days
    return min(usual if usual >= today else today + days, last_possible(activity))


def can_begin(activity, today=None):
    """Raises NotPossible, in words, where families cannot be asked about this activity."""
    if activity.activity_type in DISTRICT_ONLY:
        raise NotPossible(_("For families' privacy nobody is asked about an activity of this type."))
    if last_possible(activity) < (today or timezone.localdate()):
        words = _("Families can be asked within %(days)s days after an activity. These are over.")
        raise NotPossible(words % {"days": MOST_FEEDBACK_DAYS})


def is_possible(activity):
    try:
        can_begin(activity)
    except NotPossible:
        return False
    return True


def begin(activity, *, closes_on, by):
    """Ask families about an activity until a day; a second call changes nothing. Raises NotPossible."""
    can_begin(activity)
    version = questions.in_use()
    values = {"version": version, "closes_on": closes_on, "began_by": by}
    return ActivityFeedback.objects.get_or_create(activity=activity, defaults=values)[0]
