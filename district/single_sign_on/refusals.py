from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.utils.translation import gettext_lazy as _

REASONS = {
    "not_proven": _("What the sign-in service answered could not be proven genuine, so nothing was opened."),
    "no_address": _("The sign-in service named no e-mail address for you. The portal knows people by their address."),
    "not_verified": _("The sign-in service has not confirmed your e-mail address. Confirm it there, then try again."),
    "other_domain": _("This sign-in service does not speak for your e-mail address. Choose another way to sign in."),
    "unknown": _(
        "Nobody with this e-mail address has an account here. Accounts come by invitation from the district: ask your "
        "principal or the family and community engagement office."
    ),
    "other_person": _(
        "This e-mail address belonged to another account of the sign-in service. An administrator of the portal has "
        "to look at it before you can sign in."
    ),
    "not_reached": _("The sign-in service does not answer. Try again in a few minutes, or choose another way."),
}


class SignOnRefused(OAuth2Error):
    """A sign-in that opens no account. `reason` is a key of REASONS; `str()` is the sentence for the person."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason

    def __str__(self):
        return str(REASONS[self.reason])
