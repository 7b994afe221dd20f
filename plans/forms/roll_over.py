"""The form of a roll-over: one question for each open milestone, then money and days."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.forms.fields import DayInput
from plans.roll_over import CARRY, CLOSE, DROP, LEAVE, Answer, Wanted

ACTS = [
    (CARRY, gettext_lazy("Carry it into the new year")),
    (CLOSE, gettext_lazy("It is done")),
    (DROP, gettext_lazy("Drop it")),
    (LEAVE, gettext_lazy("Leave it as it is")),
]


class RollOverForm(forms.Form):
    def __init__(self, *args, steps, budget, frame, to_fall_year, **kwargs):
        """`steps`: the open milestones; `budget`: last year's lines; `frame`: last year's days, or None."""
        super().__init__(*args, **kwargs)
        self.steps, self.to_fall_year = steps, to_fall_year
        for step in steps:
            one = step.milestone
            acts = [act for act in ACTS if act[0] != CLOSE or not one.each_school]
            self.fields[f"act_{one.pk}"] = forms.ChoiceField(
                label=_("What becomes of “%(milestone)s”?") % {"milestone": one},
                choices=acts,
                initial=CARRY,
                widget=forms.RadioSelect,
                help_text=_("Each school says for itself when it is done.") if one.each_school else "",
            )
            self.fields[f"due_{one.pk}"] = forms.DateField(
                label=_("New day, where it is carried"),
                initial=school_years.years_later(one.due_on, to_fall_year - school_years.fall_year_of(one.due_on)),
                widget=DayInput(),
                required=False,
            )
            self.fields[f"reason_{one.pk}"] = forms.CharField(
                label=_("Why, where it is dropped"), max_length=300, required=False
            )
        if budget:
            self.fields["budget"] = forms.MultipleChoiceField(
                label=_("Money that is there again"),
                choices=[
                    (line.pk, f"{line.work.initiative.code}: {line.label} (${line.amount:,.2f})") for line in budget
                ],
                initial=[line.pk for line in budget],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        if frame:
            self.fields["frame"] = forms.BooleanField(
                label=_("Take over the days and guidance of the school action plans, a year later"),
                initial=True,
                required=False,
            )
        self.helper = FormHelper()
        self.helper.form_tag = False

    @property
    def milestones(self):
        """(step, act, due, reason) for the page."""
        return [
            (step, *(self[f"{name}_{step.milestone.pk}"] for name in ("act", "due", "reason"))) for step in self.steps
        ]

    def clean(self):
        data = super().clean()
        first, last = school_years.first_day(self.to_fall_year), school_years.last_day(self.to_fall_year)
        for step in self.steps:
            pk = step.milestone.pk
            act = data.get(f"act_{pk}")
            if act == CARRY and f"due_{pk}" not in self.errors:
                day = data.get(f"due_{pk}")
                if day is None or not first <= day <= last:
                    message = _("Choose a day in the school year %(year)s.")
                    self.add_error(f"due_{pk}", message % {"year": school_years.label(self.to_fall_year)})
            if act == DROP and not data.get(f"reason_{pk}"):
                self.add_error(f"reason_{pk}", _("Say in a sentence why it is dropped."))
        return data

    def wanted(self):
        """The answers as `Wanted`."""
        data = self.cleaned_data
        answers = {
            step.milestone.pk: Answer(*(data.get(f"{name}_{step.milestone.pk}") for name in ("act", "due", "reason")))
            for step in self.steps
        }
        return Wanted(answers, [int(pk) for pk in data.get("budget", [])], data.get("frame", False))
