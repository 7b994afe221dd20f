"""Forms of the year of the school action plans."""

from django import forms
from django.utils.translation import gettext_lazy as _

from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from plans.forms.implementation import helper
from plans.models import PlanYear
from plans.models.plan_years import DAYS

GUIDANCE = ["guidance_needs", "guidance_voice", "guidance_goals", "guidance_services", "guidance_advice"]


class PlanYearForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = PlanYear
        fields = [*DAYS, *GUIDANCE]
        widgets = {
            **{day: DayInput() for day in DAYS},
            **{field: forms.Textarea(attrs={"rows": 2}) for field in GUIDANCE},
        }
        help_texts = {
            "opens_on": _("Before this day no school begins its plan. Leave a day empty and nothing is asked for."),
            "guidance_needs": _("Schools read it beside that part of their plan."),
        }

    helper = helper(_("Save"), "plan-year")


class RemindForm(forms.Form):
    note = forms.CharField(
        label=_("In a sentence"),
        max_length=300,
        required=False,
        help_text=_("It stands in the reminder. What is due, and by when, is said without it."),
    )
    helper = helper(_("Send the reminders"))
