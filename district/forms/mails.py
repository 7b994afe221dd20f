from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.models import OutgoingMail
from district.models.mails import MailKind, MailState


class MailFilter(forms.Form):
    """Filters of the outbox; what a filter does not know is left out. The state is chosen by the tabs above."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any")), *MailKind.choices])
    state = forms.ChoiceField(required=False, choices=MailState.choices, widget=forms.HiddenInput)

    def chosen(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self):
        chosen = self.chosen()
        mails = OutgoingMail.objects.select_related("recipient")
        if "q" in chosen:
            words = chosen["q"]
            of_person = Q(recipient__name__icontains=words) | Q(recipient__email__icontains=words)
            mails = mails.filter(of_person | Q(address__icontains=words))
        if "kind" in chosen:
            mails = mails.filter(kind=chosen["kind"])
        if "state" in chosen:
            mails = mails.filter(state=chosen["state"])
        return mails
