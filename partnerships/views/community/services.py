"""Services under the homeless-education law (initiative 2.2): totals of the district by school year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, school_years
from district.access import Can, may
from district.drafts import kept_while_typing
from indicators.parameters import EARLIEST, this_year
from partnerships.community import homeless
from partnerships.forms.community import HomelessForm
from partnerships.models import HomelessServices
from partnerships.views.community.finding import show_form

LIST = "partnerships:homeless-services"


@require_safe
def services(request):
    may_record = may(request.user, Can.FRAME_COMMUNITY)
    years = homeless.years()
    if file_format := downloads.wanted_format(request):
        rows = homeless.file_rows(years, sees_small=may_record)
        headers = ["school_year", *homeless.TOTALS]
        return downloads.table_response(file_format, "homeless-services", headers, rows)
    there = {year.stated.fall_year for year in years if year.stated.pk}
    context = {
        "labels": homeless.labels(),
        "rows": [(year.stated, homeless.shown_of(year, sees_small=may_record)) for year in years],
        "may_record": may_record,
        "to_add": [
            (year, school_years.label(year)) for year in (this_year(), this_year() - 1) if year not in there
        ],
    }  # fmt: skip
    return render(request, "partnerships/homeless_services.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def services_edit(request, year):
    if not EARLIEST <= year <= this_year():
        raise Http404
    kept = HomelessServices.objects.filter(fall_year=year).first()
    form = HomelessForm(request.POST or None, instance=kept or HomelessServices(fall_year=year))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(LIST)
    guidance = _(
        "Totals of the whole district and the whole year. There is no place for a school, a month or a shelter: where "
        "a student lives is protected. Leave empty what is not known. Sessions, hours and sets given are added up from "
        "what is logged under Activities."
    )
    title = _("Services in %(year)s") % {"year": school_years.label(year)}
    return show_form(request, form, title, reverse(LIST), _("Services"), guidance=guidance)
