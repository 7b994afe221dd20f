"""All councils: which are composed as the state's model says and which work; and the models that they follow."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads
from district.access import Can, may, schools_where
from governance import composition, council_models
from governance.models import Council, CouncilModel

MOST_VACANCIES = 100  # shown at once, the longest first
HEADERS = [
    "school_code", "school", "model", "composed_as_state_model", "works", "voting_members", "voting_seats", "quorum",
    "vacant_seats", "vacant_since", "terms_ending_in_60_days", "last_met", "why_not_composed", "why_not_working",
]  # fmt: skip


@require_safe
def council_composition(request):
    """Which councils are lawfully composed, which not and why; vacancies and for how long; terms that end soon."""
    today = timezone.localdate()
    councils = Council.objects.filter(school__in=schools_where(request.user, Can.VIEW_ACTIVITY))
    councils = councils.exclude(school__closed_on__lt=today).select_related("school", "model").order_by("school__name")
    found = composition.reports(councils, today)
    chosen = request.GET.get("show", "")
    tests = {
        "": lambda one: True,
        "unlawful": lambda one: not one.is_lawful,
        "idle": lambda one: not one.works,
        "vacant": lambda one: bool(one.vacant),
        "ending": lambda one: bool(one.ending),
    }
    labels = {
        "": pgettext("councils", "All"),
        "unlawful": _("Not as the state's model"),
        "idle": _("Not working fully"),
        "vacant": _("With vacancies"),
        "ending": _("Terms ending"),
    }
    shown = [one for one in found if tests.get(chosen, tests[""])(one)]
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "councils", HEADERS, map(line, shown))
    vacant = sorted(((place, one) for one in shown for place in one.vacant), key=lambda pair: pair[0].vacant_since)
    ending = sorted(((term, one) for one in shown for term in one.ending), key=lambda pair: pair[0].ends_on)
    context = {
        "reports": shown,
        "total": len(found),
        "lawful": sum(one.is_lawful for one in found),
        "working": sum(one.works for one in found),
        "vacant_total": sum(len(one.vacant) for one in found),
        "vacancies": [(place, one, (today - place.vacant_since).days) for place, one in vacant[:MOST_VACANCIES]],
        "vacancies_left": max(len(vacant) - MOST_VACANCIES, 0),
        "ending": ending,
        "tabs": [
            (f"{labels[code]} ({sum(map(test, found))})", f"?show={code}" if code else "?", code == chosen)
            for code, test in tests.items()
        ],
        "may_set_up": may(request.user, Can.EDIT_SCHOOL),
    }
    return render(request, "governance/composition.html", context)


def line(report):
    standing, council = report.standing, report.council
    return (
        council.school.code, council.school.name, str(standing.model), int(report.is_lawful), int(report.works),
        len(standing.voting_members), standing.voting_seats, standing.quorum, len(report.vacant),
        report.vacant[0].vacant_since if report.vacant else None, len(report.ending), report.last_met,
        " ".join(report.why_not_lawful), " ".join(report.why_not_working),
    )  # fmt: skip


# ---------------------------------------------------------------------- models


@require_safe
def council_model_list(request):
    """The ways to compose a council that the portal knows."""
    models = CouncilModel.objects.prefetch_related("lines", "councils__school")
    context = {"models": models, "may_change": may(request.user, Can.EDIT_SCHOOL)}
    return render(request, "governance/model_list.html", context)


@require_http_methods(["GET", "POST"])
def council_model(request, code):
    """A model of the district's own to change; one that was adopted elsewhere is only read."""
    model = get_object_or_404(CouncilModel, code=code)
    if model.is_adopted:
        if request.method == "POST":
            messages.warning(request, _("This model was adopted elsewhere: make one of your own that starts from it."))
        context = {"model": model, "lines": model.lines.all()}
        return render(request, "governance/model_detail.html", context)
    return model_page(request, council_models.ModelForms(request.POST or None, model), model)


@require_http_methods(["GET", "POST"])
def council_model_add(request):
    """A model of the district's own, blank or starting from another (`?like=`)."""
    like = CouncilModel.objects.filter(code=request.GET.get("like", "")[:20].replace("\0", "")).first()
    return model_page(request, council_models.ModelForms(request.POST or None, CouncilModel(), like), None)


def model_page(request, forms, model):
    if request.method == "POST" and forms.is_valid():
        saved = forms.save()
        messages.success(request, _("Saved the model “%(model)s”.") % {"model": saved})
        return redirect("governance:council-model-list")
    context = {"form": forms.form, "lines": forms.lines, "model": model}
    if model:
        context["in_use"] = council_models.is_in_use(model)
    return render(request, "governance/model_form.html", context)
