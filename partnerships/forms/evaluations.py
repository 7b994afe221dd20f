"""Forms of the evaluations of partnerships."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import Can
from district.forms.fields import DayInput, LongCheckList
from district.forms.following import EndForm, people_among
from district.forms.for_anybody import FormForAnybody
from district.forms.guard import NotUnseen
from district.models import Membership, School
from indicators.parameters import this_year
from partnerships.evaluations import families
from partnerships.evaluations.comparing import LEVELS
from partnerships.models import (
    AgreedAction,
    AgreedNote,
    CriterionRating,
    Evaluation,
    EvaluationCriterion,
    EvaluationRubric,
    EvaluationSide,
    Partner,
)
from partnerships.models.evaluations import Decision
from plans.forms.implementation import helper

CANNOT_SAY = 0
GROUPS_ONLY = gettext_lazy("Write about the work together, never about one child or family.")


def text_area(rows=3, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


class CriterionRatingForm(NotUnseen, forms.ModelForm):
    """A level with what it looks like, or that the side cannot say; and what shows it."""

    class Meta:
        model = CriterionRating
        fields = ["level", "evidence"]
        widgets = {"evidence": text_area(4)}

    helper = helper(gettext_lazy("Save and go on"), "partner-rating")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        criterion = self.instance.criterion
        choices = [(level, f"{LEVELS[level]}. {looks}") for level, looks in criterion.levels()]
        self.fields["level"] = forms.TypedChoiceField(
            label=_("How is it?"),
            choices=[*choices, (CANNOT_SAY, _("We cannot say"))],
            coerce=lambda value: int(value) or None,
            empty_value=None,
            widget=forms.RadioSelect,
        )
        if self.instance.pk and self.instance.level is None:
            self.initial["level"] = CANNOT_SAY
        self.fields["evidence"].help_text = f"{criterion.say('prompt')} {GROUPS_ONLY}"
        self.fields["evidence"].required = True  # unless the side cannot say

    def clean(self):
        data = super().clean()
        if data.get("level") is None and "level" not in self.errors and not self.data.get(self.add_prefix("evidence")):
            self._errors.pop("evidence", None)
            data["evidence"] = ""
        return data


class LinkRatingForm(CriterionRatingForm):
    """The same for who came by a mailed link: there is no account to keep a draft for."""

    helper = helper(gettext_lazy("Save and go on"))


class OpenForm(forms.Form):
    """Which partnerships to evaluate, and by when."""

    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(), label=gettext_lazy("Partners"), widget=LongCheckList
    )
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=gettext_lazy("Schools"),
        widget=LongCheckList,
        required=False,
        help_text=gettext_lazy("Each partner is evaluated with each school; without a tick with all of them."),
    )
    only_together = forms.BooleanField(
        label=gettext_lazy("Only where they had an activity together this year"), required=False, initial=True
    )
    with_district = forms.BooleanField(
        label=gettext_lazy("Also with the district as a whole"),
        required=False,
        help_text=gettext_lazy("Central office then rates in place of a school."),
    )
    due_on = forms.DateField(label=gettext_lazy("To be handed in by"), widget=DayInput())
    with_families = forms.BooleanField(
        label=gettext_lazy("Families rate too"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "By a short address and a poster, without names. Their answers are shown from a number on that points at "
            "nobody."
        ),
    )

    helper = helper(gettext_lazy("Look at what would be opened"), "partner-evaluations-open")

    def __init__(self, *args, fall_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partners"].queryset = Partner.objects.filter(is_active=True)
        self.fields["schools"].queryset = School.objects.open_in(fall_year).order_by("name")
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean_due_on(self):
        return a_day_to_come(self.cleaned_data["due_on"])

    def clean(self):
        data = super().clean()
        chosen = data.get("schools") or data.get("with_district") or data.get("only_together")
        if not chosen and "schools" not in self.errors:
            self.add_error("schools", _("Choose schools, or only those where they had an activity together."))
        return data

    def places(self):
        """The schools chosen, or all; None first for the district as a whole."""
        chosen = self.cleaned_data["schools"]
        if not chosen and self.cleaned_data["only_together"]:
            chosen = self.fields["schools"].queryset
        return [*([None] if self.cleaned_data["with_district"] else []), *chosen]


def a_day_to_come(day):
    if day < timezone.localdate():
        raise ValidationError(_("This day is over."), code="past")
    return in_a_school_year(day)


def in_a_school_year(day):
    first, last = school_years.all_days()
    if not first <= day <= last:
        raise ValidationError(_("No school year holds this date."), code="no_school_year")
    return day


class DueForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = Evaluation
        fields = ["due_on"]
        widgets = {"due_on": DayInput()}

    helper = helper(gettext_lazy("Save"), "partner-evaluation-due")

    def clean_due_on(self):
        return a_day_to_come(self.cleaned_data["due_on"])


class CloseForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why it is closed without them"),
        max_length=500,
        widget=text_area(3),
        help_text=gettext_lazy("Everybody who reads the evaluation reads this too."),
    )

    helper = helper(gettext_lazy("Close and share"), "partner-evaluation-close")


class LinkForm(forms.Form):
    to = forms.EmailField(
        label=gettext_lazy("Work e-mail address"),
        help_text=gettext_lazy("Of the person who speaks for the partner. A new link makes earlier ones useless."),
    )

    helper = helper(gettext_lazy("Send the link"), "partner-evaluation-link")

    def __init__(self, *args, side: EvaluationSide, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("to", side.mailed_to)


class DecisionForm(NotUnseen, forms.ModelForm):
    """How the partnership goes on, and why."""

    class Meta:
        model = Evaluation
        fields = ["decision", "ends_on", "decision_reason"]
        widgets = {"decision": forms.RadioSelect, "ends_on": DayInput(), "decision_reason": text_area(4)}
        help_texts = {"ends_on": gettext_lazy("Only where it ends.")}

    helper = helper(gettext_lazy("Save the decision"), "partner-evaluation-decision")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = Decision.choices
        self.fields["decision"].required = self.fields["decision_reason"].required = True

    def clean(self):
        data = super().clean()
        decision, day = data.get("decision"), data.get("ends_on")
        if decision == Decision.END and not day and "ends_on" not in self.errors:
            self.add_error("ends_on", _("Say the last day of the partnership."))
        if decision and decision != Decision.END and day:
            self.add_error("ends_on", _("A last day belongs only to a partnership that ends."))
        return data


class AgreedActionForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = AgreedAction
        fields = ["criterion", "what", "owner", "who", "due_on", "shown_by"]
        widgets = {"due_on": DayInput()}
        help_texts = {
            "owner": gettext_lazy("Somebody with an account sees it under “My work”."),
            "shown_by": gettext_lazy("A document, a figure, a day: whatever others can look at."),
        }

    helper = helper(gettext_lazy("Save"), "partner-action")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        evaluation = self.instance.evaluation
        self.fields["criterion"].queryset = evaluation.rubric.criteria.all()
        self.fields["owner"].queryset = people_of(evaluation, self.instance.owner_id)


def people_of(evaluation, chosen):
    """Who may be given something to do: of the school, of the partner, of central office; and who has it already."""
    current = Membership.objects.current()
    held = current.filter(
        Q(school=evaluation.school_id, school__isnull=False) | Q(partner_account__partner=evaluation.partner_id)
    )
    office = current.granting(Can.RUN_EVALUATION)
    return people_among(held.granting(Can.VIEW_EVALUATION) | office, chosen)


class AgreedNoteForm(forms.ModelForm):
    class Meta:
        model = AgreedNote
        fields = ["text"]
        widgets = {"text": text_area(4)}
        help_texts = {"text": GROUPS_ONLY}

    helper = helper(gettext_lazy("Save"), "partner-action-note")


class AgreedEndForm(EndForm):
    helper = helper(gettext_lazy("Save"), "partner-action-end")


class RubricForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = EvaluationRubric
        fields = ["note"]
        widgets = {"note": text_area(4)}

    helper = helper(gettext_lazy("Save"), "partner-rubric")


class CriterionForm(NotUnseen, forms.ModelForm):
    """The texts of a criterion in both languages."""

    is_another_question = forms.BooleanField(
        label=gettext_lazy("It asks something else than before"),
        required=False,
        help_text=gettext_lazy("Then it is not compared with earlier years."),
    )

    class Meta:
        model = EvaluationCriterion
        fields = [
            "position", "title", "title_es", "asks", "asks_es", "prompt", "prompt_es",
            "level_1", "level_1_es", "level_2", "level_2_es", "level_3", "level_3_es", "level_4", "level_4_es",
            "families_ask", "families_ask_es",
        ]  # fmt: skip
        help_texts = {"families_ask": gettext_lazy("In plain words; leave empty where families cannot know.")}

    helper = helper(gettext_lazy("Save"), "partner-criterion")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 2
            if name.endswith("_es"):
                field.widget.attrs["lang"] = "es"
        if not self.instance.pk:
            del self.fields["is_another_question"]

    def clean(self):
        data = super().clean()
        if bool(data.get("families_ask")) != bool(data.get("families_ask_es")):
            missing = "families_ask" if data.get("families_ask_es") else "families_ask_es"
            if missing not in self.errors:
                self.add_error(missing, _("Ask families in English and in Spanish, or not at all."))
        return data

    def save(self, commit=True):
        if self.cleaned_data.get("is_another_question"):
            self.instance.wording += 1
        return super().save(commit)


class FamilyForm(FormForAnybody):
    """What families are asked: one choice for each criterion that they can know."""

    def __init__(self, criteria, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[one.code] = forms.TypedChoiceField(
                label=one.say("families_ask"),
                choices=families.ANSWERS,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    def questions(self):
        return [self[one.code] for one in self.criteria]

    def answers(self):
        said = {one: self.cleaned_data.get(one.code) for one in self.criteria}
        return {criterion: value for criterion, value in said.items() if value is not None}


class EvaluationFilter(forms.Form):
    """Values that make no sense are left out; the list is shown all the same."""

    SHOWN = [
        ("", gettext_lazy("All")),
        ("open", gettext_lazy("Open")),
        ("late", gettext_lazy("Late")),
        ("shared", gettext_lazy("Shared")),
        ("undecided", gettext_lazy("Shared, not decided")),
    ]

    q = forms.CharField(label=gettext_lazy("Partner or school"), required=False, max_length=80)
    show = forms.ChoiceField(label=gettext_lazy("Which"), required=False, choices=SHOWN)
    year = forms.TypedChoiceField(label=gettext_lazy("School year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, years=(), **kwargs):
        super().__init__(*args, **kwargs)
        years = sorted({this_year(), *years}, reverse=True)
        self.fields["year"].choices = [("", _("All")), *((year, school_years.label(year)) for year in years)]

    def apply(self, evaluations, today):
        self.full_clean()
        chosen = self.cleaned_data
        if chosen.get("q"):
            word = chosen["q"]
            evaluations = evaluations.filter(Q(partner__name__icontains=word) | Q(school__name__icontains=word))
        if chosen.get("year"):
            evaluations = evaluations.filter(fall_year=chosen["year"])
        if chosen.get("show") == "open":
            return evaluations.open()
        if chosen.get("show") == "late":
            return evaluations.open().filter(due_on__lt=today)
        if chosen.get("show") in ("shared", "undecided"):
            evaluations = evaluations.shared()
        return evaluations.filter(decision="") if chosen.get("show") == "undecided" else evaluations
