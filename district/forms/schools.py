"""Forms about schools. What holds only for a time is entered with the day from which it holds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from district.forms.fields import DayInput, LongCheckList, name_blank
from district.models import School, SchoolProfile

FACTS = [
    "name",
    "low_grade",
    "high_grade",
    "tier",
    "is_title1",
    "is_magnet",
    "is_community_school",
    "address",
]

UNLESS_CHOSEN = {"low_grade": _("Not known"), "high_grade": _("Not known"), "tier": _("Not set")}

PREDECESSORS_HELP = _("Only where the school continues others.")


class FactsForm(forms.ModelForm):
    """New facts of a school, from a day on. The period that holds until then is closed by the verb, not here."""

    class Meta:
        model = SchoolProfile
        fields = ["starts_on", *FACTS]
        labels = {"starts_on": _("From this date"), "name": _("Name")}
        help_texts = {"starts_on": _("What held until then ends the day before. Everything else stays.")}
        widgets = {"starts_on": DayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blank(self, **UNLESS_CHOSEN)

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        school = self.instance.school_id and self.instance.school
        if school and school.profiles.filter(starts_on=day).exists():
            raise forms.ValidationError(_("A period begins on this day already. Correct that one instead."))
        if school and school.closed_on and day > school.closed_on:
            raise forms.ValidationError(_("The school is closed from then on."))
        return day

    def clean(self):
        cleaned = super().clean()
        one_grade_missing = (cleaned.get("low_grade") is None) != (cleaned.get("high_grade") is None)
        if one_grade_missing and not {"low_grade", "high_grade"} & self.errors.keys():
            missing = "low_grade" if cleaned.get("low_grade") is None else "high_grade"
            self.add_error(missing, _("Choose both the lowest and the highest grade, or neither."))
        return cleaned


class PeriodForm(FactsForm):
    """Correct a period that is there, its dates too; it may touch no other period of the school."""

    class Meta(FactsForm.Meta):
        fields = ["starts_on", "ends_on", *FACTS]
        labels = {"name": _("Name in this period")}
        help_texts = {}
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def clean_starts_on(self):
        return self.cleaned_data["starts_on"]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not be before the first day."))
        elif first:
            self.refuse_overlap(first, last)
        return cleaned

    def refuse_overlap(self, first, last):
        """The exclusion constraint's own rule, said beside the date that is wrong."""
        others = SchoolProfile.objects.filter(school=self.instance.school_id).exclude(pk=self.instance.pk)
        if others.on(first).exists():
            self.add_error("starts_on", _("These dates overlap another period of the same school."))
        elif others.filter(starts_on__gt=first, **({"starts_on__lte": last} if last else {})).exists():
            self.add_error("ends_on", _("These dates overlap another period of the same school."))


class NewSchoolForm(FactsForm):
    """A school and the first facts that are known of it."""

    code = forms.RegexField(
        r"^[0-9]{7}$",
        label=_("State code"),
        help_text=_("Seven digits, as in the state's files. It never changes."),
        error_messages={"invalid": _("A state code has seven digits, for example 0640111.")},
    )
    opened_on = forms.DateField(label=_("Opened"), required=False, widget=DayInput)
    predecessors = forms.ModelMultipleChoiceField(
        School.objects.all(),
        label=_("Grew out of"),
        required=False,
        widget=LongCheckList,
        help_text=PREDECESSORS_HELP,
    )

    field_order = ["code", "name", "opened_on", "predecessors"]

    class Meta(FactsForm.Meta):
        help_texts = {"starts_on": _("The first day on which these facts hold.")}

    def clean_code(self):
        code = self.cleaned_data["code"]
        if School.objects.filter(code=code).exists():
            raise forms.ValidationError(_("A school with this state code is there already."))
        return code

    def school(self):
        data = self.cleaned_data
        return School(code=data["code"], name=data["name"], opened_on=data["opened_on"])


class SchoolForm(forms.ModelForm):
    """What a school keeps for good besides its code: its first day, where it grew out of."""

    class Meta:
        model = School
        fields = ["opened_on", "predecessors"]
        widgets = {"opened_on": DayInput, "predecessors": LongCheckList}
        help_texts = {"predecessors": PREDECESSORS_HELP}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["predecessors"].queryset = School.objects.exclude(pk=self.instance.pk)

    def clean_opened_on(self):
        day = self.cleaned_data["opened_on"]
        if day and self.instance.closed_on and day >= self.instance.closed_on:
            raise forms.ValidationError(_("A school closes after it opens."))
        return day
