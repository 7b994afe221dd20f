from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from district.forms.correction import CorrectsClosedYears
from district.forms.guard import NotUnseen
from district.models import Language
from partnerships.forms.partners import form_helper
from partnerships.models import EngagementRule, HomeLanguage, YearlyReach


class ReachForm(CorrectsClosedYears, NotUnseen, forms.ModelForm):
    """What a school states once a year. The page supplies school and year; the model's rules about them still hold."""

    class Meta:
        model = YearlyReach
        fields = ["families_enrolled", "families_reached", "families_home_visited", "volunteers_total", "method"]
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
            "volunteers_total": _("People who volunteered at least once this school year, each counted once."),
        }
        widgets = {
            "families_enrolled": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "families_reached": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "families_home_visited": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "volunteers_total": forms.NumberInput(attrs={"inputmode": "numeric"}),
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
            named = ("families_enrolled", "families_reached", "families_home_visited", "volunteers_total")
            counts = [data.get(name) for name in named]
            if all(count is None for count in counts):
                self.add_error("families_reached", _("State at least one number."))
        self.ask_for_correction(self.year)
        return data

    def save(self, *, by):
        self.instance.stated_by = by
        self.instance.version += 1 if self.instance.pk else 0
        with self.correcting():
            return super().save()


class RuleForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = EngagementRule
        fields = ["visit_denominator", "title_one_by", "feedback_days"]
        widgets = {"visit_denominator": forms.RadioSelect}
        help_texts = {
            "visit_denominator": _(
                "The state's guidance says families, the study of the 10 percent line says students. One of them holds "
                "for all schools, and every page prints which."
            ),
            "title_one_by": _("Left empty, no school is shown as late."),
            "feedback_days": _("After the day of the activity. Whoever begins to ask can set another last day."),
        }

    helper = form_helper(_("Settle this"))

    def save(self):
        self.instance.pk = 1  # there is one row, or none while the defaults hold
        return super().save()


class HomeLanguagesForm(CorrectsClosedYears, forms.Form):
    """How many families of a school speak which language at home: one field for each language of the district.

    `seen` holds what the person saw, so that a second saver reads the first's change instead of overwriting it.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, school, year, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.school, self.year = school, year
        self.stored = dict(
            HomeLanguage.objects.filter(school=school, fall_year=year.fall_year).values_list(
                "language", "families_total"
            )
        )
        for language in Language.objects.all():
            field = forms.IntegerField(label=language.name, required=False, min_value=0, max_value=20000)
            field.widget.attrs["inputmode"] = "numeric"
            field.initial = self.stored.get(language.tag)
            self.fields[language.tag] = field
        self.initial["seen"] = self._mark()
        if year.is_locked:
            self.show_correction()

    def _mark(self):
        return " ".join(f"{tag}:{number}" for tag, number in sorted(self.stored.items()))

    def clean(self):
        data = super().clean()
        if data.get("seen", "") != self._mark():
            for tag, number in self._changed_meanwhile(data.get("seen", "")):
                words = _("Somebody else saved %(number)s here while you were writing. Check it, then save again.")
                self.add_error(tag, words % {"number": _("nothing") if number is None else number})
            self.data = self.data.copy()
            self.data["seen"] = self._mark()
        self.ask_for_correction(self.year)
        return data

    def _changed_meanwhile(self, seen):
        pairs = (part.rpartition(":") for part in seen.split())
        before = {tag: number for tag, _colon, number in pairs}
        for tag in [name for name in self.fields if name in self.stored or name in before]:
            now = self.stored.get(tag)
            if before.get(tag) != (None if now is None else str(now)) and self.cleaned_data.get(tag) != now:
                yield tag, now

    def save(self, *, by):
        """Keep what is stated; what was left empty is not known, which is not zero."""
        with self.correcting(), transaction.atomic():
            kept = HomeLanguage.objects.filter(school=self.school, fall_year=self.year.fall_year)
            for tag, number in self.cleaned_data.items():
                if tag not in self.fields or tag in ("seen", "correction") or number == self.stored.get(tag):
                    continue
                if number is None:
                    kept.filter(language=tag).delete()
                else:
                    kept.update_or_create(
                        school=self.school,
                        fall_year=self.year.fall_year,
                        language_id=tag,
                        defaults={"families_total": number, "stated_by": by},
                    )

    helper = form_helper(_("State the languages"))
