"""The invitation: one mail in both languages with a link, good once and for so many days, to choose a password.

Whose organization signs in with its own service gets a link to the sign-in page instead: there is no password.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from district import languages_offered, letters, portal_settings, single_sign_on
from district.addresses import address_for
from district.models.audit import EntryKind
from district.trail import entries


def path_for(user):
    """Where the person chooses a password: spent once a password is set, void after the days of the settings or once
    the invitation is withdrawn."""
    if single_sign_on.is_the_only_way(user.email):
        return reverse("account_login")
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


def send(*, user, link, by):
    """Send the invitation; whether the mail server has it by now. If not, the outbox goes on trying."""
    return letters.send(**letter(user=user, link=link, by=by))


def queue(*, user, by):
    """Leave the invitation to the workers: for many people at once."""
    letters.queue(**letter(user=user, link=f"{settings.PORTAL_URL}{path_for(user)}", by=by))


def letter(*, user, link, by):
    """What the invitation says, in both languages, the person's first."""
    context = {
        "user": user,
        "by": by,
        "link": link,
        "days": portal_settings.current().invitation_days,
        "has_password": not single_sign_on.is_the_only_way(user.email),
        "personal_data": address_for(reverse("personal-data")),
        "roles": user.memberships.select_related("school").order_by("starts_on"),
    }
    first = languages_offered.language_for(user.preferred_language)
    languages = sorted(languages_offered.codes(), key=lambda language: language != first)
    bodies = [in_language(language, "district/email/invitation.txt", context) for language in languages]
    subjects = [in_language(language, "district/email/invitation_subject.txt", context) for language in languages]
    body = "\n\n----------------------------------------\n\n".join(bodies)
    return {"subject": " / ".join(subjects), "body": body, "to": user.email, "recipient": user}


def send_and_say(request, user):
    """Send it now and tell whoever invites how it went: an invitation that is not sent leaves a person waiting."""
    link = address_for(path_for(user))
    entries.note(EntryKind.INVITED, request=request, about=user.email)
    if send(user=user, link=link, by=request.user):
        messages.success(request, _("The invitation was sent to %(email)s.") % {"email": user.email})
    else:
        text = _("%(person)s is entered. The invitation could not be sent yet; the portal tries again by itself.")
        messages.warning(request, text % {"person": user})


def in_language(language, template, context):
    with translation.override(language):
        return render_to_string(template, context).strip()
