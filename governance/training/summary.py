"""What the page of a council says of its training."""

from django.utils import timezone

from district.access import Can, may
from governance.training import sessions, standing


def training_of(user, council):
    """Numbers for those who may read them, and the coming sessions of the whole district. At most three queries."""
    school, may_view = council.school, may(user, Can.VIEW_TRAINING, council.school)
    counts = standing.by_school(timezone.localdate(), schools=[school.pk]) if may_view else {}
    return {
        "count": counts.get(school.pk),
        "may_view": may_view,
        "coming": sessions.coming_for_everybody(),
        "is_plain": not may(user, Can.VIEW_ACTIVITY),
    }
