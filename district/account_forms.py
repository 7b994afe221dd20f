"""The account forms whose words and links we place ourselves; the rest are allauth's own."""

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.forms import CharField, ValidationError
from django.utils.translation import gettext_lazy as _

from district import mailed_codes, repeated_codes, single_sign_on
from district.portal_settings import current as portal_settings


class LoginForm(forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].help_text = ""  # the way to a new password stands below the form, not inside it
        self.fields["remember"].label = _("Keep me signed in on this device")
        without_placeholders(self)


class ThroughThePortal:
    """Refuses an address whose people the district lets in through its own sign-in service alone. It asks about the
    domain and not about the person, so it tells nobody who has an account."""

    def refuse_if_elsewhere(self, email):
        if single_sign_on.is_the_only_way(email):
            raise ValidationError(
                _("People of your organization sign in with its own service: go to the sign-in page.")
            )


class RequestCodeForm(ThroughThePortal, forms.RequestLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        without_placeholders(self)

    def clean_email(self):
        refuse_if_shut()
        self.refuse_if_elsewhere(self.cleaned_data["email"])
        return super().clean_email()


class ConfirmCodeForm(forms.ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the mail")
        without_placeholders(self)

    def clean_code(self):
        refuse_if_shut()
        typed = self.cleaned_data["code"]
        if not mailed_codes.hides(self.expected_code, typed):
            raise get_adapter().validation_error("incorrect_code")
        return typed


def refuse_if_shut():
    """The district may shut the way by mail (a setting): a mailbox is no second thing that a person has."""
    if not portal_settings().signs_in_by_mail:
        raise ValidationError(_("Signing in by a code in a mail is not offered here. Go to the sign-in page."))


class SecondStepForm(AuthenticateForm):
    """The second step at sign-in. A code of the app that comes a second time is refused, and its holder hears of it."""

    def clean_code(self):
        try:
            return super().clean_code()
        except ValidationError:
            if repeated_codes.was_used(self.user, self.cleaned_data["code"]):
                repeated_codes.tell(self.user)
                raise ValidationError(repeated_codes.SAID) from None
            raise


class ResetPasswordForm(ThroughThePortal, forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        without_placeholders(self)

    def clean_email(self):
        self.refuse_if_elsewhere(self.cleaned_data["email"])
        return super().clean_email()


class ChangePasswordForm(forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        without_placeholders(self)


class AddPasskeyForm(AddWebAuthnForm):
    """Each key is a passkey: kept on the device, opened by finger, face or PIN, and enough to sign in by itself."""

    passwordless = None
    name = CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it again, such as “My phone”."),
        max_length=60,
        required=False,
    )

    def clean(self):
        self.cleaned_data["passwordless"] = True  # the key must have asked for finger, face or PIN
        return super().clean()


def without_placeholders(form):
    """allauth repeats each label as a placeholder, which looks like an answer already given."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
