"""Certificates: one's own as a file in either language, and the public page that checks a number."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from district.flood import limited
from district.printing.responses import pdf_response
from governance.models import TrainingRecord
from governance.printing.training import certificate, length_words, shown_number
from governance.training import catalogue
from governance.training.forms import CheckForm, plain_number

MOST_AN_HOUR = 60  # whoever holds a number is not to try out whose name stands there


@require_safe
def certificate_file(request, pk, language):
    """The certificate in one of the portal's languages: for its person, and whoever reads who was trained there."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    records = TrainingRecord.objects.visible_to(request.user).confirmed()
    records = records.select_related("module", "school", "term__user", "user", "session__partner")
    record = get_object_or_404(records, pk=pk)
    with translation.override(language):
        return pdf_response(request, certificate(record, catalogue.rules()), f"certificate {record.module.code}")


def found_by(number):
    """The confirmed record of a check number, or None."""
    records = TrainingRecord.objects.confirmed().select_related("module", "term__user", "user")
    return records.filter(number=number).first() if number else None


def asks_for_a_number(request):
    return request.method == "POST" or "number" in request.resolver_match.kwargs


@never_cache
@require_http_methods(["GET", "POST"])
@limited("certificate-check", asks=asks_for_a_number, by_person=MOST_AN_HOUR, by_address=MOST_AN_HOUR)
def check(request, number=""):
    """Say whether a check number was given, for what and when; and whether a name is the one that stands there.

    No name is ever shown: whoever holds the certificate reads it there.
    """
    initial = {"number": shown_number(plain_number(number))} if number else {}
    form = CheckForm(request.POST or None, initial=initial)
    context = {"form": form, "is_asked": False}
    if form.is_valid() or (request.method == "GET" and number):
        asked = form.cleaned_data["number"] if form.is_bound else plain_number(number)
        record = found_by(asked)
        name = form.cleaned_data["name"] if form.is_bound else ""
        context |= {
            "is_asked": True,
            "record": record,
            "length": length_words(record.minutes) if record else "",
            "number": shown_number(asked),
            "name_agrees": same_name(name, record.printed_name) if record and name else None,
        }
    return render(request, "governance/training_check.html", context)


def same_name(first, second):
    return " ".join(first.casefold().split()) == " ".join(second.casefold().split())
