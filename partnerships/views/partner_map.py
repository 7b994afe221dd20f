"""The map of schools and partners by zone, with the same as a list."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from district import downloads
from district.access import Can, may
from partnerships.models import ServiceArea
from partnerships.models.at_schools import Level
from partnerships.zone_map import zone_map

ALL = gettext_lazy("All")


class MapFilter(forms.Form):
    """Values that make no sense are left out; the map is drawn all the same."""

    area = forms.ModelChoiceField(
        ServiceArea.objects.in_use(), label=gettext_lazy("Service area"), required=False, empty_label=ALL
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Partnership level"),
        required=False,
        choices=[("", ALL), *((level.value, level.label) for level in Level)],
    )

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}


@require_safe
def partner_map(request):
    filters = MapFilter(request.GET)
    day = timezone.localdate()
    drawn = zone_map(day, area=filters.chosen.get("area"), level=filters.chosen.get("level", ""))
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "schools-and-partners", file_headers(), file_rows(drawn))
    context = {
        "form": filters,
        "active": len(filters.chosen),
        "map": drawn,
        "day": day,
        "may_place": may(request.user, Can.EDIT_SCHOOL),
    }
    return render(request, "partnerships/partner_map.html", context)


def file_headers():
    return [_("Zone"), _("State code"), _("School"), _("Lead agency"), _("Partners today"), _("Service areas")]


def file_rows(drawn):
    for place in drawn.places:
        lead = place.lead.partner.name if place.lead else ""
        partners = ", ".join(partner.name for partner in place.partners)
        zone = str(place.zone or "")
        yield zone, place.school.code, place.school.name, lead, partners, ", ".join(place.areas)
