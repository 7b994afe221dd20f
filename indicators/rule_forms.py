"""Forms for the district's publication rule: proposing another one, and answering a proposal."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.guard import NotUnseen
from indicators.models import RuleChange
from indicators.models.rule_changes import THRESHOLDS
from indicators.proposal_forms import ProposalAnswerForm

LABELS = {
    "min_numerator": gettext_lazy("Show a count only from this many students"),
    "min_complement": gettext_lazy("Show a rate only if at least this many students are not counted"),
    "min_denominator": gettext_lazy("Show a rate only for groups of at least this many students"),
    "band_300": gettext_lazy(
        "In groups of 300 students and more: rates this near to 0 or 100 are only shown as a limit, in percent"
    ),
    "band_100": gettext_lazy(
        "In groups of 100 to 299 students: rates this near to 0 or 100 are only shown as a limit, in percent"
    ),
    "band_40": gettext_lazy(
        "In groups of 40 to 99 students: rates this near to 0 or 100 are only shown as a limit, in percent"
    ),
    "band_20": gettext_lazy(
        "In groups of fewer than 40 students: rates this near to 0 or 100 are only shown as a limit, in percent"
    ),
    "complementary": gettext_lazy("Hide further cells so that no hidden one can be worked out"),
}


class RuleForm(NotUnseen, forms.ModelForm):
    """The bounds of each field are the model's."""

    class Meta:
        model = RuleChange
        fields = [*THRESHOLDS, "reason"]
        labels = LABELS | {"reason": gettext_lazy("Why the rule is to change")}
        help_texts = {
            "min_numerator": gettext_lazy("The state hides counts below 6."),
            "min_denominator": gettext_lazy("The state hides groups below 20."),
            "band_300": gettext_lazy("Rates nearer to 0 or 100 than this are printed as “at most” or “at least”."),
            "reason": gettext_lazy("One sentence, for whoever decides and for whoever asks in some years."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Propose it and count what it would do"), css_id="save"))

    def clean(self):
        data = super().clean()
        if not self.errors and not RuleChange(**{name: data[name] for name in THRESHOLDS}).differences():
            raise forms.ValidationError(_("This is the rule that holds already. Change something, or leave it."))
        return data


class RuleAnswerForm(ProposalAnswerForm):
    approving = gettext_lazy("Approve: the rule holds from now on, and all figures are judged again")
    changed = gettext_lazy("The proposal or its count changed meanwhile. Read it again, then decide.")

    def __init__(self, *args, change, preview, **kwargs):
        shown = f"{change.proposed_at.isoformat()} {preview.made_at.isoformat() if preview else ''}".strip()
        super().__init__(*args, shown=shown, **kwargs)
