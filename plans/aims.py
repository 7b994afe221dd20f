"""What the district expects an initiative to move: its own entries, beside what the adopted plan names (facts 1.4)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.dimensions import GROUPS, Dimension
from indicators.models import Indicator
from plans.models import InitiativeAim

ALL_STUDENTS = f"{Dimension.ALL}:ALL"


def group_choices():
    """Every group under its breakdown, as "RACE_ETH:HI"."""
    named = [
        (dimension.label, [(f"{dimension}:{code}", label) for code, label in GROUPS[dimension].items()])
        for dimension in Dimension
        if dimension != Dimension.ALL
    ]
    return [(ALL_STUDENTS, GROUPS[Dimension.ALL]["ALL"]), *named]


class AimForm(forms.ModelForm):
    """Which indicator, and for whom. The direction follows from the indicator."""

    who = forms.ChoiceField(label=gettext_lazy("Students"), choices=group_choices)

    class Meta:
        model = InitiativeAim
        fields = ["indicator", "who", "note"]
        labels = {"indicator": gettext_lazy("Equity indicator"), "note": gettext_lazy("Why it should move")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.equity()
        self.fields["indicator"].empty_label = _("Choose an indicator")
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("add", gettext_lazy("Add"), css_id="add"))

    def clean_who(self):
        self.instance.dimension, _colon, self.instance.group = self.cleaned_data["who"].partition(":")
        return self.cleaned_data["who"]

    def clean(self):
        data = super().clean()
        same = InitiativeAim.objects.filter(
            initiative=self.instance.initiative,
            indicator=data.get("indicator"),
            dimension=self.instance.dimension,
            group=self.instance.group,
        )
        if data.get("indicator") and same.exists():
            self.add_error("indicator", _("This indicator and these students are listed already."))
        return data
