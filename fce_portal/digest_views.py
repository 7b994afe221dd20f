"""How often the digest comes, and the link in it that stops it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from district.models import Digest, User
from fce_portal import digest


class DigestForm(forms.Form):
    digest = forms.ChoiceField(label=gettext_lazy("How often"), choices=Digest.choices, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("", gettext_lazy("Save")))


@require_http_methods(["GET", "POST"])
def digest_choice(request):
    form = DigestForm(request.POST or None, initial={"digest": request.user.digest})
    if form.is_valid():
        User.objects.filter(pk=request.user.pk).update(digest=form.cleaned_data["digest"])
        messages.success(request, _("Saved."))
        return redirect("digest-choice")
    context = {"form": form, "last": request.user.digests.first(), "email": request.user.email}
    return render(request, "home/digest_choice.html", context)


# Mail programs press it for a person without opening a page (RFC 8058), so no token of a form can come along: the
# signed link is what proves whose mails are to stop, and stopping them is all it does.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def digest_stop(request, token):
    person = digest.person_of(token)
    if person is None:
        raise Http404
    is_stopped = person.digest == Digest.NEVER
    if request.method == "POST":
        digest.stop(person)
        is_stopped = True
    context = {"is_stopped": is_stopped, "email": person.email}
    return render(request, "home/digest_stop.html", context)
