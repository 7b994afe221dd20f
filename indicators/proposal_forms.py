"""The decision on what one person proposed and only another one can approve."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ProposalAnswerForm(forms.Form):
    """Whoever proposed it can only decline it. `shown`: what of the proposal is on the page; whoever answers another
    one, as it was changed meanwhile, reads again first. A kind of proposal says `approving` and `changed`."""

    APPROVE, DECLINE = "APPROVE", "DECLINE"
    approving, changed = "", ""

    decision = forms.ChoiceField(label=gettext_lazy("Your decision"), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Why it is declined"), max_length=300, required=False)
    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, *args, shown, is_own=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.shown = self.initial["read"] = shown
        self.fields["decision"].choices = [(self.APPROVE, self.approving), (self.DECLINE, _("Decline it"))]
        if is_own:
            self.fields["decision"].choices = self.fields["decision"].choices[1:]
            self.fields["decision"].widget = forms.HiddenInput()
            self.initial["decision"] = self.DECLINE
            self.fields["reason"].required = True
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("answer", _("Decline it") if is_own else _("Decide"), css_id="answer"))

    def clean(self):
        data = super().clean()
        if data.get("read") != self.shown:
            self.data = self.data.copy()
            self.data["read"] = self.shown
            raise forms.ValidationError(self.changed)
        if data.get("decision") == self.DECLINE and not data.get("reason") and not self.has_error("reason"):
            self.add_error("reason", _("Say why: the person who proposed it reads this."))
        return data
