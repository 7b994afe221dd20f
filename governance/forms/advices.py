"""Forms of a council's advice, the principal's answer, and the sign-off of draft budget and improvement plan."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from district import school_years
from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from governance import advices, sign_offs
from governance.forms.meetings import SentOnce
from governance.models import Advice, AdviceAnswer, CouncilMeeting, Motion, SignOff
from governance.models.advices import AdviceKind, Decision, SignOffKind, Stance
from plans.forms.implementation import helper
from plans.models import SchoolActionPlan

SHORT = 90  # letters of a motion in a list of motions


def motion_words(motion):
    text = motion.text if len(motion.text) <= SHORT else f"{motion.text[:SHORT]}…"
    words = {"day": date_format(motion.meeting.held_on, "SHORT_DATE_FORMAT"), "number": motion.number, "text": text}
    return _("%(day)s, motion %(number)s: %(text)s") % words


class MotionChoice(forms.ModelChoiceField):
    def label_from_instance(self, motion):
        return motion_words(motion)


class AdviceForm(SentOnce, forms.ModelForm):
    """An advice by a carried motion; of a meeting of which only counts are known, by that meeting."""

    motion = MotionChoice(
        label=gettext_lazy("Decided by the motion"), queryset=Motion.objects.none(), required=False,
        empty_label=gettext_lazy("none that the portal holds"),
    )  # fmt: skip
    meeting = forms.ModelChoiceField(
        label=gettext_lazy("Or at the meeting of"), queryset=CouncilMeeting.objects.none(), required=False,
        empty_label="—",
        help_text=gettext_lazy("Only for meetings of which the portal knows no more than how many were there."),
    )  # fmt: skip

    class Meta:
        model = Advice
        fields = ["kind", "motion", "meeting", "title", "text"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "text": gettext_lazy("As the council decided it. It is not changed later; what is wrong is put right by "
                                 "another piece of advice."),
        }  # fmt: skip

    helper = helper(gettext_lazy("Record the advice"), "council-advice-add")

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.council = council
        self.instance.school = council.school
        kinds = [one for one in AdviceKind.choices if one[0] != AdviceKind.PLAN]
        self.fields["kind"].choices = kinds
        motions = advices.motions_to_record(council)
        self.fields["motion"].queryset = motions.filter(item__action_plan=None)
        counted = council.meetings.held().filter(starts_at=None)
        self.fields["meeting"].queryset = counted.order_by("-held_on")
        if not counted.exists():
            del self.fields["meeting"]
        self.fields["title"].required = True

    def clean(self):
        data = super().clean()
        motion = data.get("motion")
        meeting = motion.meeting if motion else data.get("meeting")
        if meeting is None and "motion" not in self.errors:
            self.add_error("motion", _("Choose the motion by which the council decided its advice."))
        elif meeting:
            meeting.council = self.council
            data["meeting"] = self.instance.meeting = meeting
            self.instance.motion = motion
            if words := advices.why_not_given(self.instance):
                self.add_error("motion" if motion or "meeting" not in self.fields else "meeting", words)
        return data

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"meeting", "motion"}


class AnswerForm(SentOnce, forms.ModelForm):
    """The principal's written answer, with the reason."""

    class Meta:
        model = AdviceAnswer
        fields = ["decision", "reason", "until"]
        labels = {"until": pgettext_lazy("day", "Decided by")}
        widgets = {"decision": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 6}), "until": DayInput()}
        help_texts = {
            "reason": gettext_lazy("What is done, or why not. The council reads it; with posted minutes, everybody."),
            "until": gettext_lazy("Only if it is decided later."),
        }

    helper = helper(gettext_lazy("Send the answer"), "advice-answer")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [one for one in self.fields["decision"].choices if one[0]]

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day and not school_years.all_days()[0] <= day <= school_years.all_days()[1]:
            raise forms.ValidationError(_("No school year holds this date."))
        return day

    def clean(self):
        data = super().clean()
        is_later = data.get("decision") == Decision.LATER
        if is_later and "until" not in self.errors:
            if not data.get("until"):
                self.add_error("until", _("Say by when it will be decided."))
            elif data["until"] <= timezone.localdate():
                self.add_error("until", _("This day is over: name one to come."))
        if not is_later:
            data["until"] = None
        return data


class SignOffForm(NotUnseen, SentOnce, WithEvidence, forms.ModelForm):
    """Which document is laid before the council. The page supplies council and school year."""

    class Meta:
        model = SignOff
        fields = ["kind", "title", "version", "dated_on", "action_plan"]
        widgets = {"kind": forms.RadioSelect, "dated_on": DayInput()}
        help_texts = {
            "title": gettext_lazy("For example: Draft budget of the school for 2027–28."),
            "version": gettext_lazy("For example: 2. Each version is signed by itself."),
            "action_plan": gettext_lazy("If the improvement plan is written in the portal."),
        }

    helper = helper(gettext_lazy("Save"), "sign-off")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = SignOffKind.choices
        plans = SchoolActionPlan.objects.filter(
            school=self.instance.council.school, fall_year=self.instance.fall_year
        ).select_related("school")
        self.fields["action_plan"].queryset = plans
        if not plans.exists():
            del self.fields["action_plan"]
        if not self.instance.pk:
            self.initial["dated_on"] = self.initial.get("dated_on") or timezone.localdate()
            self.initial["version"] = self.initial.get("version") or "1"
        self.add_evidence(by, self.instance.evidence)

    def clean_dated_on(self):
        day = self.cleaned_data["dated_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        data = super().clean()
        if data.get("action_plan") and data.get("kind") == SignOffKind.BUDGET:
            self.add_error("action_plan", _("A draft budget is not an action plan."))
        self.instance.evidence = self.evidence
        return data

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"council", "fall_year"}


class SigningForm(forms.Form):
    """The chair signs what the council has voted."""

    stance = forms.ChoiceField(
        label=gettext_lazy("The council"),
        widget=forms.RadioSelect,
        choices=[
            (Stance.APPROVED.value, gettext_lazy("approves the document")),
            (Stance.ADVISED.value, gettext_lazy("signs it with the advice below")),
        ],
        initial=Stance.APPROVED.value,
    )
    motion = MotionChoice(label=gettext_lazy("Decided by the motion"), queryset=Motion.objects.none())
    advice = forms.CharField(
        label=gettext_lazy("The council's advice"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The principal answers it in writing."),
    )
    is_sure = forms.BooleanField(
        label=gettext_lazy("I sign for the council, under my own account. This cannot be taken back.")
    )

    helper = helper(gettext_lazy("Sign for the council"), "sign-off-signing")

    def __init__(self, *args, sign_off, **kwargs):
        super().__init__(*args, **kwargs)
        found = sign_offs.motions_for(sign_off)
        field = self.fields["motion"]
        field.queryset = Motion.objects.filter(pk__in=[one.pk for one in found]).select_related(
            "meeting__council__school"
        )
        field.choices = [("", _("Choose")), *((one.pk, motion_words(one)) for one in found)]

    def clean(self):
        data = super().clean()
        if data.get("stance") == Stance.ADVISED and not data.get("advice"):
            self.add_error("advice", _("Write the advice that goes with the signature."))
        return data

    def verdict(self):
        data = self.cleaned_data
        advice = data["advice"] if data["stance"] == Stance.ADVISED else ""
        return sign_offs.Verdict(data["stance"], motion=data["motion"], advice=advice)


class UnsignedForm(forms.Form):
    """Why a document bears no signature of the council."""

    stance = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        widget=forms.RadioSelect,
        choices=[
            (Stance.REFUSED.value, gettext_lazy("The council refuses to sign")),
            (Stance.MISSING.value, gettext_lazy("There is no signature")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("It is read by the council, the principal and central office, and printed on the form."),
    )
    helper = helper(gettext_lazy("Record it"), "sign-off-unsigned")

    def verdict(self):
        return sign_offs.Verdict(self.cleaned_data["stance"], reason=self.cleaned_data["reason"])
