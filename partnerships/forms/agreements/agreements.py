"""Forms of an agreement: what was agreed, its documents, its renewal, the rules for all."""

from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput, LongCheckList
from district.forms.guard import NotUnseen
from district.models import School
from partnerships.agreements import life
from partnerships.forms.layout import Details
from partnerships.models import Agreement, AgreementDocument, AgreementRules, Partner
from partnerships.models.agreements import AgreementState, Content
from partnerships.plausibility import AsksOnce, name_warning
from plans.forms.implementation import helper


class AgreementForm(AsksOnce, NotUnseen, forms.ModelForm):
    contents = forms.MultipleChoiceField(
        label=gettext_lazy("What it says"),
        choices=Content.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick what the text has. The page then says what is usually there and is missing here."),
    )
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Agreement
        fields = ["partner", "kind", "name", "purpose", "purpose_es", "covers_district", "schools", "starts_on",
                  "ends_on", "signed_on", "partner_signer", "partner_signer_office", "district_signer",
                  "district_signer_office", "contents", "amount", "paid_by", "notes"]  # fmt: skip
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "purpose_es": forms.Textarea(attrs={"rows": 3, "lang": "es"}),
            "schools": LongCheckList,
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "signed_on": DayInput(),
            "amount": forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": 0}),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "schools": gettext_lazy("Only where it is not for the whole district."),
            "ends_on": gettext_lazy("Only an informal agreement goes without."),
            "partner_signer": gettext_lazy("The name of an adult, as it stands below the text."),
        }

    helper = helper(gettext_lazy("Save the agreement"), "agreement")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = self.instance.partner_id if self.instance.pk else None
        self.fields["partner"].queryset = Partner.objects.filter(Q(is_active=True) | Q(pk=held))
        if held:
            del self.fields["partner"]
        covered = self.instance.schools.values("pk") if self.instance.pk else []
        open_now = School.objects.open_on(timezone.localdate()).values("pk")
        self.fields["schools"].queryset = School.objects.filter(Q(pk__in=open_now) | Q(pk__in=covered))
        if not self.is_bound:
            self.helper = self._with_schools_folded()

    def _with_schools_folded(self):
        """The list of schools is long: it is folded while none is chosen. A form that was sent is drawn as it is, with
        the questions that the guard puts between its fields."""
        made = helper(gettext_lazy("Save the agreement"), "agreement")
        parts = [Details(_("For some schools only"), name) if name == "schools" else name for name in self.fields]
        made.layout = Layout(*parts)
        return made

    def clean(self):
        data = super().clean()
        self.ask("notes", name_warning(data.get("notes")))
        if data.get("covers_district") and data.get("schools"):
            self.add_error("schools", _("Either the whole district or some schools."))
        if self.instance.state == AgreementState.ACTIVE:
            self._stay_in_force(data)
        return data

    def _stay_in_force(self, data):
        """What an agreement in force cannot lose."""
        if not data.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", _("It is in force: say from which day."))
        if data.get("kind") != "INFORMAL" and not data.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", _("It is in force: say until which day."))
        if not data.get("covers_district") and not data.get("schools") and "schools" not in self.errors:
            self.add_error("schools", _("It is in force: say for which schools."))


class DocumentForm(WithEvidence, forms.ModelForm):
    """A file of an agreement, or a newer version of one."""

    class Meta:
        model = AgreementDocument
        fields = ["kind", "title"]

    helper = helper(gettext_lazy("Add the document"))

    def __init__(self, *args, by, replaces=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.replaces = replaces
        self.add_evidence(by)
        self.fields["upload"].required = not self.data.get(self.add_prefix("kept_upload"))
        if replaces:
            del self.fields["kind"]
            self.initial["title"] = replaces.title

    def clean(self):
        data = super().clean()
        if not self.evidence and "upload" not in self.errors:  # an old ticket leads to no file any more
            self.add_error("upload", _("Choose the file."))
        return data

    def save(self, agreement):
        data = self.cleaned_data
        kind = self.replaces.kind if self.replaces else data["kind"]
        return life.add_document(
            agreement, evidence=self.evidence, by=self.by, kind=kind, title=data["title"], replaces=self.replaces
        )


def year_choices(first, number=4):
    return [(year, school_years.label(year)) for year in range(first, first + number)]


class RenewForm(forms.Form):
    """When the new agreement runs, and whether the programmes come along."""

    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    ends_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput(), required=False)
    copy_programmes = forms.BooleanField(
        label=gettext_lazy("Copy the programs of its newest school year, with what was agreed"),
        required=False,
        initial=True,
    )
    fall_year = forms.TypedChoiceField(label=gettext_lazy("For the school year"), coerce=int)

    helper = helper(gettext_lazy("Propose the renewal"))

    def __init__(self, agreement, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        if agreement.starts_on and agreement.ends_on:
            first = agreement.ends_on + timedelta(days=1)
            self.initial.setdefault("starts_on", first)
            self.initial.setdefault("ends_on", agreement.ends_on + (agreement.ends_on - agreement.starts_on))
        self.fields["fall_year"].choices = year_choices(school_years.fall_year_of(timezone.localdate()) - 1)
        start = self.initial.get("starts_on", timezone.localdate())
        self.initial.setdefault("fall_year", school_years.fall_year_of(start))
        self.fields["ends_on"].required = not agreement.is_informal

    def clean(self):
        data = super().clean()
        first, last = school_years.all_days()
        for name in ("starts_on", "ends_on"):
            if data.get(name) and not first <= data[name] <= last:
                self.add_error(name, _("No school year holds this date."))
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day comes after the first."))
        return data

    def save(self, *, by):
        return life.renew(self.agreement, by=by, **self.cleaned_data)


class WhyForm(forms.Form):
    why = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, label, button, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = label
        self.helper = helper(button)


class RulesForm(NotUnseen, forms.ModelForm):
    """When people are reminded of an end, and how long a link works."""

    class Meta:
        model = AgreementRules
        fields = ["reminder_days", "link_days"]

    helper = helper(gettext_lazy("Save"))

    def clean_reminder_days(self):
        return sorted(set(self.cleaned_data["reminder_days"]), reverse=True)
