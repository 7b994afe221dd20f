"""Where partners are missing: schools by indicators or areas, with need and no partner."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from district import downloads, school_years
from district.models import School
from district.models.schools import SupportTier
from partnerships import missing_partners
from partnerships.missing_partners import By, State
from partnerships.models import Zone

ALL = gettext_lazy("All")
PER_PAGE = 50
TOLD = (
    State.MISSING,
    State.SERVED,
    State.UNKNOWN,
    State.NO_NEED,
)  # columns; what is not for a school's grades is left out


class MissingFilter(forms.Form):
    """Values that make no sense are left out; the table is shown all the same."""

    by = forms.ChoiceField(label=gettext_lazy("By"), required=False, choices=By.choices)
    tier = forms.ChoiceField(
        label=gettext_lazy("Support tier"), required=False, choices=[("", ALL), *SupportTier.choices]
    )
    zone = forms.ModelChoiceField(Zone.objects.all(), label=gettext_lazy("Zone"), required=False, empty_label=ALL)
    school = forms.ModelChoiceField(
        School.objects.order_by("name"),
        label=gettext_lazy("School"),
        required=False,
        empty_label=ALL,
        to_field_name="code",
    )
    missing = forms.BooleanField(label=gettext_lazy("Only schools where something is missing"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}

    def columns(self):
        return By.AREA if self.chosen.get("by") == By.AREA else By.INDICATOR

    def keeps(self, row):
        chosen = self.chosen
        return (
            (not chosen.get("tier") or row.tier == chosen["tier"])
            and (not chosen.get("zone") or row.zone == chosen["zone"])
            and (not chosen.get("school") or row.school == chosen["school"])
            and (not chosen.get("missing") or row.missing_total > 0)
        )


@require_safe
def partners_missing(request):
    filters = MissingFilter(request.GET)
    day = timezone.localdate()
    fall_year = school_years.fall_year_of(day)
    by = filters.columns()
    columns, rows = missing_partners.table(fall_year, by=by, day=day)
    rows = [row for row in rows if filters.keeps(row)]
    if file_format := downloads.wanted_format(request):
        lines = missing_partners.lines(columns, rows)
        return downloads.table_response(file_format, f"partners-missing-{by}", file_headers(by), lines)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    names = column_names(columns, by)
    for row in page.object_list:
        row.states = [(state, row.of_state(state, names)) for state in TOLD]
    single = rows[0] if filters.chosen.get("school") and rows else None
    context = {
        "page": page,
        "states": TOLD,
        "figures": [(name, cell) for name, cell in zip(names, single.cells, strict=True) if cell.why] if single else [],
        "form": filters,
        "active": len(filters.chosen),
        "total": len(rows),
        "totals": missing_partners.totals(columns, rows),
        "missing_total": sum(row.missing_total for row in rows),
        "schools_missing": sum(1 for row in rows if row.missing_total),
        "tabs": [(choice.label, f"?by={choice}", choice == by) for choice in By],
        "is_by_area": by == By.AREA,
        "day": day,
    }
    return render(request, "partnerships/partners_missing.html", context)


def column_names(columns, by):
    return [str(column) if by == By.AREA else column.short_name for column in columns]


def file_headers(by):
    return [
        *(_("State code"), _("School"), _("Support tier"), _("Zone"), str(by.label), _("State")),
        *(_("Partners there today"), _("Which partners"), _("Figures")),
    ]
