"""Forms of school action plans: one for each part, so that a principal between two meetings saves as they go."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import Can, schools_held
from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput, name_blank
from district.forms.guard import NotUnseen
from district.models import User
from indicators.models import Indicator
from indicators.tasks import ring
from plans import notices
from plans.forms.implementation import helper
from plans.models import ActionStep, PlanComment, PlanGoal, SchoolActionPlan
from plans.models.action_plans import CommentVisibility, Service, StepState


class NeedsForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = SchoolActionPlan
        fields = ["needs"]
        widgets = {"needs": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"needs": gettext_lazy("What stands out, and for whom? Write about groups, never about a child.")}

    helper = helper(gettext_lazy("Save"), "action-plan-needs")


class VoiceForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = SchoolActionPlan
        fields = ["voice", "voice_families_total", "voice_students_total", "voice_staff_total"]
        widgets = {"voice": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "voice": gettext_lazy("Meetings, surveys, talks: who was heard in which languages, and what they said.")
        }

    helper = helper(gettext_lazy("Save"), "action-plan-voice")


class ServicesForm(NotUnseen, forms.ModelForm):
    services = forms.MultipleChoiceField(
        label=gettext_lazy("Services asked of central office"),
        choices=Service.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = SchoolActionPlan
        fields = ["services", "services_note"]

    helper = helper(gettext_lazy("Save"), "action-plan-services")


class AdviceForm(NotUnseen, forms.ModelForm):
    """The council's advice with its meeting, or why there is none."""

    class Meta:
        model = SchoolActionPlan
        fields = ["advice_on", "advice", "answer", "no_advice_reason"]
        widgets = {
            "advice_on": DayInput(),
            "advice": forms.Textarea(attrs={"rows": 4}),
            "answer": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"no_advice_reason": gettext_lazy("Only where the council has not advised.")}

    helper = helper(gettext_lazy("Save"), "action-plan-advice")

    def clean(self):
        data = super().clean()
        day, advice, reason = data.get("advice_on"), data.get("advice"), data.get("no_advice_reason")
        if advice and not day and "advice_on" not in self.errors:
            self.add_error("advice_on", _("On which day did the council meet?"))
        if day and not advice:
            self.add_error("advice", _("What did the council advise?"))
        if day and day > timezone.localdate():
            self.add_error("advice_on", _("This day is still to come."))
        if reason and (day or advice):
            self.add_error("no_advice_reason", _("Leave this empty where the council has advised."))
        return data


class GoalForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = PlanGoal
        fields = ["indicator", "statement", "target_value", "strategy", "initiatives"]
        widgets = {
            "strategy": forms.Textarea(attrs={"rows": 4}),
            "initiatives": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "statement": gettext_lazy("One sentence that a family understands."),
            "target_value": gettext_lazy("In the unit of the indicator; the school's own, for this year."),
        }

    helper = helper(gettext_lazy("Save"), "action-plan-goal")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.equity()
        name_blank(self, indicator=_("Choose an indicator"))
        self.fields["initiatives"].queryset = self.fields["initiatives"].queryset.order_by("code")


class StepForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = ActionStep
        fields = ["goal", "what", "who", "due_on", "resources", "grows_families", "grows_staff"]
        widgets = {"due_on": DayInput()}
        labels = {"goal": gettext_lazy("Goal it serves")}
        help_texts = {"who": gettext_lazy("A name or a role of the staff, a team, a partner. Never a child.")}

    helper = helper(gettext_lazy("Save"), "action-plan-step")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        goals = self.instance.goal.plan.goals.all()
        if not self.instance.pk or len(goals) < 2:
            del self.fields["goal"]  # there is only one it can serve
            return
        self.fields["goal"].queryset = goals
        self.fields["goal"].empty_label = None

    def clean_due_on(self):
        day, fall_year = self.cleaned_data["due_on"], self.instance.goal.plan.fall_year
        if not school_years.first_day(fall_year) <= day <= school_years.last_day(fall_year):
            message = _("This day is not in the school year %(year)s of the plan.")
            raise forms.ValidationError(message % {"year": school_years.label(fall_year)}, code="other_year")
        return day


class ProgressForm(WithEvidence, NotUnseen, forms.ModelForm):
    """How far a step is, and what shows it; also after the plan was approved."""

    class Meta:
        model = ActionStep
        fields = ["state", "done_on", "evidence"]
        widgets = {"state": forms.RadioSelect, "done_on": DayInput()}
        help_texts = {"done_on": gettext_lazy("Left empty for a step that is done: today.")}

    helper = helper(gettext_lazy("Save"), "action-plan-progress")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [one for one in self.fields["state"].choices if one[0]]
        self.add_evidence(by, self.instance.evidence_file)

    def clean(self):
        data = super().clean()
        if data.get("state") != StepState.DONE:
            data["done_on"] = None
        elif "done_on" not in self.errors:
            data["done_on"] = data.get("done_on") or timezone.localdate()
            if data["done_on"] > timezone.localdate():
                self.add_error("done_on", _("This day is still to come."))
        return data

    def save(self):
        self.instance.evidence_file = self.evidence
        step = super().save()
        ring()
        return step


class ReflectionForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = SchoolActionPlan
        fields = ["reflection", "next_year"]
        widgets = {"reflection": forms.Textarea(attrs={"rows": 5}), "next_year": forms.Textarea(attrs={"rows": 4})}

    helper = helper(gettext_lazy("Save"), "action-plan-reflection")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reflection"].required = True


PARTS = {
    "needs": (NeedsForm, gettext_lazy("What the school's own figures say")),
    "voice": (VoiceForm, gettext_lazy("Family voice")),
    "services": (ServicesForm, gettext_lazy("Services asked of central office")),
    "advice": (AdviceForm, gettext_lazy("The council's advice")),
    "reflection": (ReflectionForm, gettext_lazy("Looking back at the year")),
}


class CommentForm(forms.ModelForm):
    inside_school = forms.BooleanField(
        label=gettext_lazy("Keep it inside the school"),
        required=False,
        help_text=gettext_lazy("Then only people of this school read it, its council included."),
    )
    also_tell = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Also tell"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They get a notice. So does whoever you name in the text as @Name."),
    )

    class Meta:
        model = PlanComment
        fields = ["text", "must_fix"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, may_demand, **kwargs):
        """`may_demand`: whether the person may make it a condition of approval."""
        super().__init__(*args, **kwargs)
        plan, by = self.instance.plan, self.instance.by
        if not may_demand:
            del self.fields["must_fix"]
        if plan.school_id not in schools_held(by, Can.VIEW_ACTION_PLAN):
            del self.fields["inside_school"]  # central office could not read it itself
        self.fields["also_tell"].queryset = notices.people_to_tell(plan, by)
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": "", "data-draft-key": "action-plan-comment", "data-autosave": ""}
        self.helper.add_input(Submit("", gettext_lazy("Save the comment")))

    def clean(self):
        data = super().clean()
        if data.get("inside_school"):
            self.instance.visibility = CommentVisibility.SCHOOL
            outside = [person for person in data.get("also_tell") or [] if not self.instance.may_be_read_by(person)]
            if outside:
                message = _("These cannot read what stays inside the school: %(people)s.")
                self.add_error("also_tell", message % {"people": ", ".join(map(str, outside))})
        return data


class NoteForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("In a sentence"), max_length=500, required=False)

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(label)
