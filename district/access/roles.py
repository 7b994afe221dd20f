"""The roles that a person may hold, for a school or for the district, and for a period."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "ADMINISTRATOR", _("District administrator")
    CENTRAL_OFFICE = "CENTRAL_OFFICE", _("Central office")
    PRINCIPAL = "PRINCIPAL", _("Principal")
    SCHOOL_STAFF = "SCHOOL_STAFF", _("School staff")
    COUNCIL_CHAIR = "COUNCIL_CHAIR", _("Council chair")
    COUNCIL_MEMBER = "COUNCIL_MEMBER", _("Council member")
    PARTNER_CONTACT = "PARTNER_CONTACT", _("Partner contact")
    BOARD_MEMBER = "BOARD_MEMBER", _("Board member")


SCHOOL_ROLES = [Role.PRINCIPAL, Role.SCHOOL_STAFF, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER]
DISTRICT_ROLES = [Role.ADMINISTRATOR, Role.CENTRAL_OFFICE, Role.PARTNER_CONTACT, Role.BOARD_MEMBER]
