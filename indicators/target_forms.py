"""The form for an interim target."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.models import School
from indicators import target_paths, targets
from indicators.dimensions import GROUPS, Dimension
from indicators.models import IndicatorTarget
from indicators.parameters import this_year

YEARS_AHEAD = 10


def group_choices():
    """Every group under its breakdown, as "RACE_ETH:HI"."""
    groups = [("ALL:ALL", GROUPS[Dimension.ALL]["ALL"])]
    for dimension in Dimension:
        if dimension != Dimension.ALL:
            named = [(f"{dimension}:{code}", label) for code, label in GROUPS[dimension].items()]
            groups.append((dimension.label, named))
    return groups


def year_choices(adopted):
    """The plan's years, those before this one and those ahead."""
    years = set(range(this_year() - 5, this_year() + YEARS_AHEAD))
    if adopted:
        years.update(target_paths.cycle(adopted))
    return [(year, school_years.label(year)) for year in sorted(years)]


class TargetForm(forms.ModelForm):
    """By when, for whom, how much. How it is compared follows from the adopted target."""

    who = forms.ChoiceField(label=_("Students"), choices=group_choices)
    target_fall_year = forms.TypedChoiceField(label=_("By the end of school year"), coerce=int)

    class Meta:
        model = IndicatorTarget
        fields = ["target_fall_year", "who", "school", "target_value", "wording"]
        labels = {"target_value": _("Target"), "wording": _("Why this step")}
        help_texts = {
            "school": _("Leave empty for the whole district."),
            "wording": _("One sentence; it is shown beside the proposal."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target_fall_year"].choices = year_choices(targets.adopted(self.instance.indicator))
        self.fields["school"].queryset = School.objects.order_by("name")
        self.fields["school"].required = False
        self.initial["target_fall_year"] = self.initial.get("target_fall_year") or this_year()
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("propose", _("Propose this target"), css_id="propose"))

    def clean_who(self):
        dimension, _colon, group = self.cleaned_data["who"].partition(":")
        self.instance.dimension, self.instance.group = dimension, group
        return self.cleaned_data["who"]

    def clean_target_value(self):
        value = self.cleaned_data["target_value"]
        if wrong := targets.wrong_with(self.instance.indicator, value):
            raise forms.ValidationError(wrong)
        return value

    def _get_validation_exclusions(self):
        """The page supplies what the uniqueness of a target is made of; put it back into the check."""
        return super()._get_validation_exclusions() - {"indicator", "kind", "dimension", "group", "school"}
