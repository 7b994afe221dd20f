"""What changed definitions ask of central office: proposals of somebody else that wait for approval."""

from django.utils.translation import gettext as _

from district.access import Can, may_district_wide
from fce_portal.items import Item, link
from indicators.models import DefinitionChange


def items_for(user):
    if not may_district_wide(user, Can.DEFINE_INDICATOR):
        return
    for change in DefinitionChange.objects.visible_to(user).open().exclude(proposed_by=user):
        words = {"indicator": change.indicator.short_name, "who": change.proposed_by}
        text = (
            _("%(indicator)s: %(who)s proposes a changed definition; you or somebody else has to approve it.") % words
        )
        yield Item("waiting", text, link("indicators:definition-answer", change.indicator_id, change.pk))
