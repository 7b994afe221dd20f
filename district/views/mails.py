"""For administrators: which mails wait, failed or were sent; and in a first run the mails themselves."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from district import mail_folder, outbox
from district.forms.mails import MailFilter
from district.models import OutgoingMail
from district.models.mails import MailState

PER_PAGE = 25
STATE_KINDS = {
    MailState.WAITING: "waiting",
    MailState.SENT: "good",
    MailState.FAILED: "bad",
    MailState.DROPPED: "stopped",
}
REASONS = {
    outbox.NOTHING_TO_SAY: lambda: _(
        "When it was to be sent, nothing was left to say: read, settled, or the role ended."
    ),
    outbox.GIVEN_UP: lambda: _("An administrator gave it up."),
    outbox.OUT_OF_DATE: lambda: _("Its link no longer works. The person can ask for a new one on the sign-in page."),
}


@require_safe
def mail_list(request):
    filters = MailFilter(request.GET)
    chosen = filters.chosen()
    page = Paginator(filters.apply(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": MailFilter(initial=chosen),
        "active": len(chosen.keys() - {"state"}),
        "page": page,
        "rows": [(mail, STATE_KINDS[mail.state], in_words(mail.reason), is_open(mail)) for mail in page],
        "tabs": tabs(chosen),
        "has_folder": mail_folder.is_in_use(),
    }
    return render(request, "district/mail_list.html", context)


def tabs(chosen):
    counts = outbox.counts()
    others = {name: value for name, value in chosen.items() if name != "state"}
    labelled = [
        ("", _("All mails"), sum(counts.values())),
        *((state, state.label, counts[state]) for state in MailState),
    ]
    return [
        (
            f"{label} ({total})",
            "?" + urlencode({**others, **({"state": state} if state else {})}),
            chosen.get("state", "") == state,
        )
        for state, label, total in labelled
    ]


def in_words(reason):
    return REASONS[reason]() if reason in REASONS else reason


def is_open(mail):
    return mail.state in (MailState.WAITING, MailState.FAILED)


@require_POST
def mail_try_again(request, pk):
    mail = get_object_or_404(OutgoingMail, pk=pk)
    if outbox.try_again(mail):
        messages.success(request, _("It is sent again within a minute."))
    else:
        messages.info(request, _("This mail was sent or given up meanwhile."))
    return redirect("district:mail-list")


@require_POST
def mail_give_up(request, pk):
    mail = get_object_or_404(OutgoingMail, pk=pk)
    if outbox.give_up(mail):
        messages.success(request, _("This mail is not sent any more."))
    else:
        messages.info(request, _("This mail was sent or given up meanwhile."))
    return redirect("district:mail-list")


@require_safe
def mail_folder_list(request):
    require_folder()
    page = Paginator(mail_folder.newest(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "district/mail_folder.html", {"page": page})


@require_safe
def mail_folder_mail(request, name):
    require_folder()
    mail = mail_folder.named(name)
    if mail is None:
        raise Http404
    return render(request, "district/mail_folder_mail.html", {"mail": mail})


def require_folder():
    if not mail_folder.is_in_use():
        raise Http404
