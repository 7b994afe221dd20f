"""Forms of those who run a survey."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.forms.fields import DayInput, LongCheckList
from district.forms.guard import NotUnseen
from district.models import School
from partnerships.models import InstrumentVersion, Survey, SurveyPlace
from partnerships.models.instruments import VersionState
from partnerships.models.surveys import SurveyState
from partnerships.surveys import rounds
from partnerships.surveys.answering import MOST_SLIPS
from plans.forms.implementation import helper

WHERE = ("schools", "all_schools", "for_district")


class SurveyForm(NotUnseen, forms.ModelForm):
    """While it is prepared everything can change; once it is open only its last day, its name and who may read it."""

    schools = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Schools where it is asked"),
        queryset=School.objects.none(),
        required=False,
        widget=LongCheckList,
    )
    all_schools = forms.BooleanField(label=gettext_lazy("All schools that are open today"), required=False)
    for_district = forms.BooleanField(
        label=gettext_lazy("Also the district as a whole, for people who belong to no school"), required=False
    )

    field_order = [
        "name",
        "version",
        "fall_year",
        "opens_on",
        "closes_on",
        "way",
        "shown_from",
        "is_public",
        "all_schools",
    ]

    class Meta:
        model = Survey
        fields = ["name", "version", "fall_year", "opens_on", "closes_on", "way", "shown_from", "is_public"]
        widgets = {"opens_on": DayInput(), "closes_on": DayInput(), "way": forms.RadioSelect}
        help_texts = {
            "shown_from": gettext_lazy("Of a school or a language; never fewer than six."),
            "is_public": gettext_lazy("Without the tick only people with an account who work with surveys."),
            "closes_on": gettext_lazy("The last day on which answers are taken."),
        }

    helper = helper(gettext_lazy("Save"), "survey")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        this_year = school_years.fall_year_of(today)
        years = sorted({this_year + 1, this_year, this_year - 1, self.instance.fall_year or this_year}, reverse=True)
        self.fields["fall_year"] = forms.TypedChoiceField(
            label=self.fields["fall_year"].label,
            choices=[(year, school_years.label(year)) for year in years],
            coerce=int,
        )
        versions = InstrumentVersion.objects.select_related("instrument")
        usable = Q(state=VersionState.IN_USE) | Q(pk=self.instance.version_id)
        self.fields["version"].queryset = versions.filter(usable)
        self.fields["version"].empty_label = None
        places = list(self.instance.places.all()) if self.instance.pk else []
        asked = [place.school_id for place in places if place.school_id]
        of_survey = Q(pk__in=asked)
        self.fields["schools"].queryset = School.objects.filter(
            of_survey | Q(pk__in=School.objects.open_on(today).values("pk"))
        )
        self.initial["schools"] = asked
        self.initial["for_district"] = any(place.school_id is None for place in places)
        if self.instance.pk:
            self.fields["schools"].help_text = _("A school that already has answers or slips stays.")
        else:
            self.initial["fall_year"] = this_year
        if self.instance.pk and self.instance.state != SurveyState.DRAFT:
            for name in ("version", "fall_year", "opens_on", "way", "shown_from"):
                del self.fields[name]

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if self.instance.state == SurveyState.OPEN and day < timezone.localdate():
            raise forms.ValidationError(_("To end it now, close the survey. The last day cannot be over already."))
        return day

    def clean(self):
        data = super().clean()
        if "schools" not in self.errors and not any(data.get(name) for name in WHERE):
            self.add_error("schools", _("Choose at least one school, or the district as a whole."))
        return data

    def save(self, *, by):
        if not self.instance.pk:
            self.instance.began_by = by
        survey = super().save()
        schools = set(self.cleaned_data["schools"])
        if self.cleaned_data["all_schools"]:
            schools |= set(School.objects.open_on(timezone.localdate()))
        rounds.set_places(survey, [*schools, *([None] if self.cleaned_data["for_district"] else [])])
        return survey


class PlaceForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = SurveyPlace
        fields = ["asked_total", "basis"]
        help_texts = {
            "asked_total": gettext_lazy("The response rate is held against it. Left empty: no rate is shown."),
        }

    helper = helper(gettext_lazy("Save"), "survey-place")


class SlipsForm(forms.Form):
    total = forms.IntegerField(
        label=gettext_lazy("How many new slips?"),
        min_value=1,
        max_value=MOST_SLIPS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("They are printed now and can never be read again here. What is lost is made anew."),
    )

    helper = helper(gettext_lazy("Make and print the slips"))
