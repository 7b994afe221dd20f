"""Surveys for those who work with them: the list, one survey with its schools, and what is set there."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Sum
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can, may, may_district_wide, schools_where
from district.drafts import kept_while_typing
from district.history import history_of
from district.printing.responses import pdf_response
from partnerships.forms.surveys.rounds import PlaceForm, SlipsForm, SurveyForm
from partnerships.models import CountSheet, OwnWords, ReturnedCount, Survey
from partnerships.models.surveys import SurveyState, Way
from partnerships.surveys import answering, paper, rounds
from partnerships.views.surveys.finding import may_at, place_or_404, show_form, survey_or_404, surveys_seen

MOST_WORDS = 300  # on a page


@require_safe
def survey_list(request):
    """What runs, and what was found; for everybody the published results that are public."""
    surveys = list(surveys_seen(request).annotate(places_total=Count("places")).order_by(*Survey._meta.ordering))
    for one in surveys:
        one.kind = rounds.STATE_KINDS[one.state]
    context = {
        "running": [one for one in surveys if not one.is_published],
        "published": [one for one in surveys if one.is_published],
        "may_run": may_district_wide(request.user, Can.RUN_SURVEY),
        "may_view": may(request.user, Can.VIEW_SURVEY),
    }
    return render(request, "partnerships/survey_list.html", context)


@require_safe
def survey_detail(request, pk):
    survey = survey_or_404(request, pk, Can.VIEW_SURVEY)
    may_run = may_district_wide(request.user, Can.RUN_SURVEY)
    context = {
        "survey": survey,
        "kind": rounds.STATE_KINDS[survey.state],
        "places": places_of(request, survey),
        "may_run": may_run,
        "is_counting": survey.state in (SurveyState.OPEN, SurveyState.CLOSED),
        "uses_slips": survey.way == Way.SLIPS,
        "asks_here": survey.way != Way.SUMMARY,
        "moves": [(move, rounds.obstacles(survey, move)) for move in rounds.moves_from(survey)] if may_run else [],
        "history": history_of(survey) if may_run else None,
        "may_hear": may(request.user, Can.HEAR_SURVEY),
    }
    return render(request, "partnerships/survey_detail.html", context)


def places_of(request, survey):
    """The schools of the survey that the person works at, with what came back so far. How many forms came back is
    for those who run it: it says nothing of the answers."""
    places = survey.places.select_related("school")
    if not may_district_wide(request.user, Can.VIEW_SURVEY):
        places = places.filter(school__in=schools_where(request.user, Can.VIEW_SURVEY))
    places = list(places)
    here = dict(
        ReturnedCount.objects.filter(place__survey=survey).order_by().values_list("place").annotate(Sum("total"))
    )
    sheets = {}
    for sheet in CountSheet.objects.filter(place__survey=survey).select_related("language", "entered_by"):
        sheets.setdefault(sheet.place_id, []).append(sheet)
    for place in places:
        place.may_count = may_at(request.user, Can.COUNT_SURVEY, place)
        place.may_hear = may_at(request.user, Can.HEAR_SURVEY, place)
        place.kept_sheets = sheets.get(place.pk, [])
        counted = sum(sheet.returned_total for sheet in place.kept_sheets if sheet.confirmed_by_id)
        place.returned_total = here.get(place.pk, 0) + counted
        place.shows_returned = place.may_hear and not survey.is_published
        share = place.returned_total / place.asked_total if place.asked_total else None
        place.rate = "" if share is None else f"{round(100 * share)}%"
        place.public_address = paper.address_of(request, place)
    return places


@require_http_methods(["GET", "POST"])
@kept_while_typing
def survey_add(request):
    return survey_page(request, Survey(), _("Prepare a survey"), reverse("partnerships:survey-list"), _("Surveys"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def survey_edit(request, pk):
    survey = survey_or_404(request, pk, Can.RUN_SURVEY)
    if survey.is_published:
        messages.info(request, _("Results are shown: nothing of this survey changes any more."))
        return redirect(survey)
    return survey_page(request, survey, _("Change the survey"), survey.get_absolute_url(), survey)


def survey_page(request, survey, title, back, back_label):
    form = SurveyForm(request.POST or None, instance=survey)
    if form.is_valid():
        survey = form.save(by=request.user)
        messages.success(request, _("Saved."))
        return redirect(survey)
    return show_form(request, form, title, back, back_label)


@require_POST
def survey_move(request, pk):
    survey = survey_or_404(request, pk, Can.RUN_SURVEY)
    name = request.POST.get("move")
    if name in rounds.MOVES:
        try:
            survey = rounds.go(survey, name)
        except rounds.Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is “%(state)s” now.") % {"state": survey.get_state_display()})
    return redirect(survey)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def place_edit(request, pk):
    """How many were asked at a school: what the response rate is held against."""
    place = place_or_404(request, pk, Can.HEAR_SURVEY)
    if place.survey.is_published:
        messages.info(request, _("Results are shown: nothing of this survey changes any more."))
        return redirect(place.survey)
    form = PlaceForm(request.POST or None, instance=place)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(place.survey)
    title = _("How many were asked: %(place)s") % {"place": place}
    return show_form(request, form, title, place.survey.get_absolute_url(), place.survey)


# ---------------------------------------------------------------------- paper


@require_http_methods(["GET", "POST"])
def place_slips(request, pk):
    """New slips, as the answer to the very request that makes them: nobody can read a code afterwards."""
    place = place_or_404(request, pk, Can.HEAR_SURVEY)
    if place.survey.way != Way.SLIPS or place.survey.is_published:
        messages.info(request, _("This survey is not answered with slips."))
        return redirect(place.survey)
    form = SlipsForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            codes = answering.make_slips(place, form.cleaned_data["total"])
            document = paper.slips(place, paper.address_of(request, place), codes, get_language())
            return pdf_response(request, document, _("Slips %(place)s") % {"place": place})
    made = place.slip_codes.count()
    title = _("Slips for %(place)s") % {"place": place}
    guidance = _("Made so far: %(total)s.") % {"total": made}
    return show_form(request, form, title, place.survey.get_absolute_url(), place.survey, guidance=guidance)


@require_safe
def place_poster(request, pk):
    place = place_or_404(request, pk, Can.VIEW_SURVEY)
    document = paper.poster(place, paper.address_of(request, place), get_language())
    return pdf_response(request, document, _("Poster %(school)s") % {"school": place})


@require_safe
def place_paper(request, pk):
    place = place_or_404(request, pk, Can.VIEW_SURVEY)
    return pdf_response(request, paper.paper_form(place, get_language()), f"{place.survey} {place}")


# ---------------------------------------------------------------------- own words


@require_http_methods(["GET", "POST"])
def survey_words(request, pk):
    """What people wrote: read by those who run the survey, where enough forms came back, and never shown as it
    stands. A text that names somebody is taken out for good."""
    survey = survey_or_404(request, pk, Can.HEAR_SURVEY)
    held = survey.places.all()
    if not may_district_wide(request.user, Can.HEAR_SURVEY):
        held = held.filter(school__in=schools_where(request.user, Can.HEAR_SURVEY))
    online = Sum("returned_counts__total", default=0)
    enough = held.annotate(came=online).filter(came__gte=survey.shown_from)
    texts = OwnWords.objects.filter(place__in=enough.values("pk"), place__survey=survey)
    if request.method == "POST":
        key = request.POST.get("key", "")
        found = texts.filter(key=key) if is_key(key) else texts.none()
        if found.delete()[0]:
            messages.success(request, _("Taken out for good."))
        return redirect("partnerships:survey-words", survey.pk)
    context = {
        "survey": survey,
        "texts": texts.select_related("place__school", "item")[:MOST_WORDS],
        "total": texts.count(),
        "most": MOST_WORDS,
        "waiting": held.count() - enough.count(),
    }
    return render(request, "partnerships/survey_words.html", context)


def is_key(text):
    return len(text) == 36 and all(sign in "0123456789abcdef-" for sign in text.lower()) and text.count("-") == 4
