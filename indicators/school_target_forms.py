"""The forms for the targets of many schools: how they are worked out, and one input for each school."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from indicators import targets
from indicators.models.reference import Unit
from indicators.parameters import this_year
from indicators.school_targets import Asked
from indicators.target_forms import year_choices
from indicators.target_path_forms import DIGITS, plain, token
from indicators.target_rules import Way

MOST = 100000


class WorkOutForm(forms.Form):
    """For which school year, and how the numbers are worked out before they are edited. `asked` holds what it says."""

    by = forms.TypedChoiceField(label=_("By the end of school year"), coerce=int)
    way = forms.ChoiceField(
        label=_("How the numbers are worked out"),
        choices=[("", _("Not at all: type them in")), *Way.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    amount = forms.DecimalField(
        label=_("How much"),
        required=False,
        min_value=0,
        max_value=MOST,
        max_digits=8,
        decimal_places=2,
        help_text=_("A number, points, cases or percent, as chosen above. Schools whose figure is hidden stay empty."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = None
        self.fields["by"].choices = [one for one in year_choices(None) if one[0] >= this_year() - 1]
        self.initial = {"by": this_year(), "way": "", **self.initial}
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("", _("Work the numbers out"), css_id="work-out"))

    def clean(self):
        given = super().clean()
        way, amount = given.get("way"), given.get("amount")
        if way and amount is None and "amount" not in self.errors:
            self.add_error("amount", _("Say how much."))
        elif way in (Way.REDUCTION, Way.GAP) and amount is not None and not 0 < amount <= 100:
            self.add_error("amount", _("A share is more than 0 and at most 100 percent."))
        if not self.errors:
            self.asked = Asked(given["by"], way or "", amount if way else None)
        return given


class ManyForm(forms.Form):
    """One input for each school, all or nothing. An empty one leaves the school as it is.

    Each row sends along what its reader saw set (`seen_…`), so that nothing is replaced that came meanwhile.
    """

    wording = forms.CharField(
        label=_("Why these targets"), max_length=300, help_text=_("One sentence; it stands beside each of them.")
    )

    def __init__(self, *args, many, is_preview=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.many = many
        self.fields["wording"].required = not is_preview
        step = "1" if many.indicator.unit == Unit.COUNT else "0.1"
        for row in many.rows:
            self.fields[f"value_{row.school.pk}"] = forms.DecimalField(
                label=_("Target of %(school)s") % {"school": row.school},
                required=False,
                initial=None if row.initial is None else plain(row.initial),
                widget=forms.NumberInput(attrs={"step": step}),
                **DIGITS,
            )

    @property
    def rows(self):
        return [
            {
                "row": row,
                "value": self[f"value_{row.school.pk}"],
                "seen_name": f"seen_{row.school.pk}",
                "seen": token(row.held),
            }
            for row in self.many.rows
        ]

    def clean(self):
        given = super().clean()
        for row in self.many.rows:
            name = f"value_{row.school.pk}"
            value = given.get(name)
            if value is None:
                continue
            if wrong := targets.wrong_with(self.many.indicator, value):
                self.add_error(name, wrong)
            elif self.changes(row, value) and self.data.get(f"seen_{row.school.pk}", "") != token(row.held):
                self.add_error(name, _("The target of this school was changed meanwhile. Look at it and choose again."))
        if not self.errors and not self.values:
            raise forms.ValidationError(_("No school has a new number, so there is nothing to save."))
        return given

    @staticmethod
    def changes(row, value):
        return row.held is None or row.held.target_value != value

    @property
    def values(self):
        """{school id: value} of the schools whose target is new or changes."""
        found = {row.school.pk: self.cleaned_data.get(f"value_{row.school.pk}") for row in self.many.rows}
        rows = {row.school.pk: row for row in self.many.rows}
        return {pk: value for pk, value in found.items() if value is not None and self.changes(rows[pk], value)}
