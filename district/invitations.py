"""The invitation: one mail in both languages with a link, good once and for some days, to choose a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from district import letters
from district.addresses import address_for

LANGUAGES = ("en", "es")


def path_for(user):
    """Where the person chooses a password: spent once a password is set, and void after PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


def send(*, user, link, by):
    """Send the invitation; whether the mail server has it by now. If not, the outbox goes on trying."""
    context = {
        "user": user,
        "by": by,
        "link": link,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "roles": user.memberships.select_related("school").order_by("starts_on"),
    }
    first = user.preferred_language or LANGUAGES[0]
    languages = sorted(LANGUAGES, key=lambda language: language != first)
    bodies = [in_language(language, "district/email/invitation.txt", context) for language in languages]
    subjects = [in_language(language, "district/email/invitation_subject.txt", context) for language in languages]
    body = "\n\n----------------------------------------\n\n".join(bodies)
    return letters.send(subject=" / ".join(subjects), body=body, to=user.email, recipient=user)


def send_and_say(request, user):
    """Send it now and tell whoever invites how it went: an invitation that is not sent leaves a person waiting."""
    link = address_for(path_for(user))
    if send(user=user, link=link, by=request.user):
        messages.success(request, _("The invitation was sent to %(email)s.") % {"email": user.email})
    else:
        text = _("%(person)s is entered. The invitation could not be sent yet; the portal tries again by itself.")
        messages.warning(request, text % {"person": user})


def in_language(language, template, context):
    with translation.override(language):
        return render_to_string(template, context).strip()
