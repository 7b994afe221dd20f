"""From how many answers on something is said of what people answered without a name, besides surveys that set their own
number: feedback on an activity, families on a partnership (facts 3.2, 3.5)."""

from django.utils.translation import gettext as _

from indicators.models.values import SuppressionRule
from partnerships.models.surveys import SHOWN_FROM


def shown_from():
    """From how many answers a figure is shown: as many as surveys ask for, and never below the district's smallest
    count."""
    return max(SHOWN_FROM, SuppressionRule.in_force().min_numerator)


def so_far(forms):
    """How far answers have come while people can still answer, in words that tell no small number. `forms`: the totals
    of the forms that came."""
    least = shown_from()
    if sum(forms) >= least:
        return _("Enough families have answered for the result to be shown.")
    return _("Fewer than %(least)s families have answered: the result would not be shown.") % {"least": least}
