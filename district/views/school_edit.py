"""Changing schools: new ones, new facts from a day on, corrections. Closing and merging: `school_changes`."""

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from district import schools
from district.forms.schools import FACTS, FactsForm, NewSchoolForm, PeriodForm, SchoolForm
from district.models import School, SchoolProfile

EDIT = require_http_methods(["GET", "POST"])


@EDIT
def school_add(request):
    form = NewSchoolForm(request.POST or None)
    if form.is_valid():
        try:
            school = schools.open_school(
                school=form.school(),
                facts=form.save(commit=False),
                predecessors=form.cleaned_data["predecessors"],
                by=request.user,
            )
        except IntegrityError:  # somebody entered it a moment ago
            form.add_error("code", _("A school with this state code is there already."))
        else:
            messages.success(request, _("Added %(school)s.") % {"school": school})
            return redirect(school)
    return render(request, "district/school_add.html", {"form": form})


@EDIT
def school_edit(request, code):
    """Change facts from a day on; the form starts from what holds today."""
    school = get_object_or_404(School, code=code)
    form = FactsForm(request.POST or None, instance=SchoolProfile(school=school), initial=facts_in_force(school))
    if form.is_valid():
        try:
            schools.change_facts(facts=form.save(commit=False), by=request.user)
        except IntegrityError:  # somebody entered a period for the same day a moment ago
            form.add_error("starts_on", _("These dates overlap another period of the same school."))
        else:
            day = form.cleaned_data["starts_on"]
            messages.success(request, _("Saved what holds from %(day)s on.") % {"day": date_format(day)})
            return redirect(school)
    return school_form(request, school, form, _("Change facts"), _("Save"))


def facts_in_force(school):
    facts = school.profile_on() or school.profiles.first()
    today = {"starts_on": timezone.localdate(), "name": school.name}
    return {**today, **{field: getattr(facts, field) for field in FACTS}} if facts else today


@EDIT
def period_edit(request, code, pk):
    period = get_object_or_404(SchoolProfile.objects.select_related("school"), pk=pk, school__code=code)
    form = PeriodForm(request.POST or None, instance=period)
    if form.is_valid():
        try:
            schools.correct_period(period=form.instance, by=request.user)
        except IntegrityError:
            form.add_error("starts_on", _("These dates overlap another period of the same school."))
        else:
            messages.success(request, _("Corrected the period."))
            return redirect(period.school)
    return school_form(request, period.school, form, _("Correct a period"), _("Save"))


@EDIT
def school_record_edit(request, code):
    school = get_object_or_404(School, code=code)
    form = SchoolForm(request.POST or None, instance=school)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved %(school)s.") % {"school": school})
        return redirect(school)
    return school_form(request, school, form, _("Opening day and predecessors"), _("Save"))


def school_form(request, school, form, title, submit_text):
    context = {
        "school": school,
        "form": form,
        "title": title,
        "submit_text": submit_text,
        "cancel_url": reverse("district:school-detail", args=[school.code]),
    }
    return render(request, "district/school_form.html", context)
