"""Support that comes with an action, from the menu of central office, by the school's tier (facts 1.11).

Tiers add up: a school with intensive support is offered all that the others are. Which service belongs to which tier is
read from the strategic plan, whose text leaves the line between the last two open (facts 1.11). The plan's list of
services for every school did not survive; interpreters stand there because the law gives them to every family.
"""

from district.models.schools import SupportTier
from plans.models.action_plans import Service

MENU = {
    SupportTier.GUARANTEED: (Service.INTERPRETERS,),
    SupportTier.NEED_BASED: (Service.LEARNING, Service.TOOLS, Service.STUDENT_SUPPORT),
    SupportTier.INTENSIVE: (Service.COACHING, Service.DATA, Service.PARTNERS),
}
TIERS = list(MENU)


def tier_of(service):
    """The tier under which a service is offered; empty for none."""
    return next((tier for tier, services in MENU.items() if service in services), "")


def offered(tier):
    """[(tier, services)] for a school of a tier: its own and the ones before it. No tier: what all schools get."""
    last = TIERS.index(tier) if tier in TIERS else 0
    return [(one, MENU[one]) for one in TIERS[: last + 1]]


def choices(tier, chosen=""):
    """The same for a form, in groups; a service that was chosen before stays on offer."""
    found = [(one.label, [(service.value, service.label) for service in services]) for one, services in offered(tier)]
    if chosen and all(chosen not in services for _tier, services in offered(tier)):
        found.append((SupportTier(tier_of(chosen)).label, [(chosen, Service(chosen).label)]))
    return [("", "—"), *found]
