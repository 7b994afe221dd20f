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


class GradeBand(models.TextChoices):
    PRIMARY = "PK_2", _("Pre-K to grade 2")
    ELEMENTARY = "3_5", _("Grades 3 to 5")
    MIDDLE = "6_8", _("Grades 6 to 8")
    HIGH = "9_12", _("Grades 9 to 12")


class TeamStep(models.TextChoices):
    """The year of an Academic Parent-Teacher Team: three class meetings, and one talk with each family (facts 7.2)."""

    MEETING_1 = "MEETING_1", _("First class meeting")
    MEETING_2 = "MEETING_2", _("Second class meeting")
    MEETING_3 = "MEETING_3", _("Third class meeting")
    INDIVIDUAL = "INDIVIDUAL", _("Individual session with each family")


class Channel(models.TextChoices):
    """How a message goes out to families."""

    LETTER = "LETTER", _("Letter or flyer")
    EMAIL = "EMAIL", _("E-mail")
    TEXT = "TEXT", _("Text message or app")
    CALL = "CALL", _("Phone call")
    WEB = "WEB", _("Website or social media")
    MEDIA = "MEDIA", _("Radio, television or newspaper")


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
