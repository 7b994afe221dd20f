"""What an administrator does for somebody who cannot get in, or should not: a lost second factor, a wrong link to the
sign-in service, an invitation that was a mistake."""

from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from district import people, second_factor
from district.models import User

EDIT = require_http_methods(["GET", "POST"])


@EDIT
def person_second_factor_reset(request, pk):
    person = get_object_or_404(User, pk=pk)
    if person == request.user:
        messages.error(request, _("You change your own second step on this page."))
        return redirect("mfa_index")
    if request.method == "POST":
        second_factor.reset(user=person, by=request.user)
        messages.success(request, _("The second step of %(person)s is reset; a mail tells them.") % {"person": person})
        return redirect(person)
    text = _(
        "Do this only after you have spoken with %(person)s in person or by a number you know. The authenticator app, "
        "the passkeys and the recovery codes are taken away, the person is signed out everywhere and told by mail. At "
        "the next sign-in the password alone opens the account, and a new second step is set up."
    )
    return ask(request, person, _("Reset the second step"), text % {"person": person})


@EDIT
def person_sign_on_forget(request, pk):
    person = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        SocialAccount.objects.filter(user=person).delete()
        messages.success(request, _("The next sign-in with the service of the organization makes a new link."))
        return redirect(person)
    text = _(
        "The portal keeps which account of the sign-in service belongs to %(person)s, so that nobody who is given the "
        "same address later gets in. Forget the link if the person has a new account there."
    )
    return ask(request, person, _("Forget the link to the sign-in service"), text % {"person": person})


@EDIT
def person_invitation_withdraw(request, pk):
    person = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        try:
            people.withdraw_invitation(user=person, by=request.user)
        except people.NotWaiting:
            messages.error(request, _("%(person)s has no open invitation.") % {"person": person})
        except people.LastAdministrator as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The invitation of %(person)s is withdrawn.") % {"person": person})
        return redirect(person)
    text = _("The link in the mail stops working and the account is shut. You can open it and invite again later.")
    return ask(request, person, _("Withdraw the invitation"), text)


def ask(request, person, title, text):
    return render(request, "district/person_confirm.html", {"person": person, "title": title, "text": text})
