"""Taking a form of families after an event: added to counts in one transaction, and forgotten (decision 019)."""

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.models import ActivityFeedback, FeedbackCount
from partnerships.surveys.answering import NotTaken, count_form


@transaction.atomic
def take(feedback, answers):
    """Count one form. `answers`: {item: value from 1 to 5}. Raises NotTaken, in words."""
    # Locked for as long as the form is counted, so that none is added while it is settled.
    rows = ActivityFeedback.objects.select_for_update(of=("self",)).select_related("activity")
    feedback = rows.get(pk=feedback.pk)
    if not feedback.takes_answers():
        raise NotTaken(_("The time to answer is over. Thank you for coming."))
    count_form(FeedbackCount, {"feedback_id": feedback.pk}, answers, "item_id")
