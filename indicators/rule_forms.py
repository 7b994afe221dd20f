"""The form for the district's publication rule."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from indicators.models import SuppressionRule

COUNTS = ("min_numerator", "min_complement", "min_denominator")
BANDS = ("band_300", "band_100", "band_40", "band_20")
FEWEST = 3  # below this a figure would name people; nobody may set the rule so loose


class RuleForm(forms.ModelForm):
    class Meta:
        model = SuppressionRule
        fields = [*COUNTS, *BANDS, "complementary"]
        labels = {
            "min_numerator": _("Show a count only from this many students"),
            "min_complement": _("Show a rate only if at least this many students are not counted"),
            "min_denominator": _("Show a rate only for groups of at least this many students"),
            "band_300": _("Limit for groups of 300 students and more, in percent"),
            "band_100": _("Limit for groups of 100 to 299 students, in percent"),
            "band_40": _("Limit for groups of 40 to 99 students, in percent"),
            "band_20": _("Limit for groups of fewer than 40 students, in percent"),
            "complementary": _("Hide further cells so that no hidden one can be worked out"),
        }
        help_texts = {
            "min_numerator": _("The state hides counts below 6."),
            "min_denominator": _("The state hides groups below 20."),
            "band_300": _("Rates nearer to 0 or 100 than this are printed as “at most” or “at least”."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in COUNTS:
            self.bound_to(name, FEWEST, 1000)
        for name in BANDS:
            self.bound_to(name, 0, 50)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the rule and judge all figures again"), css_id="save"))

    def bound_to(self, name, least, most):
        self.fields[name].validators += [MinValueValidator(least), MaxValueValidator(most)]
