"""Forms for targets of gaps: setting one, changing it, and recording that it was adopted."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from indicators.gap_targets import plain
from indicators.models import GapTarget
from indicators.parameters import this_year

YEARS_AHEAD = 12


class GapTargetForm(NotUnseen, forms.ModelForm):
    """`begins`: {group: the `gaps.Gap` that a target of its gap starts from}, in the order of the breakdown."""

    group = forms.ChoiceField(label=gettext_lazy("Group"))
    fall_year = forms.TypedChoiceField(label=gettext_lazy("By the end of school year"), coerce=int)
    field_order = ["group", "fall_year", "points", "wording"]

    class Meta:
        model = GapTarget
        fields = ["group", "fall_year", "points", "wording"]
        widgets = {"points": forms.TextInput(attrs={"inputmode": "decimal"})}

    def __init__(self, *args, begins, **kwargs):
        self.begins = {group: gap for group, _label, gap in begins}
        super().__init__(*args, **kwargs)
        words = _("%(group)s (now %(points)s points, %(year)s)")
        choices = [
            (group, words % {"group": label, "points": plain(abs(gap.points)), "year": gap.figure.year_label})
            for group, label, gap in begins
        ]
        if self.instance.pk:  # whose gap it is stays
            label = self.instance.group_label
            choices = [(self.instance.group, label)]
        self.fields["group"].choices = choices
        years = {year: school_years.label(year) for year in range(this_year(), this_year() + YEARS_AHEAD)}
        if self.instance.pk:
            years.setdefault(self.instance.fall_year, self.instance.year_label)
        self.fields["fall_year"].choices = sorted(years.items())
        self.fields["points"].help_text = _("How far the group may be from all students by then, in either direction.")
        self.fields["wording"].help_text = _("One sentence; everybody reads it beside the target.")
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Set this target"), css_id="save"))

    def clean(self):
        data = super().clean()
        one = self.instance
        if one._state.adding and (gap := self.begins.get(data.get("group"))):
            one.instrument, one.start_fall_year, one.start_points = (
                gap.figure.instrument,
                gap.figure.fall_year,
                abs(gap.points),
            )
        points, year = data.get("points"), data.get("fall_year")
        if points is not None and one.start_points is not None and points >= one.start_points:
            self.add_error("points", _("The target has to be narrower than the gap it starts from."))
        if year and one.start_fall_year and year <= one.start_fall_year:
            self.add_error("fall_year", _("The target has to be of a later school year than the gap it starts from."))
        same = GapTarget.objects.filter(
            indicator=one.indicator, dimension=one.dimension, group=data.get("group"), fall_year=year
        )
        if year and same.exclude(pk=one.pk).exists():
            self.add_error("fall_year", _("The gap of this group has a target for this school year already."))
        return data


class AdoptGapTargetForm(forms.Form):
    adopted_on = forms.DateField(label=gettext_lazy("Adopted on"), widget=DayInput)
    decision = forms.CharField(label=gettext_lazy("Decision that adopts it"), max_length=200)

    def clean_adopted_on(self):
        day = self.cleaned_data["adopted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day
