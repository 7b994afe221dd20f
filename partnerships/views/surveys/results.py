"""What surveys found: in the district, at a school, as pages and files. Everything through the gate."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads
from district.models import Language, School
from partnerships.surveys import results
from partnerships.surveys.instruments import texts_of
from partnerships.surveys.words import percent
from partnerships.views.surveys.finding import surveys_seen


def published_or_404(request, pk):
    survey = get_object_or_404(surveys_seen(request), pk=pk)
    if not survey.is_published:
        raise Http404
    return survey


@require_safe
def survey_results(request, pk):
    survey = published_or_404(request, pk)
    if file_format := downloads.wanted_format(request):
        return file_of(survey, file_format)
    names = {one.tag: one.name for one in Language.objects.all()}

    def url_of(school):
        return reverse("partnerships:survey-school-results", args=[survey.pk, school.code])

    schools = list(results.rows_by_school(survey, url_of))
    languages = list(results.rows_by_language(survey, names))
    context = {
        **common(survey, None),
        "schools": schools,
        "schools_have_stars": results.holds_back(schools),
        "languages": languages,
        "languages_have_stars": results.holds_back(languages),
    }
    return render(request, "partnerships/survey_results.html", context)


@require_safe
def survey_school_results(request, pk, code):
    survey = published_or_404(request, pk)
    school = get_object_or_404(School.objects.filter(survey_places__survey=survey), code=code)
    if file_format := downloads.wanted_format(request):
        return file_of(survey, file_format, school)
    return render(request, "partnerships/survey_results.html", common(survey, school))


def common(survey, school):
    forms = results.forms_of(survey, school)
    shown = forms is not None and forms.answered is not None
    texts = texts_of(survey.version, get_language())
    return {
        "survey": survey,
        "school": school,
        "title": texts.get("title", survey.name),
        "parts": results.parts_of(survey, get_language(), school),
        "forms": forms,
        "returned": forms.answered if shown else None,
        "asked": forms.asked_total if forms else None,
        "rate": percent(forms.rate) if shown else "",
        "too_few": results.too_few(survey),
        "basis": basis_of(survey, school),
    }


def basis_of(survey, school):
    """What the denominator counts, in words; empty where schools count different things."""
    places = survey.places.exclude(asked_total=None)
    if school:
        places = places.filter(school=school)
    kinds = {place.get_basis_display() for place in places}
    return kinds.pop() if len(kinds) == 1 else _("asked, as each school counted") if kinds else ""


def file_of(survey, file_format, school=None):
    rows = results.file_rows(survey, get_language(), school)
    name = f"survey-{survey.fall_year}-{survey.pk}" + (f"-{school.code}" if school else "")
    return downloads.table_response(file_format, name, results.file_headers(), rows)
