"""The two account forms whose words and links we place ourselves; the rest are allauth's own."""

from allauth.account import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].help_text = ""  # the way to a new password stands below the form, not inside it
        self.fields["remember"].label = _("Keep me signed in on this device")
        without_placeholders(self)


class ChangePasswordForm(forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        without_placeholders(self)


def without_placeholders(form):
    """allauth repeats each label as a placeholder, which looks like an answer already given."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
