"""What is agreed with a partner, for the partner's page."""

from django import template
from django.utils import timezone

from district import school_years
from district.access import Can, may
from partnerships.agreements import life
from partnerships.models import Agreement, Programme
from partnerships.models.scope import scope_of

register = template.Library()


@register.simple_tag(takes_context=True)
def partner_agreements(context, partner):
    """Agreements and this year's programmes that the reader may see; three queries at most."""
    user, today = context["request"].user, timezone.localdate()
    if not may(user, Can.VIEW_AGREEMENT):
        return {"may_read": False}
    agreements = list(Agreement.objects.visible_to(user).filter(partner=partner))
    for one in agreements:
        one.standing = one.standing_on(today)
        one.standing_kind = life.STANDING_KINDS[one.standing]
    programmes = Programme.objects.visible_to(user).filter(agreement__partner=partner)
    return {
        "may_read": True,
        "may_edit": scope_of(user, Can.EDIT_AGREEMENT).everything,
        "agreements": agreements,
        "programmes": programmes.filter(fall_year=school_years.fall_year_of(today)),
    }
