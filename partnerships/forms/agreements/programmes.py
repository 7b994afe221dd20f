"""Forms of a programme: what it is to move, where, how much was agreed; the reach that somebody states; its links."""

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.forms.guard import NotUnseen
from district.models import School
from indicators.models import Indicator
from partnerships.forms.agreements.agreements import year_choices
from partnerships.models import Programme, ProgrammeReach, ProgrammeSite
from partnerships.models.programmes import MONTHS, SCHOOL_MONTHS
from plans.forms.implementation import helper
from plans.models import Initiative

DISTRICT = "0"


class ProgrammeForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = Programme
        fields = ["fall_year", "name", "area", "about", "about_es", "objective", "objective_es", "indicators",
                  "initiatives", "reach_of"]  # fmt: skip
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "about_es": forms.Textarea(attrs={"rows": 3, "lang": "es"}),
            "objective": forms.Textarea(attrs={"rows": 2}),
            "objective_es": forms.Textarea(attrs={"rows": 2, "lang": "es"}),
            "indicators": forms.CheckboxSelectMultiple,
            "initiatives": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "objective": gettext_lazy("For example: 80 of 100 families read at home three times a week by May."),
            "indicators": gettext_lazy("What it should help to move."),
        }

    helper = helper(gettext_lazy("Save the program"), "programme")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["fall_year"]
        else:
            running = school_years.fall_year_of(timezone.localdate())
            self.fields["fall_year"] = forms.TypedChoiceField(
                label=_("School year"), choices=year_choices(running - 1), coerce=int
            )
            self.initial["fall_year"] = running  # in the place of the record's, which is None
            self.order_fields(["fall_year"])
        self.fields["indicators"].queryset = Indicator.objects.equity()
        self.fields["initiatives"].queryset = Initiative.objects.select_related("priority_action").order_by("code")

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"agreement"}


class SiteForm(NotUnseen, forms.ModelForm):
    """What was agreed for one place. The place stays once it is there."""

    place = forms.ChoiceField(label=gettext_lazy("Where"))
    months = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Months in which it takes place"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("In all others nothing is expected: holidays, summer."),
    )

    class Meta:
        model = ProgrammeSite
        fields = ["sessions", "hours", "per", "months", "reach"]
        widgets = {
            name: forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}) for name in ("sessions", "hours", "reach")
        } | {"per": forms.RadioSelect}
        help_texts = {
            "reach": gettext_lazy("How many different people or families in the year, each counted once."),
        }

    helper = helper(gettext_lazy("Save what was agreed"), "programme-site")

    def __init__(self, programme, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["months"].choices = [(month, MONTH_NAMES[month]) for month in MONTHS]
        if self.instance.pk:
            del self.fields["place"]
            return
        self.initial.setdefault("months", SCHOOL_MONTHS)
        agreement = programme.agreement
        schools = agreement.schools.all()
        if agreement.covers_district:
            schools = School.objects.open_in(programme.fall_year)
        taken = set(programme.sites.values_list("school", flat=True))
        choices = [(str(school.pk), school.name) for school in schools.order_by("name") if school.pk not in taken]
        if None not in taken:
            choices.append((DISTRICT, _("The district as one place")))
        self.fields["place"].choices = choices
        self.order_fields(["place"])

    def clean(self):
        data = super().clean()
        self.instance.programme = self.programme
        if data.get("place"):
            self.instance.school = None if data["place"] == DISTRICT else School.objects.get(pk=data["place"])
        if (data.get("sessions") or data.get("hours")) and not data.get("months") and "months" not in self.errors:
            self.add_error("months", _("Say in which months it takes place."))
        return data

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"programme", "school"}


class ReachForm(NotUnseen, forms.ModelForm):
    """How many different people or families were reached, with the method."""

    class Meta:
        model = ProgrammeReach
        fields = ["reached", "method"]
        widgets = {"reached": forms.NumberInput(attrs={"inputmode": "numeric", "min": 0})}

    helper = helper(gettext_lazy("State the reach"))

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reached"].label = _("How many %(unit)s") % {"unit": unit}
        self.fields["reached"].help_text = _(
            "Each counted once in the year. Never the sum of entries: whoever came to six sessions is one."
        )

    def save(self, *, by):
        self.instance.stated_by = by
        return super().save()


class LinkForm(forms.Form):
    """To whom a link is sent with which service of one programme can be logged without an account."""

    contact = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, help_text=gettext_lazy("A work address that only they read.")
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"))

    helper = helper(gettext_lazy("Send the link"))

    def __init__(self, languages, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages
