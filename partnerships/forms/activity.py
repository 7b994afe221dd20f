"""The full form of an activity: only what matters for its type, details folded until they are needed."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district import evidence
from district.access import Can, may_district_wide
from district.forms.correction import CorrectsClosedYears
from district.forms.fields import DayInput
from district.models import Language, SchoolYear
from indicators.models import Indicator
from partnerships.activity_types import counts_for, type_choices
from partnerships.choices import CONDITIONS, FamilyRole, FourC, GradeBand, Rating, RunBy
from partnerships.forms.fields import WHOLE_DISTRICT, SchoolField, only_school
from partnerships.forms.layout import Details
from partnerships.framework import rating_help
from partnerships.held_on import school_year_of
from partnerships.models import Activity, ActivitySeries, Partner, YearlyReach
from partnerships.models.activities import COUNT_FIELDS, TYPE_FACTS, count_label
from partnerships.plausibility import AsksOnce, crowd_warning, name_warning

BASICS = ("activity_type", "title", "held_on", "starts_at", "ends_at", "is_series", "series", "place", "mode")
PLAN = ("initiatives", "indicators", "no_indicator_reason")
LANGUAGE = ("languages_offered", "interpretation_requested", "interpretation_provided")
SUPPORT = ("child_care", "transport", "food")
FOLLOW_UP = ("follow_up", "follow_up_due_on", "follow_up_done_on")
TEXTS = ("title", "follow_up", "notes", "no_indicator_reason")
RATINGS = tuple(name for condition in CONDITIONS for name in (f"rating_{condition}", f"reason_{condition}"))
EVIDENCE_NOW = '{% include "partnerships/_evidence_now.html" %}'
# Whose rule is broken, by the code of the model's constraint: where the form shows it.
CONSTRAINT_FIELDS = {
    "ends_before_start": "ends_at",
    "homelessness": "activity_type",
    "completed_over_enrolled": "completed_total",
    "enrolled_in_series": "series",
    "homeless_children": "activity_type",
    "done_over_agreed": "actions_done_total",
    "new_over_families": "new_families_total",
    "roles_over_staff": "staff_total",
    "nothing_followed": "follow_up",
}
# Counts that a rule of the model holds against another one: checked even where the form leaves one of them out.
HELD_AGAINST_ANOTHER = {
    *("enrolled_total", "completed_total", "roles_taken_total", "students_total", "families_total"),
    *("actions_total", "actions_done_total", "new_families_total", "staff_total"),
    *("teachers_total", "leaders_total", "support_staff_total"),
}


def boxes(choices):
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, required=False)


def series_label(series):
    """With its first day: the same course is held year after year under one name."""
    return f"{series} ({date_format(series.begins_on, 'SHORT_DATE_FORMAT')})"


class ActivityForm(CorrectsClosedYears, AsksOnce, forms.ModelForm):
    """Edits an activity. `version` is the one the person saw; `stale()` says whether somebody saved meanwhile."""

    run_by = boxes(RunBy.choices)
    four_cs = boxes(FourC.choices)
    roles_supported = boxes(FamilyRole.choices)
    languages_offered = boxes(())
    grade_bands = boxes(GradeBand.choices)
    upload = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": evidence.ACCEPT}),
        help_text=_(
            "A flyer, an agenda or a picture as PDF, JPG, PNG, Word or Excel, up to 10 MB. "
            "Never a sign-in sheet or a list with names of children or families."
        ),
    )
    kept_upload = forms.CharField(widget=forms.HiddenInput, required=False)
    remove_evidence = forms.BooleanField(label=_("Take the file away"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Activity
        fields = [
            *BASICS,
            "school",
            "run_by",
            "partners",
            *PLAN,
            "audience",
            "four_cs",
            "roles_supported",
            *RATINGS,
            *LANGUAGE,
            *SUPPORT,
            *COUNT_FIELDS,
            *TYPE_FACTS,
            "is_unduplicated",
            *FOLLOW_UP,
            "notes",
        ]
        widgets = {
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "initiatives": forms.CheckboxSelectMultiple,
            "indicators": forms.CheckboxSelectMultiple,
            "partners": forms.CheckboxSelectMultiple,
            "follow_up": forms.Textarea(attrs={"rows": 3}),
            "follow_up_due_on": DayInput(),
            "follow_up_done_on": DayInput(),
            "notes": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.stored = self.instance.evidence
        self.initial["version"] = self.instance.version
        self.year_before = self.year = SchoolYear.objects.holding(self.instance.held_on)
        if self.year_before and self.year_before.is_locked:
            self.show_correction()
        self._set_up_school()
        self._set_up_choices()
        self._leave_out_other_counts()
        self._explain()

    # ------------------------------------------------------------------ which fields, in which words

    def _set_up_school(self):
        if only_school(self.user, Can.EDIT_ACTIVITY) is not None:
            del self.fields["school"]
            return
        self.fields["school"] = SchoolField(self.user, Can.EDIT_ACTIVITY)
        self.initial["school"] = self.instance.school_id or WHOLE_DISTRICT

    def _set_up_choices(self):
        district_wide = may_district_wide(self.user, Can.EDIT_ACTIVITY)
        own = () if district_wide or self.instance.school_id else (self.instance.activity_type,)
        self.fields["activity_type"].choices = type_choices(own, district_wide)
        for name in ("run_by", "four_cs", "roles_supported", "languages_offered", "grade_bands"):
            self.fields[name].label = capfirst(Activity._meta.get_field(name).verbose_name)
        known = [(language.tag, language.name) for language in Language.objects.all()]
        self.fields["languages_offered"].choices = known
        linked = self.instance.partners.values("pk")
        self.fields["partners"].queryset = Partner.objects.filter(Q(is_active=True) | Q(pk__in=linked))
        self.fields["indicators"].queryset = Indicator.objects.equity()
        self.fields["indicators"].label_from_instance = lambda indicator: indicator.short_name
        self.fields["held_on"].widget = DayInput(max=timezone.localdate().isoformat())
        fitting = ActivitySeries.objects.visible_to(self.user).filter(activity_type=self.current_type() or "")
        self.fields["series"].queryset = fitting.filter(school_key=self.instance.school_id or 0)
        self.fields["series"].label = pgettext_lazy("one", "Series")
        self.fields["series"].empty_label = pgettext_lazy("series", "None")
        self.fields["series"].label_from_instance = series_label

    def current_type(self):
        return (self.data.get("activity_type") if self.is_bound else None) or self.initial.get("activity_type")

    def _leave_out_other_counts(self):
        """Show the counts of the type, and any other that holds a number already: nothing is lost by a new type."""
        asked = counts_for(self.current_type())
        self.count_names = [*asked.first, *asked.more]
        self.count_names += [
            name for name in COUNT_FIELDS if name not in self.count_names and getattr(self.instance, name) is not None
        ]
        for name in COUNT_FIELDS:
            if name in self.count_names:
                self.fields[name].widget.attrs["inputmode"] = "numeric"
                self.fields[name].label = count_label(self.current_type(), name)
            else:
                del self.fields[name]
        self.fact_names = [name for name in TYPE_FACTS if name in asked.facts or getattr(self.instance, name)]
        for name in set(TYPE_FACTS) - set(self.fact_names):
            del self.fields[name]
        if "families_total" not in self.count_names:
            del self.fields["is_unduplicated"]

    def _explain(self):
        for condition in CONDITIONS:
            self.fields[f"rating_{condition}"].help_text = rating_help(condition)
        self.fields["no_indicator_reason"].help_text = _("One line, if no indicator fits.")
        self.fields["initiatives"].help_text = _("The lines of the plan that this was part of.")
        self.fields["activity_type"].widget.attrs.update(
            {
                "hx-get": reverse("partnerships:activity-edit", args=[self.instance.pk]),
                "hx-target": "#count-fields",
                "hx-swap": "outerHTML",
                "hx-include": "[name=activity_type],#count-fields input",
            }
        )

    # ------------------------------------------------------------------ checks

    def _get_validation_exclusions(self):
        # The page supplies the school where there is one only, and counts that do not matter are left out: the
        # model's rules about them must hold all the same.
        return super()._get_validation_exclusions() - {"school", *HELD_AGAINST_ANOTHER}

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day != self.instance.held_on:
            self.year = school_year_of(day)
        return day

    def clean_school(self):
        school = self.cleaned_data["school"]
        return None if school == WHOLE_DISTRICT else school

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            evidence.check(upload)
            evidence.room_for(upload, self.user)
        return upload

    def clean(self):
        data = super().clean()
        self._take_upload(data)
        for name in TEXTS:
            if data.get(name) and data[name] != self.initial.get(name):
                self.ask(name, name_warning(data[name]))
        if not data.get("indicators") and not data.get("no_indicator_reason"):
            self.ask("indicators", _("Choose an equity indicator this served, or say below why none fits."))
        self._check_series(data)
        self._check_follow_up(data)
        self.ask_for_correction(self.year_before, self.year)
        if data.get("families_total") and data["families_total"] != self.instance.families_total:
            self._check_crowd(data)
        return data

    def _check_series(self, data):
        """A session is of the school and the type of its series; the database holds to it as well."""
        series, school = data.get("series"), data.get("school", self.instance.school)
        if series is None:
            return
        if (series.activity_type, series.school_id) != (data.get("activity_type"), getattr(school, "pk", None)):
            self.add_error("series", _("This series is of another school or type. Choose none, or another one."))
        data["is_series"] = True

    def _check_follow_up(self, data):
        if (done_on := data.get("follow_up_done_on")) and done_on > timezone.localdate():
            self.add_error("follow_up_done_on", _("This date is in the future."))

    def _take_upload(self, data):
        """Store a good file at once, so that a form shown again for another reason does not ask for it again."""
        if data.get("upload"):
            try:
                self.stored = evidence.keep(upload=data["upload"], by=self.user)
            except ValidationError as error:  # the virus scanner
                self.add_error("upload", error)
                return
            self.data = self.data.copy()
            self.data[self.add_prefix("kept_upload")] = evidence.ticket(self.stored)
        elif data.get("kept_upload"):
            self.stored = evidence.of_ticket(data["kept_upload"], self.user) or self.stored
        elif data.get("remove_evidence"):
            self.stored = None

    def _check_crowd(self, data):
        school = data.get("school", self.instance.school)
        enrolled = YearlyReach.objects.enrolled_families(school) if school else None
        self.ask("families_total", crowd_warning(data["families_total"], enrolled))

    def _update_errors(self, errors):
        """Show a broken rule of the model beside the field it is about, not on top of the form."""
        found = getattr(errors, "error_dict", None)
        if found and NON_FIELD_ERRORS in found:
            kept = [error for error in found.pop(NON_FIELD_ERRORS) if not self._placed(error, found)]
            if kept:
                found[NON_FIELD_ERRORS] = kept
        super()._update_errors(errors)

    def _placed(self, error, found):
        names = [CONSTRAINT_FIELDS[error.code]] if error.code in CONSTRAINT_FIELDS else []
        if error.code == "reason_missing":
            names = [name for name in RATINGS if name.startswith("reason_") and self._lacks_reason(name)]
        shown = [name for name in names if name in self.fields]
        for name in shown:
            found.setdefault(name, []).append(error)
        return bool(shown)

    def _lacks_reason(self, name):
        rating = getattr(self.instance, name.replace("reason_", "rating_"))
        return rating == Rating.STRONG and not getattr(self.instance, name)

    # ------------------------------------------------------------------ saving

    def stale(self, now):
        """Whether `now`, the record as it is stored, is another version than the person saw."""
        return self.cleaned_data["version"] != now.version

    def save(self):
        self.instance.evidence = self.stored
        self.instance.version += 1
        with self.correcting():
            return super().save()

    # ------------------------------------------------------------------ looks

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = "form-page"
        helper.attrs = {"data-draft-key": f"activity-{self.instance.pk}"}
        school = ["school"] if "school" in self.fields else []
        helper.layout = Layout(
            "version",
            "confirmed",
            "correction",
            Fieldset(_("What, when and where"), *BASICS[:3], *school, *BASICS[3:]),
            self._count_fields(),
            Fieldset(_("Part of the plan"), *PLAN),
            Details(_("Quality: whose capacity grew, and how"), "audience", *RATINGS, "four_cs", "roles_supported"),
            Details(_("Languages and help to come"), *LANGUAGE, *SUPPORT),
            Details(_("Partners and who ran it"), "run_by", "partners"),
            Details(_("What follows, and notes"), *FOLLOW_UP, "notes"),
            Details(
                _("Evidence"),
                HTML('{% include "partnerships/_evidence_now.html" %}'),
                "kept_upload",
                *self._evidence_fields(),
            ),
            Submit("", _("Save")),
        )
        return helper

    @property
    def counts_helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = False
        helper.layout = Layout(self._count_fields())
        return helper

    def _count_fields(self):
        unduplicated = ["is_unduplicated"] if "is_unduplicated" in self.fields else []
        return Div(
            Fieldset(_("Counts, never names"), *self.fact_names, *self.count_names, *unduplicated),
            css_id="count-fields",
        )

    def _evidence_fields(self):
        return ["upload", "remove_evidence"] if self.instance.evidence_id else ["upload"]
