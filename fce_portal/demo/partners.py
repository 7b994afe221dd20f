"""The partner contact speaks for one of the plan's partners."""

from district.access import Role
from district.models import Membership
from partnerships.models import Partner, PartnerAccount

PARTNER_OF_THE_CONTACT = "Hartford Parent University"


def give_contact_a_partner():
    partner = Partner.objects.filter(name=PARTNER_OF_THE_CONTACT).first()
    contact = Membership.objects.filter(role=Role.PARTNER_CONTACT).first()
    if partner and contact:
        PartnerAccount.objects.get_or_create(membership=contact, defaults={"partner": partner})
