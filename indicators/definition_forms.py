"""Forms for a changed definition: proposing it, and answering a proposal."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.forms.guard import NotUnseen
from indicators.models import DefinitionChange
from indicators.models.definitions import IN_ALL_LANGUAGES, LANGUAGES, TEXTS
from indicators.parameters import EARLIEST, this_year
from indicators.proposal_forms import ProposalAnswerForm

YEARS_AHEAD = 2
LONG = ("definition", "counted", "of_whom")
CHOOSE = [("", gettext_lazy("Choose a school year"))]


class DefinitionForm(NotUnseen, forms.ModelForm):
    fall_year = forms.TypedChoiceField(label=gettext_lazy("Counts from school year"), coerce=int)
    field_order = ["fall_year", *(f"{name}_{one}" for name in ("reason", *TEXTS[:-1]) for one in LANGUAGES)]

    class Meta:
        model = DefinitionChange
        fields = ["fall_year", *IN_ALL_LANGUAGES]
        widgets = {
            f"{name}_{one}": (forms.Textarea if name in LONG else forms.TextInput)(
                attrs={"lang": one, "spellcheck": "true", **({"rows": 4} if name in LONG else {})}
            )
            for name in TEXTS
            for one in LANGUAGES
        }
        help_texts = {
            "reason_en": gettext_lazy("One sentence. It stands beside the chart from that year on."),
            "counted_en": gettext_lazy("Who or what is counted, in plain words: the numerator."),
            "of_whom_en": gettext_lazy("Out of whom: the denominator. Where there is none, say that it is a count."),
            "source_en": gettext_lazy("Which document says so."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = range(this_year() + YEARS_AHEAD, EARLIEST - 1, -1)
        self.fields["fall_year"].choices = [*CHOOSE, *((year, school_years.label(year)) for year in years)]
        self.fields["fall_year"].help_text = _(
            "Figures of earlier years keep the definition before, and nothing is compared across."
        )
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Propose the change"), css_id="save"))

    def clean_fall_year(self):
        year = self.cleaned_data["fall_year"]
        if self.instance.indicator.definition_changes.approved().filter(fall_year=year).exists():
            raise forms.ValidationError(_("A change from this school year on is approved already."))
        return year


class DefinitionAnswerForm(ProposalAnswerForm):
    approving = gettext_lazy("Approve: it counts from that school year on")
    changed = gettext_lazy("The proposal was changed meanwhile. Read it again, then decide.")

    def __init__(self, *args, change, **kwargs):
        super().__init__(*args, shown=change.proposed_at.isoformat(), **kwargs)
