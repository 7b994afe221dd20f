"""The evaluations of a partner on the partner's own page, as far as the reader may see them."""

from django import template
from django.utils import timezone

from district.access import Can, may
from partnerships.evaluations.standing import standing_of
from partnerships.models import Evaluation

register = template.Library()
MOST = 8


@register.simple_tag(takes_context=True)
def newest_evaluations(context, partner):
    """[(evaluation, how it stands)], the newest year first; None for who reads no evaluations."""
    user = context["request"].user
    if not may(user, Can.VIEW_EVALUATION):
        return None
    found = Evaluation.objects.visible_to(user).filter(partner=partner).select_related("partner", "school")
    found = found.order_by("-fall_year", "school__name").prefetch_related("sides")[:MOST]
    today = timezone.localdate()
    return [(one, standing_of(one, today)) for one in found]
