"""What is asked of a school and its council, and where the law says so (facts 2.1, 3 and 5)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.duty_catalogue import DUTIES


class Part(models.TextChoices):
    TITLE_ONE = "TITLE_ONE", _("Title I, section 1116: parent and family engagement")
    MEETINGS = "MEETINGS", _("Meetings of the council")
    DUTIES = "DUTIES", _("Duties and powers of the council")


@dataclass(frozen=True)
class Requirement:
    """`is_optional`: a power that may be left alone, or what only some years ask for; then nothing is missing."""

    code: str
    part: Part
    label: str
    statute: str
    is_optional: bool = False


ESSA, COUNCILS, OPEN_MEETINGS = "20 U.S.C. 6318", "C.G.S. 10-223j", "C.G.S. 1-225"

REQUIREMENTS = (
    Requirement("policy", Part.TITLE_ONE, _("Written engagement policy of the school"), f"{ESSA}(b)"),
    Requirement("compact", Part.TITLE_ONE, _("School-family compact"), f"{ESSA}(d)"),
    Requirement("distribution", Part.TITLE_ONE, _("Policy and compact given to families"), f"{ESSA}(b)(1), (d)"),
    Requirement(
        "conferences", Part.TITLE_ONE, _("Compact talked through at conferences"), f"{ESSA}(d)(2)(A)", is_optional=True
    ),
    Requirement("annual-meeting", Part.TITLE_ONE, _("Annual Title I meeting"), f"{ESSA}(c)(1)"),
    Requirement("families", Part.TITLE_ONE, _("Training and materials for families"), f"{ESSA}(e)(1), (2)"),
    Requirement("staff", Part.TITLE_ONE, _("Training of staff to work with families"), f"{ESSA}(e)(3)"),
    Requirement("survey", Part.TITLE_ONE, _("Families asked how it goes"), f"{ESSA}(a)(2)(D)"),
    Requirement("reserve", Part.TITLE_ONE, _("The school's part of the engagement reserve"), f"{ESSA}(a)(3)"),
    Requirement("notices", Part.MEETINGS, _("Notices and agendas"), f"{OPEN_MEETINGS}(c), (d)"),
    Requirement("votes", Part.MEETINGS, _("Votes"), f"{OPEN_MEETINGS}(a)"),
    Requirement("minutes", Part.MEETINGS, _("Minutes"), f"{OPEN_MEETINGS}(a)"),
    *(
        Requirement(f"duty-{one.code.lower()}", Part.DUTIES, one.name, COUNCILS, is_optional=not one.is_annual)
        for one in DUTIES.values()
    ),
)
