"""What can be said of an engagement activity, in the words of the framework and of the field (facts 6 and 7.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Whose capacity grows; both is the "dual" of the Dual Capacity-Building Framework."""

    FAMILIES = "FAMILIES", _("Families")
    STAFF = "STAFF", _("Staff")
    BOTH = "BOTH", _("Families and staff together")


class Mode(models.TextChoices):
    IN_PERSON = "IN_PERSON", _("In person")
    REMOTE = "REMOTE", _("Remote")
    HYBRID = "HYBRID", _("Hybrid")


class Place(models.TextChoices):
    SCHOOL = "SCHOOL", _("At school")
    HOME = "HOME", _("At families' homes")
    COMMUNITY = "COMMUNITY", _("In the community")
    ONLINE = "ONLINE", _("Online")


class FourC(models.TextChoices):
    CAPABILITIES = "CAPABILITIES", _("Capabilities: skills and knowledge")
    CONNECTIONS = "CONNECTIONS", _("Connections: networks")
    COGNITION = "COGNITION", _("Cognition: beliefs and values")
    CONFIDENCE = "CONFIDENCE", _("Confidence: self-efficacy")


class FamilyRole(models.TextChoices):
    """The six roles of the framework's first version, the one the plan adopts (facts 6)."""

    SUPPORTERS = "SUPPORTERS", _("Supporters")
    ENCOURAGERS = "ENCOURAGERS", _("Encouragers")
    MONITORS = "MONITORS", _("Monitors")
    ADVOCATES = "ADVOCATES", _("Advocates")
    DECISION_MAKERS = "DECISION_MAKERS", _("Decision makers")
    COLLABORATORS = "COLLABORATORS", _("Collaborators")


class RunBy(models.TextChoices):
    PRINCIPAL = "PRINCIPAL", _("Principal")
    TEACHERS = "TEACHERS", _("Teachers")
    FRA = "FRA", _("Family Resource Aide or Center")
    CENTRAL = "CENTRAL", _("Central office")
    PARENTS = "PARENTS", _("Parents")
    PARTNER = "PARTNER", _("Partner organization")
    COUNCIL = "COUNCIL", _("School Governance Council")


class Rating(models.IntegerChoices):
    """How strongly a condition of the framework was there (facts 6.1)."""

    ABSENT = 0, _("0 – absent")
    EMERGING = 1, _("1 – emerging")
    PRESENT = 2, _("2 – present")
    STRONG = 3, _("3 – strong")


CONDITIONS = (
    "linked_to_learning",
    "relational",
    "development",
    "collaborative",
    "interactive",
    "systemic",
    "integrated",
    "sustained",
)
