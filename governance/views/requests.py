"""Asking to be told of a council's meetings, without an account; and recording whom somebody called."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from district.drafts import kept_while_typing
from district.flood import attempts, attempts_of
from governance import requests
from governance.forms.requests import PhonedForm, RequestForm
from governance.models import Council, MemberNotice
from governance.views.meetings import meeting_to_record, show_form

MOST_AN_HOUR = 5  # from one place, and to one address


@require_http_methods(["GET", "POST"])
def ask(request, code):
    """Ask in writing to be told of the meetings of a council. What the page says does not tell who is on the list."""
    council = get_object_or_404(Council.objects.select_related("school"), school__code=code)
    form = RequestForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    sent = redirect(reverse("governance:request-ask", args=[code]) + "?sent=1")
    status = 200
    if request.method == "POST":
        if form.is_from_a_program:
            return sent  # a program: it learns nothing
        if attempts(request, "meeting-request") > MOST_AN_HOUR:
            form.add_error(None, _("Too much was asked from here within an hour. Please come back later."))
            status = 429
        elif form.is_valid():
            email = form.cleaned_data["email"]
            if attempts_of(email.lower(), "meeting-request-to") <= MOST_AN_HOUR:
                requests.ask(council, email, form.cleaned_data["language"])
            return sent
    context = {"council": council, "form": form, "is_sent": "sent" in request.GET}
    return render(request, "governance/request.html", context, status=status)


@require_http_methods(["GET", "POST"])
def confirm(request, token):
    """The link in the mail: a button, so that no program that follows links confirms for somebody."""
    found = request_or_404(token)
    is_done = request.method == "POST"
    if is_done:
        found = requests.confirm(found)
    context = {"council": found.council, "request_": found, "is_done": is_done, "stop": requests.stop_path(found)}
    return render(request, "governance/request_confirm.html", context)


# Mail programs press it for a person without opening a page (RFC 8058): the signed link says whose mails stop, and
# stopping them is all it does.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request, token):
    found = requests.request_of(token)
    if found is None:  # stopped before, or a forged link: there is nothing to stop
        return render(request, "governance/request_stop.html", {"is_done": True})
    if request.method == "POST":
        requests.stop(found)
    return render(
        request, "governance/request_stop.html", {"council": found.council, "is_done": request.method == "POST"}
    )


def request_or_404(token):
    found = requests.request_of(token)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@kept_while_typing
def phoned(request, pk, notice):
    """That a member was told by phone, and on which day."""
    record = meeting_to_record(request, pk)
    members = MemberNotice.objects.filter(telling__meeting=record).exclude(term=None).select_related("term", "telling")
    one = get_object_or_404(members, pk=notice)
    form = PhonedForm(request.POST or None, instance=one)
    if form.is_valid():
        form.instance.phoned_by = request.user
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{record.get_absolute_url()}#told")
    return show_form(request, form, record, _("Told by phone: %(member)s") % {"member": one.term})
