"""From when to when schools teach in a year: entered from the board's calendar, changed, taken out."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from district import school_years
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from district.history import history_of
from district.models import SchoolCalendar
from fce_portal.running.tabs import tabs


class SchoolCalendarForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = SchoolCalendar
        fields = ["first_day", "last_day"]
        widgets = {"first_day": DayInput, "last_day": DayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the calendar")))

    def _get_validation_exclusions(self):
        """The year is no field of the form, and what the two days must keep to is about it."""
        return super()._get_validation_exclusions() - {"fall_year"}


@require_http_methods(["GET", "POST"])
@transaction.atomic
def school_calendar_edit(request, year):
    if not school_years.FIRST_FALL_YEAR <= year <= school_years.LAST_FALL_YEAR:
        raise Http404
    stored = SchoolCalendar.objects.filter(pk=year).first()
    form = SchoolCalendarForm(request.POST or None, instance=stored or SchoolCalendar(pk=year))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved the school calendar of %(year)s.") % {"year": school_years.label(year)})
        return redirect("portal-days")
    context = {
        "tabs": tabs(request),
        "form": form,
        "year": year,
        "label": school_years.label(year),
        "stored": stored,
        "entries": history_of(stored) if stored else [],
    }
    return render(request, "running/school_calendar.html", context)


@require_POST
def school_calendar_remove(request, year):
    if year > school_years.LAST_FALL_YEAR:
        raise Http404
    stored = get_object_or_404(SchoolCalendar, pk=year)
    name = str(stored)
    stored.delete()
    messages.success(request, _("“%(line)s” is taken off. Its history stays.") % {"line": name})
    return redirect("portal-days")
