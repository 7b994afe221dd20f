"""The pages of those who keep the portal running, as tabs."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.access import may_open

PAGES = [
    ("run-list", _("What runs by itself")),
    ("indicators:operations", _("Jobs and rollups")),
    ("indicators:import-list", _("Imports")),
    ("fault-list", _("Faults")),
    ("district:mail-list", _("Mail of the portal")),
    ("portal-settings", _("Settings")),
    ("portal-days", _("Days and thresholds")),
    ("portal-names", _("Names and languages")),
    ("maintenance", _("Maintenance")),
]


def tabs(request):
    """(label, address, whether this is it) of each page that the person may open."""
    here = request.resolver_match.view_name
    return [(label, reverse(name), name == here) for name, label in PAGES if may_open(request.user, name)]
