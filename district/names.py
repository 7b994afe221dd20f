"""What things are called here: the portal, the district, councils, Priority Actions, in the reader's language.

`name("council")` in code, `{% named "council" %}` in templates; COUNCIL and the like where a text is declared once and
read later. What nobody named is called as the law and the plan call it. Adopted texts keep their own words, and so do
choices that are stored (types of activities, kinds of partners).
"""

from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from district.models.portal_settings import NAMED
from district.portal_settings import known

UNLESS_NAMED = {
    "portal": _("FCE Portal"),
    "district": "",  # as the state's directory has it: `fce_portal.the_district`
    "district_short": "",
    "council": _("School Governance Council"),
    "councils": _("School Governance Councils"),
    "action": _("Priority Action"),
    "actions": _("Priority Actions"),
}


def name(thing):
    """The name of a thing of `NAMED`, in the language of the moment."""
    english, spanish = NAMED[thing]
    here = getattr(known(), spanish if (get_language() or "").startswith("es") else english)
    return here or str(UNLESS_NAMED[thing])


class _Later:
    """A text that is asked for when it is read."""

    def __init__(self, thing):
        self.thing = thing

    def __str__(self):
        return name(self.thing)


PORTAL, COUNCIL, COUNCILS, ACTION, ACTIONS = (
    lazystr(_Later(thing)) for thing in ("portal", "council", "councils", "action", "actions")
)
