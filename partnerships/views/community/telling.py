"""How results were told to the community (initiative 2.3): the log, and what it lacks."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, evidence, school_years
from district.access import Can, may
from district.drafts import kept_while_typing
from district.history import history_of
from indicators.parameters import chosen_year, this_year
from indicators.tasks import ring
from partnerships.community import messages as told
from partnerships.forms.community import ResultsMessageForm
from partnerships.models import ResultsMessage
from partnerships.views.community.finding import may_change, message_or_404, schools_to_write_for, show_form
from partnerships.walkthroughs.report import language_words

LIST = "partnerships:results-messages"


@require_safe
def message_list(request):
    fall_year = chosen_year(request)
    found = ResultsMessage.objects.visible_to(request.user).in_school_year(fall_year)
    found = found.select_related("school", "activity", "indicator")
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(
            file_format, f"results-told-{fall_year}", told.HEADERS, told.file_rows(found)
        )  # fmt: skip
    rows = list(found)
    context = {
        "rows": rows,
        "overview": told.overview(rows),
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year < this_year() else None,
        "may_add": may(request.user, Can.EDIT_ACTIVITY),
    }
    return render(request, "partnerships/results_messages.html", context)


@require_safe
def message_detail(request, pk):
    one = message_or_404(request, pk)
    context = {
        "one": one,
        "languages": language_words(one.languages),
        "missing": ", ".join(told.missing_languages(one)),
        "sent": one.reached[0],
        "opened": one.reached[1],
        "may_change": may_change(request.user, one),
        "entries": history_of(one) if may(request.user, Can.VIEW_HISTORY, one.school_id) else [],
    }
    return render(request, "partnerships/results_message.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def message_add(request):
    schools = schools_to_write_for(request.user)
    only = schools[0] if isinstance(schools, list) and len(schools) == 1 else None
    initial = {"school": only, "sent_on": timezone.localdate()}
    return message_page(request, ResultsMessage(), schools, _("Note that results were told"), reverse(LIST), initial)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def message_edit(request, pk):
    one = message_or_404(request, pk, to_change=True)
    return message_page(
        request, one, schools_to_write_for(request.user), _("Change the entry"), one.get_absolute_url(), {}
    )  # fmt: skip


def message_page(request, one, schools, title, back, initial):
    form = ResultsMessageForm(
        request.POST or None, request.FILES or None, instance=one, by=request.user, schools=schools, initial=initial
    )
    if form.is_valid():
        one = form.save()
        ring()
        messages.success(request, _("Saved."))
        return redirect(one)
    return show_form(request, form, title, back, _("Results told"))


@require_POST
def message_remove(request, pk):
    """An entry made by mistake; its history stays."""
    message_or_404(request, pk, to_change=True).delete()
    ring()
    messages.success(request, _("Taken away."))
    return redirect(LIST)


@require_safe
def message_evidence(request, pk):
    one = message_or_404(request, pk)
    if one.evidence is None:
        raise Http404
    return evidence.response_or_404(one.evidence)
