"""The form of a question: a plain GET form, so that its address says all. What makes no sense is said at its field."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.models import School
from indicators.asking import subjects
from indicators.asking.examples import HELD
from indicators.asking.question import MOST_SCHOOLS, MOST_YEARS, MOST_YEARS_SIDE_BY_SIDE, By, Question
from indicators.dashboards import BREAKDOWNS
from indicators.dimensions import Dimension
from indicators.parameters import EARLIEST, this_year

NOTHING = [("", _("Nothing else"))]


class QuestionForm(forms.Form):
    of = forms.ChoiceField(label=_("What"))
    beside = forms.ChoiceField(label=_("Beside it"), required=False)
    by = forms.ChoiceField(label=_("One line for each"), choices=By.choices, initial=By.SCHOOL)
    groups = forms.ChoiceField(
        label=_("Groups of students by"),
        choices=[(one.value, one.label) for one in BREAKDOWNS],
        required=False,
        help_text=_("Only where each line is a group of students."),
    )
    since = forms.TypedChoiceField(label=_("From school year"), coerce=int)
    until = forms.TypedChoiceField(label=_("To school year"), coerce=int)
    school = forms.MultipleChoiceField(
        label=_("Schools"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the whole district."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = subjects.offered()
        self.fields["of"].choices = offered
        self.fields["of"].initial = HELD
        self.fields["beside"].choices = [*NOTHING, *offered]
        years = [(year, school_years.label(year)) for year in range(this_year(), EARLIEST - 1, -1)]
        self.fields["since"].choices = self.fields["until"].choices = years
        self.fields["since"].initial = self.fields["until"].initial = this_year()
        self.fields["school"].choices = list(School.objects.order_by("name", "code").values_list("code", "name"))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_school(self):
        chosen = self.cleaned_data["school"]
        if len(chosen) > MOST_SCHOOLS:
            text = _now("Choose at most %(most)s schools, or none for the whole district.")
            raise forms.ValidationError(text % {"most": MOST_SCHOOLS})
        return chosen

    def clean(self):
        data = super().clean()
        if data.get("since") and data.get("until"):
            self.check_years(data)
        if data.get("beside") and data["beside"] == data.get("of"):
            self.add_error("beside", _now("This is what you asked for already. Choose something else, or nothing."))
        return data

    def check_years(self, data):
        total = data["until"] - data["since"] + 1
        most = MOST_YEARS if data.get("by") == By.YEAR else MOST_YEARS_SIDE_BY_SIDE
        if total < 1:
            self.add_error("until", _now("The last school year must not be before the first."))
        elif total > most:
            words = {"most": most, "total": total}
            text = _now("This is too much for one table: %(total)s school years. Choose at most %(most)s.") % words
            self.add_error("since", text)

    def question(self):
        """The `Question` of a valid form."""
        data = self.cleaned_data
        return Question(
            subjects=tuple(key for key in (data["of"], data["beside"]) if key),
            by=data["by"],
            since=data["since"],
            until=data["until"],
            dimension=data["groups"] or Dimension.RACE_ETH,
            schools=tuple(sorted(data["school"])),
        )
