"""When people are reminded, and on which days nobody is."""

from django import forms
from django.utils.translation import gettext_lazy

from district.forms.fields import DayInput
from district.models import DayOff
from plans.models import ReminderRule


class ReminderForm(forms.ModelForm):
    class Meta:
        model = ReminderRule
        fields = ["days", "escalates"]
        help_texts = {
            "days": gettext_lazy("7 is a week after the day; −7 is a week before it."),
            "escalates": gettext_lazy("The principal for a step of a school, central office for a milestone."),
        }


class DayOffForm(forms.ModelForm):
    class Meta:
        model = DayOff
        fields = ["name", "first_day", "last_day"]
        widgets = {"first_day": DayInput(), "last_day": DayInput()}
