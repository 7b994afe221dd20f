"""What targets ask of central office: proposals of schools that wait for an answer."""

from django.utils.translation import ngettext

from district.access import Can, may_district_wide
from fce_portal.items import Item, link
from indicators.models import IndicatorTarget
from indicators.models.reference import TargetKind


def items_for(user):
    if not may_district_wide(user, Can.SET_TARGETS):
        return
    total = IndicatorTarget.objects.filter(kind=TargetKind.PROPOSED, answer="").count()
    if total:
        text = ngettext(
            "A school proposes %(total)s target and waits for an answer.",
            "Schools propose %(total)s targets and wait for an answer.",
            total,
        )
        yield Item("waiting", text % {"total": total}, link("indicators:target-overview"))
