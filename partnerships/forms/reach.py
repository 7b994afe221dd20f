from django import forms
from django.utils.translation import gettext_lazy as _

from district.forms.correction import CorrectsClosedYears
from district.forms.guard import NotUnseen
from partnerships.forms.partners import form_helper
from partnerships.models import YearlyReach


class ReachForm(CorrectsClosedYears, NotUnseen, forms.ModelForm):
    """What a school states once a year. The page supplies school and year; the model's rules about them still hold."""

    class Meta:
        model = YearlyReach
        fields = ["families_enrolled", "families_reached", "families_home_visited", "method"]
        help_texts = {
            "families_enrolled": _("Households with at least one child at the school, each counted once."),
            "families_reached": _(
                "Households that took part in anything this school year, each counted once. "
                "Never the sum of attendance: a family that came to six evenings is one family."
            ),
            "families_home_visited": _(
                "Households with at least one relational home visit, each counted once. "
                "Attendance visits are another thing and do not count here."
            ),
        }
        widgets = {
            "families_enrolled": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "families_reached": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "families_home_visited": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }

    helper = form_helper(_("State the reach"))

    def __init__(self, year, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        if year.is_locked:
            self.show_correction()

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"school", "fall_year"}

    def clean(self):
        data = super().clean()
        if "families_reached" not in self.errors and "families_home_visited" not in self.errors:
            counts = [data.get(name) for name in ("families_enrolled", "families_reached", "families_home_visited")]
            if all(count is None for count in counts):
                self.add_error("families_reached", _("State at least one number."))
        self.ask_for_correction(self.year)
        return data

    def save(self, *, by):
        self.instance.stated_by = by
        self.instance.version += 1 if self.instance.pk else 0
        with self.correcting():
            return super().save()
