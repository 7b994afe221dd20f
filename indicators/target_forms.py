"""The forms for one target: the district's own, or what a school proposes; an answer to it; a restated baseline."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.forms.guard import NotUnseen
from district.models import School
from district.models.schools import Grade
from indicators import instruments, target_baselines, target_figures, target_paths, target_rules, target_sums, targets
from indicators.cells import amount
from indicators.dimensions import GROUPS, Dimension
from indicators.models import IndicatorTarget
from indicators.models.reference import Comparator, GapTo, TargetKind, TargetRule, Unit
from indicators.parameters import this_year

YEARS_AHEAD = 10
YEARS_BACK = 12  # of figures from which a target may be measured
PLAN_BASELINE = ""
SHARE = {"min_value": 1, "max_value": 100, "max_digits": 5, "decimal_places": 2}


def group_choices(grades=None):
    """Every group under its breakdown, as "RACE_ETH:HI"; of grades only those of a school, where `grades` are given."""
    groups = [("ALL:ALL", GROUPS[Dimension.ALL]["ALL"])]
    for dimension in Dimension:
        if dimension != Dimension.ALL:
            named = [
                (f"{dimension}:{code}", label)
                for place, (code, label) in enumerate(GROUPS[dimension].items(), start=Grade.PK)
                if grades is None or dimension != Dimension.GRADE or place in grades
            ]
            groups.append((dimension.label, named))
    return groups


def grades_of(school):
    """The grades that a school has today; None where they are not known."""
    profile = school.profiles.on(timezone.localdate()).first()
    if profile is None or profile.low_grade is None or profile.high_grade is None:
        return None
    return range(profile.low_grade, profile.high_grade + 1)


def plain(value):
    """Without decimals that say nothing: 3965, 22.1."""
    return value.quantize(1) if value == value.to_integral_value() else value.normalize()


def year_choices(adopted):
    """The plan's years, those before this one and those ahead."""
    years = set(range(this_year() - 5, this_year() + YEARS_AHEAD))
    if adopted:
        years.update(target_paths.cycle(adopted))
    return [(year, school_years.label(year)) for year in sorted(years)]


class TargetForm(NotUnseen, forms.ModelForm):
    """By when, for whom, how much: a number, or a rule that gives it. The rule is kept with the number.

    For a school's own proposal the page names the school. An edited target stays that of its year and students.
    """

    who = forms.ChoiceField(label=_("Students"), choices=group_choices)
    target_fall_year = forms.TypedChoiceField(label=_("By the end of school year"), coerce=int)
    comparator = forms.ChoiceField(
        label=_("Compared as"),
        choices=[("", _("As the adopted target")), *Comparator.choices],
        required=False,
    )
    rule = forms.ChoiceField(
        label=_("How the number comes about"), choices=TargetRule.choices, required=False, widget=forms.RadioSelect
    )
    share = forms.DecimalField(
        label=_("Share in percent"),
        required=False,
        help_text=_("For a reduction (90: nine of ten fewer) or a gap (50: half of it is closed)."),
        **SHARE,
    )
    baseline_year = forms.TypedChoiceField(
        label=_("Measured from"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("For a reduction or a gap. Only a published figure can be measured from, never a hidden one."),
    )
    gap_to = forms.ChoiceField(
        label=_("Gap to"), choices=[("", "—"), *GapTo.choices], required=False, help_text=_("Only for a gap.")
    )

    class Meta:
        model = IndicatorTarget
        fields = [
            "target_fall_year", "who", "school", "rule", "target_value", "comparator", "share", "baseline_year",
            "gap_to", "wording",
        ]  # fmt: skip
        labels = {"target_value": _("Target"), "wording": _("Why this step")}
        help_texts = {
            "school": _("Leave empty for the whole district."),
            "target_value": _("Leave empty where a rule gives the number."),
            "wording": _("One sentence; it is shown beside the proposal."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_school_bound = self.instance.kind == TargetKind.PROPOSED
        self.fields["target_value"].required = False
        is_percent = self.instance.indicator.unit == Unit.PERCENT
        self.fields["target_value"].label = _("Target, in percent") if is_percent else _("Target, as a count")
        for name in ("target_value", "share"):
            if (value := getattr(self.instance, name)) is not None:
                self.initial[name] = plain(value)
        self.fields["baseline_year"].choices = [
            (PLAN_BASELINE, "—" if self.is_school_bound else _("The plan's baseline, or what it was restated to")),
            *((year, school_years.label(year)) for year in range(this_year(), this_year() - YEARS_BACK, -1)),
        ]
        self.initial["rule"] = self.instance.rule or TargetRule.NUMBER
        if self.instance.baseline and self.instance.baseline.fall_year:
            self.initial["baseline_year"] = self.instance.baseline.fall_year
        if self.instance.pk:
            for name in ("who", "school", "target_fall_year"):
                del self.fields[name]
        else:
            self.ask_for_whom_and_when()
        if self.is_school_bound:
            self.fields["wording"].required = True
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        label = _("Save the target") if self.instance.pk else _("Propose this target")
        self.helper.add_input(Submit("propose", label, css_id="propose"))

    def ask_for_whom_and_when(self):
        years = year_choices(None if self.is_school_bound else targets.adopted(self.instance.indicator))
        if self.is_school_bound:
            years = [one for one in years if one[0] >= this_year()]
            self.fields["who"].choices = group_choices(grades_of(self.instance.school))
            del self.fields["school"]
        else:
            there = School.objects.not_closed_on(timezone.localdate())
            own = School.objects.filter(pk=self.instance.school_id)
            self.fields["school"].queryset = (there | own).order_by("name")
            self.fields["school"].required = False
            self.fields["school"].empty_label = _("The whole district")
        self.fields["target_fall_year"].choices = years
        self.initial["target_fall_year"] = self.initial.get("target_fall_year") or this_year()

    def clean_who(self):
        dimension, _colon, group = self.cleaned_data["who"].partition(":")
        self.instance.dimension, self.instance.group = dimension, group
        return self.cleaned_data["who"]

    def clean_rule(self):
        return self.cleaned_data["rule"] or TargetRule.NUMBER

    def clean_comparator(self):
        return self.cleaned_data["comparator"] or self.instance.comparator

    def clean_target_value(self):
        value = self.cleaned_data["target_value"]
        if value is not None and (wrong := targets.wrong_with(self.instance.indicator, value)):
            raise forms.ValidationError(wrong)
        return value

    def clean(self):
        given = super().clean()
        is_number = given.get("rule") == TargetRule.NUMBER
        if is_number and given.get("target_value") is None and "target_value" not in self.errors:
            self.add_error("target_value", _("Say the target, or choose a rule that gives it."))
        if self.errors:
            return given
        if is_number:
            self.set_number(given)
        else:
            self.work_out(given)
        return given

    def set_number(self, given):
        given |= {"share": None, "gap_to": ""}
        self.keep(baseline=None, baseline_value=None, gap_to_value=None)

    def work_out(self, given):
        """The number that the rule gives, with all that it was made of."""
        if given["share"] is None:
            self.add_error("share", _("Say the share in percent."))
        baseline = self.baseline_of(given)
        end = self.end_of_gap(given, baseline) if given["rule"] == TargetRule.GAP else None
        if self.errors:
            return
        unit = self.instance.indicator.unit
        if given["rule"] == TargetRule.REDUCTION:
            given |= {"gap_to": "", "target_value": target_rules.reduced(baseline.value, given["share"], unit)}
        else:
            given["target_value"] = target_rules.gap_closed(baseline.value, end, given["share"], unit)
        self.keep(baseline=baseline, baseline_value=baseline.value, gap_to_value=end)

    def keep(self, **values):
        for name, value in values.items():
            setattr(self.instance, name, value)

    @property
    def place(self):
        """Of whom figures are asked: the breakdown, group and school of the target."""
        school = self.cleaned_data["school"] if "school" in self.fields else self.instance.school
        return {"dimension": self.instance.dimension, "group": self.instance.group, "school": school}

    def baseline_of(self, given):
        """The baseline to measure from, stored or not; an error where there is no exact published figure."""
        year, place = given["baseline_year"], self.place
        if year is None:
            is_whole = place["dimension"] == Dimension.ALL and place["school"] is None
            adopted = targets.adopted(self.instance.indicator) if is_whole else None
            baseline = target_baselines.of_plan(adopted)
            if baseline is None:
                self.add_error("baseline_year", _("The plan prints no baseline for these students: choose a year."))
            return baseline
        figure = target_figures.figure_of(self.instance.indicator, year, **place)
        if figure is None or figure.exact is None:
            text = _("No exact figure of these students is published for %(year)s, so nothing can be measured from it.")
            self.add_error("baseline_year", text % {"year": school_years.label(year)})
            return None
        return target_baselines.of_figure(figure, school=place["school"])

    def end_of_gap(self, given, baseline):
        """The value at the other end of the gap; an error where there is none, or no gap."""
        indicator, end = self.instance.indicator, None
        if not given["gap_to"]:
            self.add_error("gap_to", _("Say to what the gap is measured."))
        elif given["gap_to"] == GapTo.GOAL:
            year = given.get("target_fall_year", self.instance.target_fall_year)
            goal = target_sums.district_target(indicator, year) or targets.adopted(indicator)
            end = goal.target_value if goal else None
            if end is None:
                self.add_error("gap_to", _("The district has no target for this indicator."))
        elif given["baseline_year"] is None:
            self.add_error("baseline_year", _("Choose the school year of the gap."))
        else:
            everybody = target_figures.figure_of(indicator, given["baseline_year"])
            end = everybody.exact if everybody else None
            if end is None:
                self.add_error("gap_to", _("No exact figure of all students is published for that year."))
        if end is not None and baseline and not target_rules.is_behind(baseline.value, end, indicator.direction):
            self.add_error("gap_to", _("There is no gap to close: these students stand no worse."))
        return end

    def _get_validation_exclusions(self):
        """The page supplies what the uniqueness of a target is made of; put it back into the check."""
        return super()._get_validation_exclusions() - {"indicator", "kind", "dimension", "group", "school"}


class AnswerForm(forms.Form):
    """Central office sets what a school proposes, or says why not."""

    SET, DECLINE = "set", "decline"
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(SET, _("Set it for the school")), (DECLINE, _("Not now, and say why"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Why not"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(self, *args, proposal, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.initial["seen"] = proposal.set_at.isoformat()
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("answer-it", _("Answer the school"), css_id="answer-it"))

    def clean(self):
        given = super().clean()
        if given.get("decision") == self.DECLINE and not given.get("answer"):
            self.add_error("answer", _("Say why, so that the school knows what to change."))
        if given.get("seen") != self.proposal.set_at.isoformat():
            self.data = self.data.copy()
            self.data["seen"] = self.proposal.set_at.isoformat()
            raise forms.ValidationError(_("The school changed its proposal meanwhile. Look at it and decide again."))
        return given


class BaselineForm(forms.Form):
    """Another number to measure an adopted target from, and why."""

    value = forms.DecimalField(label=_("Restated baseline"), max_digits=9, decimal_places=2)
    fall_year = forms.TypedChoiceField(
        label=_("School year that it stands for"), coerce=int, required=False, empty_value=None
    )
    instrument = forms.ChoiceField(label=_("Series"), required=False)
    why = forms.CharField(
        label=_("Why it is restated"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One or two sentences, for the public. The number that the plan prints stays beside it."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=30)

    def __init__(self, *args, target, **kwargs):
        super().__init__(*args, **kwargs)
        self.target = target
        self.fields["fall_year"].choices = [
            ("", _("Not known")),
            *((year, school_years.label(year)) for year in range(this_year(), school_years.FIRST_FALL_YEAR - 1, -1)),
        ]
        self.fields["instrument"].choices = [
            ("", "—"),
            *((one.code, one.label) for one in instruments.of_indicator(target.indicator_id) if not one.is_context),
        ]
        self.initial["seen"] = self.newest
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("restate", _("Restate the baseline"), css_id="restate"))

    @property
    def newest(self):
        return str(self.target.baseline_id or "")

    def clean_value(self):
        value = self.cleaned_data["value"]
        if wrong := targets.wrong_with(self.target.indicator, value):
            raise forms.ValidationError(wrong)
        if value == self.target.measured_from:
            unit = self.target.indicator.unit
            raise forms.ValidationError(
                _("That is the baseline already: %(value)s.") % {"value": amount(value, unit, exact=True)}
            )
        if value == self.target.target_value:
            raise forms.ValidationError(_("That is the target itself: from there nothing can be measured."))
        return value

    def clean(self):
        given = super().clean()
        if given.get("seen") != self.newest:
            self.data = self.data.copy()
            self.data["seen"] = self.newest
            raise forms.ValidationError(_("Somebody restated the baseline meanwhile. Look at it and decide again."))
        return given
