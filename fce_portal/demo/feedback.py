"""Feedback of families in the demo, at the home school: one activity with its result, and one that is asked about now.
What families said is drawn, like all of the demo district."""

from datetime import timedelta

from district.models import User
from fce_portal.demo.people import HOME_SCHOOL
from partnerships.activity_types import ActivityType
from partnerships.feedback import questions, results
from partnerships.models import Activity, ActivityFeedback, FeedbackCount

ASKED_ABOUT = (ActivityType.WORKSHOP, ActivityType.COMMUNITY_CAFE, ActivityType.CONFERENCE)
DAYS = 7


def make_feedback(rng, today):
    at_home = Activity.objects.kept().filter(school__code=HOME_SCHOOL).order_by("-held_on", "pk")
    over = at_home.filter(held_on__lt=today - timedelta(days=DAYS), feedback_total=None, feedback_mean=None)
    running = at_home.filter(held_on__range=(today - timedelta(days=DAYS), today))
    for found, share in ((over, 0.8), (running, 0.6)):
        activity = found.filter(activity_type__in=ASKED_ABOUT, adults_total__gte=20).first()
        if activity is not None:
            ask(rng, activity, round(activity.adults_total * share))
    results.settle_due(today)


def ask(rng, activity, forms):
    version = questions.in_use()
    asked = ActivityFeedback.objects.create(
        activity=activity,
        version=version,
        closes_on=activity.held_on + timedelta(days=DAYS),
        began_by=User.objects.get(email="staff@hartford.example"),
    )
    rows = [FeedbackCount(feedback=asked, item=None, value=0, total=forms)]
    for place, item in enumerate(version.items.all()):
        most, middle = rng.randint(forms // 3, forms // 2), rng.randint(1, 2) + place
        counts = {5: most, 4: forms - most - middle - 1, 3: middle, 2: 1}
        rows += [FeedbackCount(feedback=asked, item=item, value=value, total=total) for value, total in counts.items()]
    FeedbackCount.objects.bulk_create(rows)
