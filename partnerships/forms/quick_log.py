"""The short form: an activity logged in under thirty seconds, on a phone, with six inputs at most."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district.access import Can, may_district_wide
from district.forms.correction import CorrectsClosedYears
from district.forms.fields import DayInput
from partnerships import activity_log, sessions
from partnerships.activity_types import DISTRICT_ONLY, ActivityType, counts_for, type_choices
from partnerships.forms.fields import WHOLE_DISTRICT, SchoolField, only_school
from partnerships.held_on import school_year_of
from partnerships.models import Activity, ActivitySeries, YearlyReach
from partnerships.plausibility import AsksOnce, crowd_warning, name_warning
from plans.models import Initiative

QUESTIONS = {
    "families_total": _("How many families took part?"),
    "adults_total": _("How many adults took part?"),
    "staff_total": _("How many school staff took part?"),
    "visits_first_total": _("How many first visits were completed?"),
    "sessions_total": _("How many sessions were held?"),
    "sent_total": _("How many were sent out?"),
    "sets_given_total": _("How many sets were given?"),
    "helped_total": _("How many people were helped?"),
}
HINTS = {
    "families_total": _("Households, not people. Leave it empty if it is not known."),
    "visits_first_total": _("Later visits to the same family go under the details. Leave it empty if it is not known."),
}
NOT_KNOWN = _("Leave it empty if it is not known.")
TYPE_LABELS = {str(member.value): member.label for member in ActivityType}


def is_suggested(title):
    """Whether a title is only what the form put there itself, in the language of the page."""
    return title in {str(label) for label in TYPE_LABELS.values()}


class QuickLogForm(CorrectsClosedYears, AsksOnce, forms.Form):
    activity_type = forms.ChoiceField(label=_("What took place?"), choices=ActivityType.choices)
    count = forms.IntegerField(required=False, min_value=0)
    held_on = forms.DateField(label=_("When?"))
    title = forms.CharField(
        label=_("Title"),
        max_length=140,
        required=False,
        help_text=_("Left empty, the type is the title. Never write a child's name."),
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.all(),
        label=_("Initiative of the plan"),
        required=False,
        empty_label=pgettext_lazy("initiative", "None"),
    )
    entry_key = forms.UUIDField(widget=forms.HiddenInput)
    counted = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)
    series = forms.ModelChoiceField(ActivitySeries.objects.none(), widget=forms.HiddenInput, required=False)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.year = user, None
        self.only_school = only_school(user, Can.LOG_ACTIVITY)
        if self.only_school is None:
            self.fields["school"] = SchoolField(user, Can.LOG_ACTIVITY)
        self.fields["series"].queryset = ActivitySeries.objects.visible_to(user)
        self.initial.setdefault("held_on", timezone.localdate())
        self.initial.setdefault("entry_key", uuid.uuid4)
        self.fields["held_on"].widget = DayInput(max=timezone.localdate().isoformat())
        self.fields["held_on"].widget.is_required = True
        self._ask_for_count(self.current_type())

    def current_type(self):
        """The type that the page shows: as sent, else as proposed; None for the empty choice or nonsense."""
        value = self.data.get("activity_type") if self.is_bound else self.initial.get("activity_type")
        return value if value in TYPE_LABELS else None

    def _ask_for_count(self, activity_type):
        field = self.fields["count"]
        field.widget.attrs["inputmode"] = "numeric"
        if activity_type is None:
            field.label = _("How many families took part? (For other types: visits, adults or staff)")
            field.help_text = NOT_KNOWN
            return
        counted = counts_for(activity_type).first[0]
        model_field = Activity._meta.get_field(counted)
        field.label = QUESTIONS[counted]
        field.help_text = HINTS.get(counted, NOT_KNOWN)
        field.validators += model_field.validators
        self.initial["counted"] = counted

    def prepare_to_show(self):
        """What only a shown page needs: the order of the types, and the last initiative; costs two queries."""
        usual = activity_log.usual_types(self.user)
        district_wide = may_district_wide(self.user, Can.LOG_ACTIVITY)
        if not self.is_bound and usual:
            self.initial.setdefault("activity_type", usual[0])
            self._ask_for_count(self.current_type())
        activity_type = self.current_type()
        if activity_type in DISTRICT_ONLY and district_wide:
            self.initial["school"] = WHOLE_DISTRICT
        if activity_type and not self.is_bound:
            self.initial.setdefault("title", TYPE_LABELS[activity_type])
            if "initiative" not in self.initial:
                self.initial["initiative"] = activity_log.last_initiative(self.user, activity_type)
        self.fields["activity_type"].choices = [("", _("Choose a type")), *type_choices(usual, district_wide)]
        self.fields["activity_type"].widget.attrs.update(
            {
                "hx-get": reverse("partnerships:activity-log"),
                "hx-target": "#log-fields",
                "hx-swap": "outerHTML",
                "hx-include": "[name=activity_type],[name=title],[name=count],[name=initiative]",
            }
        )
        return self

    # ------------------------------------------------------------------ checks

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        self.year = school_year_of(day)
        return day

    def clean(self):
        data = super().clean()
        if activity_type := data.get("activity_type"):
            self._check_type(activity_type, data)
            self.ask("count", self._crowd_warning(activity_type, data.get("count")))
        self.ask("title", name_warning(data.get("title")))
        self.ask_for_correction(self.year)
        return data

    def _check_type(self, activity_type, data):
        if activity_type in DISTRICT_ONLY and self.school_id() is not None:
            message = _("For families' privacy this type is logged for the district, not a school.")
            self.add_error("activity_type", message)
        series = data.get("series")
        if series and (series.activity_type, series.school_id) != (activity_type, self.school_id()):
            data["series"] = None  # another type or school was chosen: an activity of its own
        asked, counted = data.get("counted"), counts_for(activity_type).first[0]
        if asked and asked != counted and data.get("count") is not None:
            # Without scripts the label stayed with the type chosen before: a number of families is no number of visits.
            self.data = self.data.copy()
            self.data["counted"] = counted
            message = _("You chose another type. Check this number: it is asked in other words now.")
            self.add_error("count", ValidationError(message, code="other_type"))

    def _crowd_warning(self, activity_type, families):
        school = self.school_id()
        if counts_for(activity_type).first[0] != "families_total" or (families or 0) < 250 or school is None:
            return ""
        return crowd_warning(families, YearlyReach.objects.enrolled_families(school))

    def school_id(self):
        """The school the activity belongs to; None for the whole district, or while no school is chosen."""
        if self.only_school is not None:
            return self.only_school
        school = self.cleaned_data.get("school")
        return None if school in (None, WHOLE_DISTRICT) else school.pk

    # ------------------------------------------------------------------ saving

    def save(self):
        data = self.cleaned_data
        activity_type = data["activity_type"]
        title = data["title"]
        if not title or is_suggested(title):
            title = str(TYPE_LABELS[activity_type])
        values, links = sessions.repeated(data["series"]) if data["series"] else ({}, {})
        if data["initiative"]:
            links["initiatives"] = [pk for pk in links.get("initiatives", ()) if pk != data["initiative"].pk]
        with self.correcting():
            return activity_log.log(
                by=self.user,
                entry_key=data["entry_key"],
                initiative=data["initiative"],
                school_id=self.school_id(),
                activity_type=activity_type,
                title=title,
                held_on=data["held_on"],
                series=data["series"],
                is_series=data["series"] is not None,
                links=links,
                **values,
                **{counts_for(activity_type).first[0]: data["count"]},
            )

    # ------------------------------------------------------------------ looks

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = "form-page"
        helper.form_action = reverse("partnerships:activity-log")
        helper.attrs = {"data-draft-key": "activity-log"}
        school = ["school"] if self.only_school is None else []
        helper.layout = Layout(
            "activity_type",
            *school,
            "held_on",
            self._type_fields(),
            "correction",
            "entry_key",
            "series",
            "confirmed",
            Submit("", _("Save")),
        )
        return helper

    @property
    def fields_helper(self):
        """Draws only what depends on the type, for a page that replaces it."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = False
        helper.layout = Layout(self._type_fields())
        return helper

    def _type_fields(self):
        return Div("count", "title", "initiative", "counted", css_id="log-fields")
