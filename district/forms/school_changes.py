"""The form for a school that closes or becomes part of another: looked at first, then done."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_changes, school_years
from district.forms.fields import DayInput, LongCheckList
from district.models import School


class SchoolChangeForm(forms.Form):
    """`seen` is what was typed when the preview was shown: only the same is done."""

    last_day = forms.DateField(label=gettext_lazy("Last day it is open"), widget=DayInput)
    into = forms.ModelChoiceField(
        School.objects.none(),
        label=gettext_lazy("Becomes part of"),
        required=False,
        empty_label=gettext_lazy("No school: it closes"),
        help_text=gettext_lazy("The school that carries on from the next day. Add a new school first."),
    )
    along = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=gettext_lazy("Schools that do the same"),
        required=False,
        widget=LongCheckList,
        help_text=gettext_lazy("Where several schools become one."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, help_text=gettext_lazy("One sentence, for whoever asks later.")
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        today = timezone.localdate()
        others = School.objects.exclude(pk=school.pk)
        self.fields["into"].queryset = others.not_closed_on(today)
        self.fields["along"].queryset = others.open_on(today).filter(closed_on=None)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("look", _("Show what it means"), css_id="look"))

    @property
    def closing(self):
        return [self.school, *self.cleaned_data["along"]]

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        first, last = school_years.all_days()
        if not first <= day <= last:
            raise forms.ValidationError(_("No school year holds this date."))
        return day

    def clean(self):
        data = super().clean()
        if {"last_day", "into", "along"} & self.errors.keys():
            return data
        if data["along"] and not data["into"]:
            self.add_error("into", _("Choose the school that they become part of."))
            return data
        for school in self.closing:
            if against := school_changes.why_not(school, data["last_day"], data["into"]):
                self.add_error("last_day" if school == self.school else "along", against)
                break
        return data

    @property
    def as_typed(self):
        """What decides, in one text."""
        data = self.cleaned_data
        return "|".join(
            [data["last_day"].isoformat(), data["into"].code if data["into"] else "", data["reason"].strip()]
            + sorted(one.code for one in data["along"])
        )

    @property
    def is_confirmed(self):
        return self.data.get("confirm") == "yes" and self.cleaned_data["seen"] == self.as_typed
