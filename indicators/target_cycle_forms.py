"""The forms of a further plan cycle: its years, its eight targets in one table, its adoption."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.forms.fields import DayInput
from indicators import target_baselines, target_figures, target_paths, target_rules, targets
from indicators.models import Indicator, PublicationStamp, TargetCycle
from indicators.models.reference import TargetRule, Unit
from indicators.parameters import this_year
from indicators.target_path_forms import DIGITS, plain, token

YEARS_BACK, YEARS_AHEAD = 6, 16
NUMBER, REDUCTION = TargetRule.NUMBER, TargetRule.REDUCTION


class CycleForm(forms.ModelForm):
    """The school years of a further plan; the database lets no two overlap."""

    class Meta:
        model = TargetCycle
        fields = ["first_fall_year", "last_fall_year", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = range(this_year() - YEARS_BACK, this_year() + YEARS_AHEAD)
        choices = [(year, school_years.label(year)) for year in years]
        for name, first in (("first_fall_year", this_year() + 1), ("last_fall_year", this_year() + 5)):
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label, coerce=int, choices=choices, initial=first
            )
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("begin", _("Begin this plan cycle"), css_id="begin"))

    def clean(self):
        """PostgreSQL makes no range of years that run backwards: said before it is asked whether two overlap."""
        given = super().clean()
        if not self.errors and given["last_fall_year"] < given["first_fall_year"]:
            self.add_error("last_fall_year", _("The last school year comes before the first."))
        return given


class CycleTargetsForm(forms.Form):
    """A number, or a reduction in percent, for each equity indicator; all or nothing, an empty row stays without."""

    wording = forms.CharField(
        label=_("Why these targets"), max_length=300, help_text=_("One sentence; it stands beside each of them.")
    )

    def __init__(self, *args, cycle, held, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle, self.held = cycle, held
        self.indicators = list(Indicator.objects.equity())
        self.figures = target_figures.newest_of_district(self.indicators)
        for one in self.indicators:
            self.add_row(one, held.get(one.pk))

    def add_row(self, indicator, target):
        words = {"indicator": indicator.short_name}
        is_reduction = bool(target) and target.rule == REDUCTION
        shown = (target.share if is_reduction else target.target_value) if target else None
        choices = [(NUMBER, _("reaches"))]
        figure = self.figures[indicator.pk]
        if figure and figure.exact and indicator.direction == "LOWER":
            choices.append((REDUCTION, _("falls by percent")))
        self.fields[f"rule_{indicator.pk}"] = forms.ChoiceField(
            label=_("%(indicator)s: how") % words,
            choices=choices,
            initial=REDUCTION if is_reduction else NUMBER,
            required=False,
        )
        self.fields[f"value_{indicator.pk}"] = forms.DecimalField(
            label=_("%(indicator)s: number or percent") % words,
            required=False,
            initial=None if shown is None else plain(shown),
            widget=forms.NumberInput(attrs={"step": "1" if indicator.unit == Unit.COUNT else "0.1"}),
            **DIGITS,
        )

    @property
    def rows(self):
        return [
            {
                "indicator": one,
                "figure": self.figures[one.pk],
                "held": self.held.get(one.pk),
                "rule": self[f"rule_{one.pk}"],
                "value": self[f"value_{one.pk}"],
                "seen_name": f"seen_{one.pk}",
                "seen": token(self.held.get(one.pk)),
            }
            for one in self.indicators
        ]

    def clean(self):
        given = super().clean()
        self.targets = [found for one in self.indicators if (found := self.target_of(one, given))]
        if not self.errors and not self.targets:
            raise forms.ValidationError(_("No indicator has a new number, so there is nothing to save."))
        return given

    def target_of(self, indicator, given):
        """The target to store for an indicator; None where it stays as it is or has an error."""
        name = f"value_{indicator.pk}"
        value, rule = given.get(name), given.get(f"rule_{indicator.pk}") or NUMBER
        held = self.held.get(indicator.pk)
        if value is None or name in self.errors or is_as_before(held, rule, value):
            return None
        if wrong := self.wrong_with(indicator, rule, value):
            self.add_error(name, wrong)
            return None
        if self.data.get(f"seen_{indicator.pk}", "") != token(held):
            self.add_error(name, _("This target was changed meanwhile. Look at it and choose again."))
            return None
        target = held or targets.blank(indicator)
        target.cycle, target.target_fall_year = self.cycle.code, self.cycle.last_fall_year
        figure = self.figures[indicator.pk]
        start = figure.exact if figure else None
        target.rule, target.baseline_value, target.share = rule, start, None
        target.baseline = target_baselines.of_figure(figure) if start is not None else None
        if rule == REDUCTION:
            target.share, target.target_value = value, target_rules.reduced(start, value, indicator.unit)
        else:
            target.target_value = value
        return target

    @staticmethod
    def wrong_with(indicator, rule, value):
        if rule == REDUCTION:
            return "" if 0 < value <= 100 else _("A share is more than 0 and at most 100 percent.")
        return targets.wrong_with(indicator, value)

    def save(self, *, by):
        """Store all at once; inside the transaction in which the cycle is locked."""
        for target in self.targets:
            target.baseline = target_baselines.kept(target.baseline)
            target.set_by, target.set_at = by, timezone.now()
            target_paths.give_reason(target, self.cleaned_data["wording"])
            target.save()
        PublicationStamp.advance()
        return len(self.targets)


def is_as_before(held, rule, value):
    if held is None or held.rule != rule:
        return False
    return value == (held.share if rule == REDUCTION else held.target_value)


class AdoptForm(forms.Form):
    """On which day and by which decision the Board adopted the plan; from then on its targets are adopted text."""

    adopted_on = forms.DateField(label=_("Adopted on"), widget=DayInput)
    decision = forms.CharField(
        label=_("Decision"), max_length=200, help_text=_("Of whom, and under which number: “Board of Education, …”.")
    )

    def clean_adopted_on(self):
        day = self.cleaned_data["adopted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < school_years.first_day(school_years.FIRST_FALL_YEAR):
            raise forms.ValidationError(_("No plan was adopted so long ago."))
        return day
