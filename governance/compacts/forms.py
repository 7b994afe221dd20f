"""Forms of compacts: the text part by part, and what is recorded around it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.fields import DayInput
from district.forms.for_anybody import FormForAnybody
from district.forms.guard import NotUnseen
from district.models import Language
from district.models.schools import Grade
from governance.compacts.passages import SECTION_TEXTS
from governance.forms.choosing import SaysWhenNothingIsChosen
from governance.models import (
    CompactComment,
    CompactGoal,
    CompactHandedOut,
    CompactReview,
    CompactSection,
    CompactTalks,
    CompactTranslation,
    CompactVersion,
    CompactYear,
    InputSession,
    PassageTranslation,
)
from governance.models.compacts import ALL_TEXTS, MOST_GOALS
from indicators.models import Indicator
from plans.forms.implementation import helper
from plans.models import PlanGoal

GUIDANCE = {
    "shared": gettext_lazy(
        "How do families, all staff and students share the work, and how do they build a partnership?"
    ),
    "school_role": gettext_lazy(
        "What does the school promise for good teaching in a place where children feel welcome?"
    ),
    "family_role": gettext_lazy(
        "How does each family support learning: helping in class, deciding about their child's education, good use of "
        "free time?"
    ),
    "student_role": gettext_lazy("What do students promise, in words they would use?"),
    "strategies": gettext_lazy("What can every family do at home, whatever language it speaks?"),
    "conferences": gettext_lazy("When are conferences, and how is the compact talked through there for each child?"),
    "reports": gettext_lazy("How often, and how, do families hear how their child is doing?"),
    "access": gettext_lazy("How do families reach staff, volunteer, take part in class and watch a lesson?"),
    "two_way": gettext_lazy("How do families and staff talk with each other, in a language the family understands?"),
    "developed": gettext_lazy("Who wrote this, when and how did families take part? Counts and groups, never names."),
    "heard": gettext_lazy("What did families ask for, and what reads differently because of it?"),
    "involvement": gettext_lazy("Who takes part, when in the year, and what happens with what they say?"),
    "annual_meeting": gettext_lazy("When is it, how is everybody invited, and what is explained there?"),
    "flexible": gettext_lazy("Mornings, evenings, online? Is there help with the way, child care, visits at home?"),
    "information": gettext_lazy("What is taught, how is it tested, what is expected, and when do families hear of it?"),
    "suggestions": gettext_lazy("How does a family ask for a meeting, and how soon does it get an answer?"),
    "objections": gettext_lazy("Where do comments go of families who do not agree with the school's plan?"),
    "compact_part": gettext_lazy("How do families write the compact with you, and when is it talked through?"),
    "capacity": gettext_lazy("Which evenings, materials and trainings are there, for families and for staff?"),
    "coordination": gettext_lazy("Which preschool, library, adult education or other programs work with you?"),
    "inclusion": gettext_lazy("Interpreters, access, formats: what does each family need to take part?"),
    "reserve": gettext_lazy("Which families decide with you, and how is it told what was bought?"),
    "evaluation": gettext_lazy("When and how is it asked what keeps families away, what they need, and what works?"),
    "distribution": gettext_lazy("Where is it handed out, in which languages, and when is it brought up to date?"),
}
WRITING = gettext_lazy("Short sentences, everyday words. Never the name of a child.")


def text_area(rows):
    return forms.Textarea(attrs={"rows": rows})


class _PartForm(NotUnseen, forms.ModelForm):
    helper = helper(gettext_lazy("Save"), "compact-part")


def part_form(name):
    """The form of one text of a compact."""
    return forms.modelform_factory(
        CompactVersion,
        form=_PartForm,
        fields=[name],
        widgets={name: text_area(8)},
        help_texts={name: GUIDANCE[name]},
    )


PARTS = {name: part_form(name) for name in ALL_TEXTS}


class SectionForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    class Meta:
        model = CompactSection
        fields = ["low_grade", "high_grade", "school_does", "families_do", "students_do"]
        widgets = {name: text_area(4) for name in ("school_does", "families_do", "students_do")}
        help_texts = {"school_does": WRITING}

    helper = helper(gettext_lazy("Save"), "compact-section")

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"version"}  # no two sections hold the same grade


class GoalForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    class Meta:
        model = CompactGoal
        fields = ["statement", "plan_goal", "indicator"]
        help_texts = {
            "statement": gettext_lazy("One sentence that a family understands."),
            "plan_goal": gettext_lazy("The goal of the school's action plan that this serves."),
            "indicator": gettext_lazy("Left empty: the one of the action plan's goal."),
        }

    helper = helper(gettext_lazy("Save"), "compact-goal")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        compact = self.instance.section.version.compact
        of_school = PlanGoal.objects.filter(plan__school=compact.school_id, plan__fall_year=compact.fall_year)
        self.fields["plan_goal"].queryset = of_school
        self.fields["indicator"].queryset = Indicator.objects.equity()
        self.fields["indicator"].required = False

    def clean(self):
        data = super().clean()
        if not data.get("indicator"):
            if not data.get("plan_goal"):
                self.add_error("indicator", _("Choose a goal of the action plan, or an indicator."))
            else:
                data["indicator"] = data["plan_goal"].indicator
                self.instance.indicator = data["indicator"]
        return data

    def free_position(self):
        """The first of the three places that is free in the section, or None."""
        taken = set(self.instance.section.goals.values_list("position", flat=True))
        return next((number for number in range(1, MOST_GOALS + 1) if number not in taken), None)


class SessionForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages that were spoken"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = InputSession
        fields = ["held_on", "mode", "languages", "families_total", "staff_total", "students_total", "themes"]
        widgets = {"held_on": DayInput(), "themes": text_area(5)}
        help_texts = {"themes": gettext_lazy("What people said, by topic. Never who said it.")}

    helper = helper(gettext_lazy("Save"), "compact-session")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = [(one.tag, one.name) for one in Language.objects.all()]

    def clean_held_on(self):
        return not_to_come(self.cleaned_data["held_on"])


def not_to_come(day):
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return day


class CommentForm(forms.ModelForm):
    class Meta:
        model = CompactComment
        fields = ["text", "wording"]
        widgets = {"text": text_area(3), "wording": text_area(4)}
        help_texts = {"wording": gettext_lazy("How would you say it? The school can take it over with one click.")}

    helper = helper(gettext_lazy("Save the comment"), "compact-comment")


class ReplyForm(forms.ModelForm):
    class Meta:
        model = CompactComment
        fields = ["text"]
        widgets = {"text": text_area(3)}
        labels = {"text": gettext_lazy("Your answer")}

    helper = helper(gettext_lazy("Reply"), "compact-reply")


class ApprovalForm(forms.Form):
    """Approving by a carried motion: nothing to type, unless comments are open."""

    note = forms.CharField(
        label=gettext_lazy("Where comments are still open: why?"), max_length=300, required=False
    )  # fmt: skip

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(label)


class BoardApprovalForm(ApprovalForm):
    """The approval of the district's own policy, by a body that does not meet in the portal."""

    decided_on = forms.DateField(label=gettext_lazy("Decided on"), widget=DayInput)
    words = forms.CharField(
        label=gettext_lazy("Which body decided, and how?"),
        max_length=300,
        help_text=gettext_lazy("For example: Board of Education, regular meeting, item 7, 8 for, 1 against."),
    )
    field_order = ["decided_on", "words", "note"]

    def clean_decided_on(self):
        return not_to_come(self.cleaned_data["decided_on"])


class TranslationBeginForm(SaysWhenNothingIsChosen, forms.Form):
    language = forms.ModelChoiceField(label=gettext_lazy("Language"), queryset=None)
    translator = forms.ChoiceField(
        label=gettext_lazy("Who translates?"), choices=CompactTranslation.Translator.choices, widget=forms.RadioSelect
    )

    helper = helper(gettext_lazy("Begin the translation"))

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        there = version.translations.values("language")
        self.fields["language"].queryset = Language.objects.exclude(tag="en").exclude(tag__in=there)
        self.initial["translator"] = CompactTranslation.Translator.HUMAN


class PassageForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = PassageTranslation
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8, "dir": "auto"})}

    helper = helper(gettext_lazy("Save and go on"), "compact-translation")


class HandedOutForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    class Meta:
        model = CompactHandedOut
        fields = ["given_on", "channel", "language", "copies_total", "acknowledged_total"]
        widgets = {"given_on": DayInput()}
        help_texts = {
            "acknowledged_total": gettext_lazy("How many sheets came back. Keep the sheets out of the portal.")
        }

    helper = helper(gettext_lazy("Save"), "compact-handed-out")

    def clean_given_on(self):
        return not_to_come(self.cleaned_data["given_on"])


class TalksForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    class Meta:
        model = CompactTalks
        fields = ["grade", "round", "held_on", "held_total", "discussed_total"]
        widgets = {"held_on": DayInput()}
        help_texts = {"round": gettext_lazy("1 for the first conferences of the year, 2 for the next.")}

    helper = helper(gettext_lazy("Save"), "compact-talks")

    def clean_held_on(self):
        return not_to_come(self.cleaned_data["held_on"])

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"version"}


class ReviewForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = CompactReview
        fields = ["worked", "data", "changes"]
        widgets = {name: text_area(5) for name in ("worked", "data", "changes")}

    helper = helper(gettext_lazy("Save"), "compact-review")


class YearForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = CompactYear
        fields = ["approve_by"]
        widgets = {"approve_by": DayInput()}

    helper = helper(gettext_lazy("Save"))


class NoteForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Why, in a sentence?"), max_length=300)

    def __init__(self, *args, label, asks_for_note, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_for_note:
            del self.fields["note"]
        self.helper = helper(label)


class FamilyCommentForm(FormForAnybody):
    """What a family writes on the public page."""

    text = forms.CharField(
        label=gettext_lazy("What would you change? What helps at home?"),
        max_length=1500,
        min_length=3,
        widget=text_area(5),
        help_text=gettext_lazy("No names, please: not yours, not your child's. Nobody sees who wrote it."),
    )


class QualityForm(forms.Form):
    """Yes or no to each question of the guide; a no says what to put right."""

    YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))

    def __init__(self, *args, guide, before=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(guide.items.all())
        said = {one.item_id: one for one in before.answers.all()} if before else {}
        for item in self.items:
            answer = said.get(item.pk)
            self.fields[f"{item.code}"] = forms.ChoiceField(
                label=item.question,
                choices=self.YES_NO,
                widget=forms.RadioSelect,
                initial=("yes" if answer.is_met else "no") if answer else None,
            )
            self.fields[f"{item.code}-fix"] = forms.CharField(
                label=_("If not: what should be put right?"),
                max_length=300,
                required=False,
                initial=answer.fix if answer else "",
            )
        self.fields["note"] = forms.CharField(
            label=_("Anything else"),
            max_length=1000,
            required=False,
            widget=text_area(3),
            initial=before.note if before else "",
        )
        self.helper = helper(_("Save"), "compact-quality")

    def clean(self):
        data = super().clean()
        for item in self.items:
            if data.get(item.code) == "no" and not data.get(f"{item.code}-fix"):
                self.add_error(f"{item.code}-fix", _("Say what to put right."))
        return data

    def answers(self):
        data = self.cleaned_data
        return {item: (data[item.code] == "yes", data[f"{item.code}-fix"]) for item in self.items}


class LibraryForm(forms.Form):
    """What is looked for in the library of commitments."""

    words = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    grade = forms.TypedChoiceField(
        label=gettext_lazy("Grade"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("All grades")), *Grade.choices],
    )
    part = forms.ChoiceField(label=gettext_lazy("Who promises"), required=False)
    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Equity indicator"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("All indicators"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Translated into"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.equity()
        self.fields["part"].choices = [("", _("Everybody")), *((key, one[1]) for key, one in SECTION_TEXTS.items())]
        spoken = Language.objects.exclude(tag="en")
        self.fields["language"].choices = [("", _("Any")), *((one.tag, one.name) for one in spoken)]

    def clean_words(self):
        return self.cleaned_data["words"].replace("\0", "")
