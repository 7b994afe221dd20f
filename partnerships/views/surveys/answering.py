"""The page behind the short address, where people answer without an account."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from district.models import Language
from district.printing.qr import qr_svg
from partnerships.forms.surveys.answers import AnswerForm
from partnerships.models import SurveyPlace
from partnerships.models.instruments import SOURCE_LANGUAGE
from partnerships.models.surveys import SurveyState, Way
from partnerships.surveys import answering, paper
from partnerships.surveys.instruments import languages_offered, texts_of
from partnerships.views.answered import refused_with


@require_http_methods(["GET", "POST"])
def survey_answer(request, code):
    """The form, in the language of the reader. Nothing of the request is kept with the answer, not even a session."""
    place = place_or_404(code)
    chosen, offered = chosen_language(request, place.survey.version)
    texts = texts_of(place.survey.version, chosen.tag)
    context = {"place": place, "chosen": chosen, "offered": offered, "texts": texts}
    if not place.survey.takes_answers():
        return render(request, "partnerships/survey_answer.html", {**context, "form": None}, status=200)
    sent, by_slip = request.POST if request.method == "POST" else None, place.survey.way == Way.SLIPS
    form, status = AnswerForm(place.survey.version, chosen.tag, sent, asks_for_slip=by_slip), 200
    if request.method == "POST":
        status = refused_with(request, form, "survey", lambda: take(form, place, chosen))
        if status is None:
            return redirect(thanks(place, chosen))
    return render(request, "partnerships/survey_answer.html", {**context, "form": form}, status=status)


def place_or_404(code):
    asked = SurveyPlace.objects.exclude(survey__state=SurveyState.DRAFT)
    return get_object_or_404(asked.select_related("school", "survey__version"), code=code)


def take(form, place, chosen):
    answering.take(place, chosen.tag, form.answers(), slip=form.cleaned_data.get("slip", ""))


def thanks(place, chosen):
    return reverse("partnerships:survey-thanks", args=[place.code]) + f"?in={chosen.tag}"


def chosen_language(request, version):
    """The language of the form (`?in=ar`, else the one of the page where the form has it), and those offered. What the
    portal itself says on the page follows, where it speaks the language."""
    offered_tags = languages_offered(version)
    by_tag = {one.tag: one for one in Language.objects.filter(tag__in=offered_tags)}
    wanted = request.GET.get("in")
    if wanted in by_tag and wanted in dict(settings.LANGUAGES):
        translation.activate(wanted)
    tag = next(tag for tag in (wanted, get_language(), SOURCE_LANGUAGE) if tag in by_tag)
    return by_tag[tag], [by_tag[one] for one in offered_tags if one in by_tag]


@require_safe
def survey_thanks(request, code):
    place = place_or_404(code)
    chosen, _offered = chosen_language(request, place.survey.version)
    return render(request, "partnerships/survey_thanks.html", {"place": place, "chosen": chosen})


@require_safe
def survey_qr(request, code):
    place = place_or_404(code)
    response = HttpResponse(qr_svg(paper.address_of(request, place)), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response
