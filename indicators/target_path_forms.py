"""The forms of a path of interim targets: how it is worked out, and its steps to be edited and saved."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.models import School
from indicators import target_paths, targets
from indicators.cells import amount
from indicators.models import Indicator
from indicators.models.reference import TargetKind, Unit
from indicators.standings import target_text
from indicators.target_forms import group_choices, plain
from indicators.target_paths import Path, Scope, Way

YEARS_BEFORE = 10  # of a start before the plan
ROUNDINGS = [(1, _("whole numbers")), (5, "5"), (10, "10"), (50, "50"), (100, "100")]
DIGITS = {"max_digits": 9, "decimal_places": 2}
SAVE, LEAVE = "save", "leave"


def year_choices(years):
    return [(year, school_years.label(year)) for year in years]


class PathForm(forms.Form):
    """For which indicator and whom, from where, and how. The adopted target says where to.

    `path` holds the `Path` of a form that is valid.
    """

    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=Indicator.objects.none(), empty_label=None)
    who = forms.ChoiceField(label=_("Students"), choices=group_choices)
    school = forms.ModelChoiceField(
        label=_("School"),
        queryset=School.objects.none(),
        required=False,
        empty_label=_("The whole district"),
        help_text=_("Leave empty for the whole district."),
    )
    start_year = forms.TypedChoiceField(
        label=_("School year from which it starts"),
        coerce=int,
        help_text=_("The plan prints no school year for its baselines; say which year the value stands for."),
    )
    start_value = forms.DecimalField(label=_("Value from which it starts"), required=False, **DIGITS)
    first_year = forms.TypedChoiceField(
        label=_("First school year with a step"),
        coerce=int,
        error_messages={"invalid_choice": _("Choose a school year within the plan cycle, before its last.")},
    )
    way = forms.ChoiceField(label=_("How the steps are worked out"), choices=Way.choices, widget=forms.RadioSelect)
    rounding = forms.TypedChoiceField(
        label=_("Round counts to"),
        coerce=int,
        choices=ROUNDINGS,
        help_text=_("Only for counts, such as suspensions; percents keep one decimal."),
    )

    def __init__(self, *args, target, **kwargs):
        super().__init__(*args, **kwargs)
        self.target, self.path = target, None
        self.fields["school"].queryset = School.objects.not_closed_on(timezone.localdate()).order_by("name")
        self.fields["indicator"].queryset = Indicator.objects.equity().filter(targets__kind=TargetKind.ADOPTED)
        cycle = target_paths.cycle(target)
        self.fields["start_year"].choices = year_choices(range(cycle[0] - YEARS_BEFORE, target.target_fall_year))
        self.fields["first_year"].choices = year_choices(range(cycle[0], target.target_fall_year))
        if target.baseline_value is not None:
            self.fields["start_value"].help_text = _(
                "Leave empty for the plan's baseline of all students in the district, %(baseline)s."
            ) % {"baseline": amount(target.baseline_value, target.indicator.unit, exact=True)}
        self.initial = {
            "indicator": target.indicator_id,
            "who": "ALL:ALL",
            "start_year": cycle[0] - 1,
            "first_year": cycle[0],
            "way": Way.EVEN,
            "rounding": 1,
            **self.initial,
        }
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("", _("Show the steps"), css_id="show-steps"))

    def clean_start_value(self):
        value = self.cleaned_data["start_value"]
        if value is not None and (wrong := targets.wrong_with(self.target.indicator, value)):
            raise forms.ValidationError(wrong)
        return value

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        dimension, _colon, group = given["who"].partition(":")
        scope = Scope(dimension, group, given["school"])
        self.check_scope(scope, given)
        self.check_years(given)
        start = None if self.errors else self.start_of(scope, given)
        if start is not None:
            self.check_way(start, given)
        if not self.errors:
            self.path = Path(
                self.target, scope, given["start_year"], start, given["first_year"], given["way"], given["rounding"]
            )
        return given

    def check_scope(self, scope, given):
        """The plan limits counts for the district as a whole (`standings`): no path of a part leads there."""
        if self.target.indicator.unit == Unit.COUNT and not scope.is_whole:
            self.add_error(
                "school" if given["school"] else "who",
                _("The plan sets this count for all students of the district. Propose steps of a part one by one."),
            )

    def check_years(self, given):
        if given["first_year"] <= given["start_year"]:
            self.add_error("first_year", _("The first step must come after the year from which the path starts."))

    def start_of(self, scope, given):
        if given["start_value"] is not None:
            return given["start_value"]
        if scope.is_whole and self.target.baseline_value is not None:
            return self.target.baseline_value
        self.add_error("start_value", _("The plan prints no baseline for these students: say where they start."))
        return None

    def check_way(self, start, given):
        goal = self.target.target_value
        if start == goal or self.target.is_met_by(start):
            text = _("This value meets the adopted target already, %(target)s: there is no way to go.")
            words = {"target": target_text(self.target, self.target.indicator.unit)}
            self.add_error("start_value", text % words)
        elif given["way"] == Way.RELATIVE and not (start and goal):
            self.add_error("way", _("From or to zero there is no equal relative change. Choose even steps."))


class StepsForm(forms.Form):
    """The steps of a path, one row a year, to be edited and saved at once.

    What the district has set already stands beside a step and stays unless it is chosen to be replaced. Each row sends
    along what its reader saw set (`seen_…`), so that nothing is replaced that came meanwhile.
    """

    wording = forms.CharField(label=_("Why these steps"), max_length=300, required=False)

    def __init__(self, *args, path, held, **kwargs):
        super().__init__(*args, **kwargs)
        self.path, self.held = path, held
        self.fields["wording"].help_text = _("Leave empty to say how they were worked out: “%(reason)s”") % {
            "reason": path.reason()
        }
        for year in path.years:
            self.add_row(year)

    def add_row(self, year):
        words = {"year": school_years.label(year)}
        step = "1" if self.path.indicator.unit == Unit.COUNT else "0.1"
        self.fields[f"value_{year}"] = forms.DecimalField(
            label=_("Target of %(year)s") % words,
            required=False,
            initial=plain(self.path.value(year)),
            widget=forms.NumberInput(attrs={"step": step}),
            **DIGITS,
        )
        if year in self.held:
            choices = [(LEAVE, _("Keep it")), (SAVE, _("Replace it"))]
        else:
            choices = [(SAVE, _("Propose it")), (LEAVE, _("Leave it out"))]
        self.fields[f"choice_{year}"] = forms.ChoiceField(
            label=_("What to do with %(year)s") % words, choices=choices, initial=choices[0][0]
        )

    @property
    def rows(self):
        return [
            {
                "year_label": school_years.label(year),
                "value": self[f"value_{year}"],
                "choice": self[f"choice_{year}"],
                "held": self.held.get(year),
                "seen_name": f"seen_{year}",
                "seen": token(self.held.get(year)),
            }
            for year in self.path.years
        ]

    def clean(self):
        given = super().clean()
        chosen = [year for year in self.path.years if given.get(f"choice_{year}") == SAVE]
        for year in chosen:
            if self.data.get(f"seen_{year}", "") != token(self.held.get(year)):
                self.say_that_it_changed(year)
            else:
                self.check_value(year, given.get(f"value_{year}"))
        if not chosen and not self.errors:
            raise forms.ValidationError(_("Every year is left as it is, so there is nothing to save."))
        return given

    def say_that_it_changed(self, year):
        """The row starts anew, with what is set now beside it."""
        self.data = self.data.copy()
        self.data[f"choice_{year}"] = LEAVE
        text = _("What is set for %(year)s was changed meanwhile. Look at it and choose again.")
        self.add_error(f"choice_{year}", text % {"year": school_years.label(year)})

    def check_value(self, year, value):
        if f"value_{year}" in self.errors:
            return
        if value is None:
            self.add_error(f"value_{year}", _("Say the target, or leave the year out."))
        elif wrong := targets.wrong_with(self.path.indicator, value):
            self.add_error(f"value_{year}", wrong)

    @property
    def steps(self):
        """{fall year: value} of the years to be saved."""
        given = self.cleaned_data
        return {year: given[f"value_{year}"] for year in self.path.years if given[f"choice_{year}"] == SAVE}


def token(target):
    """Names what is set for a year as somebody sees it; empty where nothing is."""
    return f"{target.pk} {target.set_at.isoformat()}" if target else ""
