from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from district.access import Can, may_district_wide
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from district.models import SchoolYear
from partnerships.activity_types import DISTRICT_ONLY, ActivityType, type_choices
from partnerships.forms.fields import WHOLE_DISTRICT, SchoolField, only_school
from partnerships.models import Activity, ActivitySeries
from partnerships.plausibility import AsksOnce, name_warning

COUNTS = ("sessions_planned", "enrolled_total", "completed_total", "roles_taken_total")
RULES = {"completed_over_enrolled": "completed_total", "roles_over_completed": "roles_taken_total"}


class SeriesForm(AsksOnce, NotUnseen, forms.ModelForm):
    """A series. Its school and its type are settled when it is begun: its sessions hang on them."""

    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ActivitySeries
        fields = ["activity_type", "title", "school", "begins_on", *COUNTS]
        widgets = {
            "begins_on": DayInput(),
            **{name: forms.NumberInput(attrs={"inputmode": "numeric"}) for name in COUNTS},
        }
        help_texts = {
            "title": _("What it is called, never with a child's name: for example “Parent University, fall”."),
            "begins_on": _("The school year of this day is the year of the series."),
            "enrolled_total": _("Different people, each counted once for the whole series."),
            "completed_total": _("Leave it empty until the series is over."),
        }

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.is_new = self.instance.pk is None
        if not self.is_new:
            del self.fields["activity_type"], self.fields["school"]
        else:
            self._set_up_choices()
        if self.current_type() != ActivityType.PARENT_LEADERSHIP and self.instance.roles_taken_total is None:
            self.fields["roles_taken_total"].help_text = _("Only for parent leadership programs.")

    def _set_up_choices(self):
        district_wide = may_district_wide(self.user, Can.LOG_ACTIVITY)
        self.fields["activity_type"].choices = [("", _("Choose a type")), *type_choices((), district_wide)]
        self.only_school = only_school(self.user, Can.LOG_ACTIVITY)
        if self.only_school is None:
            self.fields["school"] = SchoolField(self.user, Can.LOG_ACTIVITY)
        else:
            del self.fields["school"]
            self.instance.school_id = self.only_school

    def current_type(self):
        return self.data.get("activity_type") or self.instance.activity_type

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"school", "activity_type"}

    def clean_school(self):
        school = self.cleaned_data["school"]
        return None if school == WHOLE_DISTRICT else school

    def clean_begins_on(self):
        day = self.cleaned_data["begins_on"]
        if SchoolYear.objects.holding(day) is None:
            raise forms.ValidationError(_("No school year of the portal holds this date."))
        return day

    def clean(self):
        data = super().clean()
        self.ask("title", name_warning(data.get("title")))
        if self.is_new and data.get("activity_type") in DISTRICT_ONLY:
            self.add_error("activity_type", _("Nobody enrols for this: log it, without a series."))
        return data

    def _update_errors(self, errors):
        """Show a broken rule of the model beside the field it is about."""
        found = getattr(errors, "error_dict", None)
        if found and "__all__" in found:
            for error in list(found["__all__"]):
                name = RULES.get(error.code)
                if name in self.fields:
                    found["__all__"].remove(error)
                    found.setdefault(name, []).append(error)
            if not found["__all__"]:
                del found["__all__"]
        super()._update_errors(errors)

    def save(self):
        if self.is_new:
            self.instance.made_by = self.user
        return super().save()

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = "form-page"
        helper.attrs = {"data-draft-key": f"series-{self.instance.pk or 'new'}"}
        helper.add_input(Submit("", _("Begin the series") if self.is_new else _("Save")))
        return helper


class AttachForm(forms.Form):
    """Activities that were logged one by one and belong to a series."""

    sessions = forms.ModelMultipleChoiceField(
        Activity.objects.none(), label=_("Logged without a series"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, activities, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sessions"].queryset = activities
        self.fields["sessions"].label_from_instance = session_words

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        return helper


def session_words(activity):
    count = activity.main_count_words()
    words = f"{date_format(activity.held_on)}: {activity.title}"
    return f"{words} ({count})" if count else words
