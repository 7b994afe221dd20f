"""What engagement and partners do about an indicator, for the indicator's page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.access import Can, may
from indicators import engagement
from indicators.aims import Aim, Link
from indicators.amounts import number
from indicators.measures import slice_key_of
from partnerships.models import Programme, SchoolPartnership


def activities(asked):
    """How many activities were linked to it in the year, from the rollup's cells: public. One query."""
    code = asked.indicator.pk
    counts = engagement.pieces(asked.fall_year, {code: slice_key_of("indicator", code)})[code].counts
    if not counts["activities_held"]:
        return None
    words = {
        "held": number(counts["activities_held"]),
        "families": number(counts["families_attending"]),
        "learning": number(counts["activities_linked_to_learning"]),
        "year": school_years.label(asked.fall_year),
    }
    sentence = _(
        "%(held)s activities linked to it were held in %(year)s, with %(families)s attendances of families; "
        "%(learning)s of them are rated as linked to learning."
    )
    may_list = may(asked.user, Can.VIEW_ACTIVITY)
    query = f"?indicator={code}&year={asked.fall_year}"
    url = reverse("partnerships:activity-list") + query if may_list else ""
    return Aim(_("Engagement activities"), sentence % words, [], url)


def programmes(asked):
    """Programmes of the year that name it, for those who may read them. One query."""
    if not may(asked.user, Can.VIEW_AGREEMENT):
        return None
    found = Programme.objects.visible_to(asked.user).running_in(asked.fall_year).filter(indicators=asked.indicator)
    found = found.select_related("agreement__partner").order_by("name", "pk")
    links = [Link(one.name, one.get_absolute_url(), one.agreement.partner.name) for one in found]
    if not links:
        return None
    words = ngettext("%(number)s program aims at it.", "%(number)s programs aim at it.", len(links))
    url = reverse("partnerships:programme-list")
    return Aim(_("Programs of partners"), words % {"number": number(len(links))}, links, url)


def partners(asked):
    """Partners at work at schools for it, for those who may read partner records. One query."""
    found = SchoolPartnership.objects.visible_to(asked.user).in_year(asked.fall_year)
    found = found.filter(indicators=asked.indicator).select_related("partner").order_by("partner__name", "pk")
    schools = {}
    for one in found:
        schools.setdefault(one.partner, set()).add(one.school_id)
    if not schools:
        return None
    links = []
    for partner, at in schools.items():
        words = ngettext("at %(number)s school", "at %(number)s schools", len(at)) % {"number": len(at)}
        links.append(Link(partner.name, partner.get_absolute_url(), words))
    words = {"partners": len(schools), "schools": len(set().union(*schools.values()))}
    sentence = _("Partners who work at schools for it: %(partners)s, at %(schools)s schools.") % words
    return Aim(_("Partners"), sentence, links, reverse("partnerships:partner-list"))
