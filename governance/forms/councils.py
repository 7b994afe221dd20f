from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.forms.correction import CorrectsClosedYears
from district.forms.fields import day_fields
from district.forms.guard import NotUnseen
from district.models import SchoolYear
from governance import seats
from governance.members import quorum_on
from governance.models import Council, CouncilMeeting


def form_helper(button):
    helper = FormHelper()
    helper.form_class = "form-page"
    helper.add_input(Submit("", button))
    return helper


class MeetingForm(CorrectsClosedYears, NotUnseen, forms.ModelForm):
    """A meeting that was held. The page supplies the council; the model's rule of one meeting a day still holds."""

    class Meta:
        model = CouncilMeeting
        fields = ["held_on", "voting_present"]
        help_texts = {"voting_present": _("Without the principal and students: they do not vote.")}
        widgets = {"voting_present": forms.NumberInput(attrs={"inputmode": "numeric"})}

    helper = form_helper(_("Record the meeting"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["voting_present"].required = True
        self.year_before = self.year = None
        if self.instance.pk:
            self.year_before = self.year = SchoolYear.objects.holding(self.instance.held_on)
        if self.year_before and self.year_before.is_locked:
            self.show_correction()
        day_fields(self, "held_on")
        self.fields["held_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if not self.initial["held_on"]:
            self.initial["held_on"] = timezone.localdate()

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"council", "state"}

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Record a meeting after it was held."))
        self.year = SchoolYear.objects.holding(day)
        if self.year is None:
            raise forms.ValidationError(_("No school year of the portal holds this date."))
        return day

    def clean_voting_present(self):
        present, voting = self.cleaned_data["voting_present"], self.instance.council.model.voting_seats
        if present > voting:
            raise forms.ValidationError(
                _("This council has %(seats)s voting seats; no more can be present."), params={"seats": voting}
            )
        return present

    def clean(self):
        """A new meeting takes the quorum of its council on its day; a corrected one keeps the quorum of its day."""
        data = super().clean()
        self.ask_for_correction(self.year_before, self.year)
        if not self.instance.pk and data.get("held_on"):
            self.instance.quorum_required = quorum_on(self.instance.council, data["held_on"])
        return data

    def save(self, *, by):
        meeting = self.instance
        if not meeting.pk:
            meeting.recorded_by = by
        with self.correcting():
            return super().save()


class CouncilForm(NotUnseen, forms.ModelForm):
    """Which model a school's council follows, and from which school year on."""

    fall_year = forms.TypedChoiceField(
        label=_("From the school year"),
        coerce=int,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Seats that the model does not have end with the year before, and the terms in them."),
    )

    class Meta:
        model = Council
        fields = ["model"]
        widgets = {"model": forms.RadioSelect}

    helper = form_helper(_("Save"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["model"].empty_label = None
        self.this_year = school_years.fall_year_of(timezone.localdate())
        years = [self.this_year] if not self.instance.pk else [self.this_year, self.this_year + 1]
        self.fields["fall_year"].choices = [(year, school_years.label(year)) for year in years]
        self.initial["fall_year"] = years[-1]

    def save(self):
        """Seats are made at once; a model for the next year leaves this year's council as it is."""
        model, fall_year = self.cleaned_data["model"], self.cleaned_data["fall_year"] or self.this_year
        if not self.instance.pk:
            council = super().save()
        else:
            council = Council.objects.select_related("model", "school").get(pk=self.instance.pk)
        seats.choose_model(council, model, fall_year)
        return council


class MeetingDeletionForm(forms.Form):
    reason = forms.CharField(label=_("Why is it deleted?"), max_length=200, help_text=_("It stays in the history."))
