"""Forms of council training: modules and their content, sessions, counts, materials, completed elsewhere, the check."""

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import Can, may_district_wide, schools_where
from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput, LongCheckList
from district.forms.guard import NotUnseen
from district.models import Language, School
from governance.forms.choosing import SaysWhenNothingIsChosen
from governance.forms.meetings import ClockInput
from governance.models import (
    TrainingContent,
    TrainingMaterial,
    TrainingModule,
    TrainingRecord,
    TrainingRules,
    TrainingSession,
)
from governance.models.meetings import MeetingMode
from governance.models.training import NUMBER_LENGTH, Audience
from governance.training import recording, sessions
from plans.forms.implementation import helper
from plans.models import Initiative


def in_these_centuries(day):
    first, last = school_years.all_days()
    if not first <= day <= last:
        raise forms.ValidationError(_("No school year holds this date."))
    return day


class TrainingRulesForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = TrainingRules
        fields = ["signer", "office_en", "office_es"]
        labels = {
            "office_en": gettext_lazy("Office of the signer, in English"),
            "office_es": gettext_lazy("Office of the signer, in Spanish"),
        }
        help_texts = {"signer": gettext_lazy("The name below every certificate of training.")}

    helper = helper(gettext_lazy("Save"), "training-rules")


class ModuleForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    """A module. Its code names it in lists and files: once given it stays."""

    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Required of"),
        choices=Audience.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: it is offered, and asked of nobody."),
    )

    class Meta:
        model = TrainingModule
        fields = ["code", "name_en", "name_es", "description_en", "description_es", "audiences", "within_days",
                  "valid_years", "each_term", "minutes", "required_from", "retired_on", "initiative"]  # fmt: skip
        labels = {
            "name_en": gettext_lazy("Name in English"),
            "name_es": gettext_lazy("Name in Spanish"),
            "description_en": gettext_lazy("What it is about, in English"),
            "description_es": gettext_lazy("What it is about, in Spanish"),
        }
        widgets = {
            "description_en": forms.Textarea(attrs={"rows": 3}),
            "description_es": forms.Textarea(attrs={"rows": 3}),
            "required_from": DayInput(),
            "retired_on": DayInput(),
        }
        help_texts = {
            "retired_on": gettext_lazy("What was completed before stays."),
            "initiative": gettext_lazy("The initiative of the plan that this training carries out."),
        }

    helper = helper(gettext_lazy("Save the module"), "training-module")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name_en"].required = True
        self.fields["initiative"].queryset = Initiative.objects.select_related("priority_action").order_by("code")
        if self.instance.pk:
            del self.fields["code"]

    def clean_required_from(self):
        return in_these_centuries(self.cleaned_data["required_from"])


class ContentForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = TrainingContent
        fields = ["content_on", "changes_en", "changes_es", "asks_again"]
        labels = {
            "changes_en": gettext_lazy("What is new, in English"),
            "changes_es": gettext_lazy("What is new, in Spanish"),
        }
        widgets = {"content_on": DayInput()}

    helper = helper(gettext_lazy("Save"), "training-content")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["changes_en"].required = True

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"module"}

    def clean_content_on(self):
        return in_these_centuries(self.cleaned_data["content_on"])


class SessionForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    """A session. Whoever holds training for the whole district says for whom; others choose one of their schools."""

    link = forms.URLField(
        label=gettext_lazy("Link to take part"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("For a remote session, or one that is both."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages in which it is taught"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = TrainingSession
        fields = ["modules", "title_en", "title_es", "held_on", "starts_at", "ends_at", "mode", "place", "link",
                  "languages", "interpretation", "trainer", "partner", "is_district_wide", "schools", "capacity",
                  "about_en", "about_es"]  # fmt: skip
        labels = {
            "title_en": gettext_lazy("Title in English"),
            "title_es": gettext_lazy("Title in Spanish"),
            "about_en": gettext_lazy("What to know before coming, in English"),
            "about_es": gettext_lazy("What to know before coming, in Spanish"),
        }
        widgets = {
            "modules": forms.CheckboxSelectMultiple,
            "held_on": DayInput(),
            "starts_at": ClockInput(),
            "ends_at": ClockInput(),
            "mode": forms.RadioSelect,
            "schools": LongCheckList,
            "about_en": forms.Textarea(attrs={"rows": 3}),
            "about_es": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "title_en": gettext_lazy("Empty: the names of the modules."),
            "interpretation": gettext_lazy("For example: Spanish interpretation, child care, supper."),
            "capacity": gettext_lazy("Nobody has to register; it tells people how big the room is."),
            "schools": gettext_lazy("Only where it is not for the whole district."),
        }

    helper = helper(gettext_lazy("Save the session"), "training-session")

    def __init__(self, *args, user, **kwargs):
        self.district_wide = may_district_wide(user, Can.RUN_TRAINING)
        super().__init__(*args, **kwargs)
        held = {one.pk for one in self.instance.modules.all()} if self.instance.pk else set()
        taught = TrainingModule.objects.on(timezone.localdate())
        self.fields["modules"].queryset = TrainingModule.objects.filter(pk__in=held) | TrainingModule.objects.filter(
            pk__in=taught.values("pk")
        )
        tags = Language.objects.values_list("tag", "name")
        self.fields["languages"].choices = list(tags)
        schools = School.objects.open_on(timezone.localdate()) | School.objects.filter(
            pk__in=list(self.instance.schools.values_list("pk", flat=True)) if self.instance.pk else []
        )
        if not self.district_wide:
            del self.fields["is_district_wide"]
            self.instance.is_district_wide = False
            schools = schools.filter(pk__in=schools_where(user, Can.RECORD_TRAINING))
            self.fields["schools"].help_text = ""
            if not self.instance.pk and not self.initial.get("schools"):
                self.initial["schools"] = list(schools.order_by("name").values_list("pk", flat=True)[:1])
        self.fields["schools"].queryset = schools.order_by("name")
        if self.district_wide and not self.is_bound:
            self.helper = with_schools_folded(self)

    def clean_held_on(self):
        return in_these_centuries(self.cleaned_data["held_on"])

    def clean(self):
        data = super().clean()
        mode = data.get("mode")
        if mode in (MeetingMode.IN_PERSON, MeetingMode.HYBRID) and not data.get("place") and "place" not in self.errors:
            self.add_error("place", _("Where do people come together?"))
        if mode in (MeetingMode.REMOTE, MeetingMode.HYBRID) and not data.get("link") and "link" not in self.errors:
            self.add_error("link", _("By which link does one take part?"))
        if not data.get("is_district_wide") and not data.get("schools") and "schools" not in self.errors:
            self.add_error("schools", _("For which school is it?"))
        if not self.district_wide and len(data.get("schools") or ()) > 1:
            self.add_error("schools", _("Choose one school. Training for several schools is held by the district."))
        if self.instance.pk and self.instance.records.exists():
            self._keep_what_was_recorded(data)
        return data

    def _keep_what_was_recorded(self, data):
        day = data.get("held_on")
        if day and day > timezone.localdate():
            self.add_error("held_on", _("People are recorded as having been there: it cannot be in the future."))
        if data.get("is_district_wide") or "schools" in self.errors:
            return
        chosen = {school.pk for school in data.get("schools") or ()}
        came = set(self.instance.records.values_list("school", flat=True))
        if came - chosen:
            self.add_error("schools", _("People of other schools are recorded as having been there."))

    def save(self):
        session = super().save()
        sessions.settle_school(session)
        recording.settle(session)
        return session


def with_schools_folded(form):
    """The district's list of schools is long and seldom needed: it is folded where it says nothing. A form that was
    sent is drawn as it is, with the questions that the guard puts between its fields."""
    made = helper(gettext_lazy("Save the session"), "training-session")
    is_open = not form.instance.is_district_wide
    opened = format_html('<details class="disclosure"{}><summary>{}</summary>', mark_safe(" open" if is_open else ""),
                         _("Or for these schools only"))  # fmt: skip
    parts = [name for name in form.fields if name != "schools"]
    place = parts.index("is_district_wide") + 1
    made.layout = Layout(*parts[:place], HTML(opened), "schools", HTML("</details>"), *parts[place:])
    return made


class CancelSessionForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why it was cancelled"), max_length=300)
    helper = helper(gettext_lazy("Cancel the session"))


class CountsForm(forms.ModelForm):
    class Meta:
        model = TrainingSession
        fields = ["families_total", "staff_total", "others_total"]
        widgets = dict.fromkeys(fields, forms.NumberInput(attrs={"class": "form-control"}))


class MaterialForm(WithEvidence, forms.ModelForm):
    """A sheet or a link."""

    link = forms.URLField(label=gettext_lazy("Link"), required=False, assume_scheme="https")

    class Meta:
        model = TrainingMaterial
        fields = ["title", "link"]

    helper = helper(gettext_lazy("Add it"), "training-material")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_evidence(by)

    def clean(self):
        data = super().clean()
        self.instance.evidence = self.evidence
        if bool(data.get("link")) == bool(self.evidence) and not {"link", "upload"} & set(self.errors):
            self.add_error("link", _("Give either a file or a link."))
        return data


class ElsewhereForm(SaysWhenNothingIsChosen, WithEvidence, forms.ModelForm):
    """A module that somebody completed elsewhere. `people`: among whom to choose, or None for one's own."""

    person = forms.ChoiceField(label=gettext_lazy("Who"))

    class Meta:
        model = TrainingRecord
        fields = ["module", "day", "minutes", "place_taken"]
        widgets = {"day": DayInput()}
        help_texts = {
            "place_taken": gettext_lazy("For example: CABE workshop in Wethersfield; webinar of the state department."),
            "minutes": gettext_lazy("How long it took."),
        }

    helper = helper(gettext_lazy("Save"), "training-elsewhere")

    def __init__(self, *args, by, people, own=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.people, self.own = people, own
        self.fields["module"].queryset = TrainingModule.objects.on(timezone.localdate())
        self.fields["person"].choices = [
            ("", "---------"),
            *((one.key, f"{one.label} ({one.words})") for one in people),
        ]
        if own:
            self.fields["person"].label = _("As what")
            self.fields["person"].choices = [(one.key, f"{one.words}") for one in people]
            if len(people) == 1:
                self.initial.setdefault("person", people[0].key)
        self.order_fields(["person", "module", "day", "minutes", "place_taken"])
        self.add_evidence(by)
        self.fields["place_taken"].required = True
        proof = self.fields["upload"]
        proof.label = _("Proof: the certificate or confirmation")
        proof.required = not self.data.get(self.add_prefix("kept_upload"))
        proof.error_messages["required"] = _("Attach what shows that it was completed.")

    def clean_day(self):
        day = in_these_centuries(self.cleaned_data["day"])
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        data = super().clean()
        if not self.evidence and "upload" not in self.errors:  # an old ticket leads to no file any more
            self.add_error("upload", self.fields["upload"].error_messages["required"])
        return data

    def chosen(self):
        return next(one for one in self.people if one.key == self.cleaned_data["person"])


class JudgeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it does not count"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only where you refuse it; the person reads it."),
    )


class CheckForm(forms.Form):
    """A check number from a certificate, and the name that stands on it."""

    number = forms.CharField(
        label=gettext_lazy("Check number"),
        max_length=30,
        help_text=gettext_lazy("It stands at the foot of the certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name on the certificate"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("This page shows no names; it says whether this is the one."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    helper = helper(gettext_lazy("Check the number"))

    def clean_number(self):
        return plain_number(self.cleaned_data["number"])


def plain_number(text):
    """A check number as it is stored, however it was typed."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[:NUMBER_LENGTH]
