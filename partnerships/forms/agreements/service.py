"""Logging what a partner delivered: a form for a phone, with six inputs that matter first."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.correction import CorrectsClosedYears
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from district.models import SchoolYear
from partnerships.agreements import service
from partnerships.forms.layout import Details
from partnerships.models import ServiceEntry
from partnerships.plausibility import AsksOnce, name_warning

MOST_PLACES = 200
NUMBER = {"inputmode": "numeric", "min": 0}
FIRST = ["starts_on", "sessions", "hours", "adults_total", "students_total"]
MORE = ["families_total", "ends_on", "is_unduplicated", "note"]


class ServiceForm(CorrectsClosedYears, AsksOnce, forms.ModelForm):
    """What was delivered. `sites` are the places among which the person may choose."""

    place = forms.ChoiceField(label=gettext_lazy("Program and place"))
    entry_key = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ServiceEntry
        fields = [*FIRST, *MORE]
        labels = {
            "starts_on": gettext_lazy("When?"),
            "sessions": gettext_lazy("How many sessions?"),
            "hours": gettext_lazy("Hours of service, all sessions together"),
            "adults_total": gettext_lazy("How many adults took part?"),
            "students_total": gettext_lazy("How many students took part?"),
            "families_total": gettext_lazy("How many families took part?"),
            "ends_on": gettext_lazy("Last day, if it was more than one"),
            "is_unduplicated": gettext_lazy("In these numbers each person is counted once"),
        }
        help_texts = {
            "adults_total": gettext_lazy("Leave it empty if it is not known."),
            "students_total": gettext_lazy("The total only, never names."),
            "ends_on": gettext_lazy("In the same month. Log each month by itself."),
            "note": gettext_lazy("Never write a name of a child or family here."),
        }
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "sessions": forms.NumberInput(attrs={**NUMBER, "min": 1}),
            "hours": forms.NumberInput(attrs={"inputmode": "decimal", "min": 0, "step": "0.25"}),
            "adults_total": forms.NumberInput(attrs=NUMBER),
            "families_total": forms.NumberInput(attrs=NUMBER),
            "students_total": forms.NumberInput(attrs=NUMBER),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, sites, *args, action="", **kwargs):
        super().__init__(*args, **kwargs)
        found = list(sites[: MOST_PLACES + 1])
        self.is_cut = len(found) > MOST_PLACES
        self.sites = {str(site.pk): site for site in found[:MOST_PLACES]}
        self.action = action
        programmes = {site.programme for site in self.sites.values()}
        is_one = len(programmes) == 1
        self.programme = programmes.pop() if is_one else None
        label = place_alone if is_one else place_label
        self.fields["place"].choices = [(key, label(site)) for key, site in self.sites.items()]
        if is_one:
            self.fields["place"].label = _("Where?")
        if self.is_cut:
            self.fields["place"].help_text = _("Not all places fit here. For others begin on the page of the program.")
        self.fields["ends_on"].required = False
        self.initial.setdefault("starts_on", timezone.localdate())
        self.initial.setdefault("entry_key", uuid.uuid4)
        self.fields["starts_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean(self):
        data = super().clean()
        data["ends_on"] = data.get("ends_on") or data.get("starts_on")
        self.site = self.sites.get(data.get("place"))
        if self.site:
            self.instance.programme, self.instance.school = self.site.programme, self.site.school
        self.ask("note", name_warning(data.get("note")))
        if data.get("starts_on"):
            self.ask_for_correction(SchoolYear.objects.holding(data["starts_on"]))
        return data

    def _post_clean(self):
        super()._post_clean()
        if not self.site or self.errors:
            return
        found = service.faults(self.instance, places={self.site.school_id}, today=timezone.localdate())
        for name, words in found.items():
            self.add_error({"programme": "place", "school": "place"}.get(name, name), words)

    def save(self, *, by=None, link=None):
        """Returns the entry and whether it is new; None where it cannot be, with the reason in the form."""
        data = self.cleaned_data
        values = {name: data[name] for name in (*FIRST, *MORE) if name not in ("starts_on", "ends_on")}
        with self.correcting():
            return service.log_service(
                programme=self.site.programme,
                school=self.site.school,
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                by=by,
                link=link,
                entry_key=data["entry_key"],
                **values,
            )

    @property
    def helper(self):
        made = FormHelper()
        made.form_class = "form-page"
        made.form_action = self.action
        made.attrs = {"novalidate": "", "data-draft-key": "service-log"}
        made.layout = Layout(
            "place",
            *FIRST,
            Details(_("More: families, several days, a note"), *MORE),
            "correction",
            "entry_key",
            "confirmed",
            Submit("", _("Save")),
        )
        return made


def place_alone(site):
    return str(site.place)


def place_label(site):
    """The place first: on a phone the end of a long choice is cut off."""
    programme = site.programme
    return _("%(place)s: %(programme)s (%(year)s)") % {
        "programme": programme.name,
        "year": programme.year_label,
        "place": site.place,
    }


class CorrectionForm(CorrectsClosedYears, AsksOnce, NotUnseen, forms.ModelForm):
    """The counts of an entry, changed; programme and place stay."""

    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta(ServiceForm.Meta):
        fields = ["starts_on", "ends_on", "sessions", "hours", "adults_total", "families_total", "students_total",
                  "is_unduplicated", "note"]  # fmt: skip
        labels = {**ServiceForm.Meta.labels, "starts_on": gettext_lazy("First day")}

    def clean(self):
        data = super().clean()
        self.ask("note", name_warning(data.get("note")))
        if data.get("starts_on"):
            self.ask_for_correction(
                SchoolYear.objects.holding(data["starts_on"]), SchoolYear.objects.holding(self.initial["starts_on"])
            )
        return data

    def save(self, *, by):
        with self.correcting():
            return service.correct(self.instance, by=by)

    @property
    def helper(self):
        made = FormHelper()
        made.form_class = "form-page"
        made.attrs = {"novalidate": "", "data-draft-key": "service-correct", "data-autosave": ""}
        made.add_input(Submit("", _("Save the correction")))
        return made


def refused(form, error):
    """What the rules say, beside the fields of the form that they speak of."""
    if not isinstance(error, ValidationError):
        form.add_error(None, str(error))
        return
    for name, words in getattr(error, "message_dict", {"__all__": error.messages}).items():
        field = {"programme": "place", "school": "place"}.get(name, name)
        form.add_error(field if field in form.fields else None, words)


class RemarkForm(forms.Form):
    """A question, an answer, a reason."""

    text = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, label, button, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = _("Never write a name of a child or family here.")
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.add_input(Submit("", button))
