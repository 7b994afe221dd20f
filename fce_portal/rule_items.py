"""What a proposed publication rule asks of those who publish figures: somebody other than its proposer decides."""

from django.utils.translation import gettext as _

from district.access import Can, may_district_wide
from fce_portal.items import Item, link
from indicators.models import RuleChange


def items_for(user):
    if not may_district_wide(user, Can.PUBLISH_VALUES):
        return
    for change in RuleChange.objects.visible_to(user).open().exclude(proposed_by=user):
        text = _("%(who)s proposes another publication rule; you or somebody else has to approve it.")
        yield Item("waiting", text % {"who": change.proposed_by}, link("indicators:rule-change", change.pk))
