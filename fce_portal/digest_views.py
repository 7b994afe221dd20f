"""Which mails come and how often, and the link in each of them that stops them all."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from district import mail_links, notices
from district.models import Digest, User
from district.models.mails import MailState
from district.models.notices import Group, HowOften
from fce_portal import digest


class MailChoiceForm(forms.Form):
    """One question for the list of what waits, and one for each group of notices."""

    digest = forms.ChoiceField(
        label=gettext_lazy("What waits for me, as in “My work”"), choices=Digest.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for group in Group:
            self.fields[group] = forms.ChoiceField(
                label=group.label, choices=HowOften.choices, widget=forms.RadioSelect
            )
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("", gettext_lazy("Save")))

    @transaction.atomic
    def save(self, user):
        chosen = dict(self.cleaned_data)
        User.objects.filter(pk=user.pk).update(digest=chosen.pop("digest"))
        notices.choose(user, chosen)


@require_http_methods(["GET", "POST"])
def digest_choice(request):
    initial = {"digest": request.user.digest, **notices.choices_of(request.user)}
    form = MailChoiceForm(request.POST or None, initial=initial)
    if form.is_valid():
        form.save(request.user)
        messages.success(request, _("Saved."))
        return redirect("digest-choice")
    last = request.user.mails.filter(state=MailState.SENT).order_by("-sent_at").first()
    return render(request, "home/digest_choice.html", {"form": form, "last": last, "email": request.user.email})


# Mail programs press it for a person without opening a page (RFC 8058), so no token of a form can come along: the
# signed link is what proves whose mails are to stop, and stopping them is all it does.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def digest_stop(request, token):
    person = mail_links.person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        digest.stop(person)
        person.refresh_from_db()
    context = {"is_stopped": digest.is_stopped(person), "email": person.email}
    return render(request, "home/digest_stop.html", context)
