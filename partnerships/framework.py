"""How to rate an activity: what each condition looks like when it is absent and when it is strong (facts 6.1)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Prompt:
    absent: str
    strong: str


PROMPTS = {
    "linked_to_learning": Prompt(
        _("The event has no learning goal."),
        _("It is tied to a named grade goal or indicator, and families leave with a strategy."),
    ),
    "relational": Prompt(
        _("One-way talk among strangers."),
        _("Staff and families meet in ways that build trust, before or beyond the event."),
    ),
    "development": Prompt(
        _("It gives a thing or a service."),
        _("The skill or power of families and staff grows."),
    ),
    "collaborative": Prompt(
        _("Each family takes something home alone."),
        _("People learn in a group, and networks form."),
    ),
    "interactive": Prompt(
        _("A lecture or a leaflet."),
        _("People practice, are coached and get feedback."),
    ),
    "systemic": Prompt(
        _("It is one person's project."),
        _("It is linked to the plan and to goals of the school improvement plan."),
    ),
    "integrated": Prompt(
        _("An evening added on."),
        _("It is part of curriculum, staff training or evaluation routines."),
    ),
    "sustained": Prompt(
        _("A single date without money."),
        _("It is funded, staffed and comes back."),
    ),
}


def rating_help(condition):
    """One line for the form: what 0 and what 3 look like."""
    prompt = PROMPTS[condition]
    return _("0: %(absent)s 3: %(strong)s") % {"absent": prompt.absent, "strong": prompt.strong}
