"""Where in the portal an initiative is carried out: the pages that hold its records, for those who may open them."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from district import access

# Code of the initiative → (name of the page, its label).
PAGES = {
    "1.1": (
        ("partnerships:walkthrough-list", _("Welcoming walkthroughs")),
        ("partnerships:standards", _("Welcoming standards")),
    ),
    "2.1": (("partnerships:opportunity-list", _("Community learning")),),
    "2.2": (("partnerships:homeless-services", _("Services to students without a home")),),
    "2.3": (("partnerships:results-messages", _("Results told to the community")),),
}


@dataclass(frozen=True)
class Page:
    url: str
    label: str


def pages_of(initiative, user):
    """The pages of an initiative that a person may open, in their order."""
    found = []
    for name, label in PAGES.get(initiative.code, ()):
        if access.may_open(user, name):
            try:
                found.append(Page(reverse(name), label))
            except NoReverseMatch:
                continue
    return found
