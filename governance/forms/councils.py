from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.forms.correction import CorrectsClosedYears
from district.forms.fields import day_fields
from district.forms.guard import NotUnseen
from district.models import SchoolYear
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
        if not self.instance.pk:
            self.initial.setdefault("held_on", timezone.localdate())

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
        present, seats = self.cleaned_data["voting_present"], self.instance.council.model.voting_seats
        if present > seats:
            raise forms.ValidationError(
                _("This council has %(seats)s voting seats; no more can be present."), params={"seats": seats}
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
    """Which model a school's council follows."""

    class Meta:
        model = Council
        fields = ["model"]
        widgets = {"model": forms.RadioSelect}

    helper = form_helper(_("Save"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["model"].empty_label = None


class MeetingDeletionForm(forms.Form):
    reason = forms.CharField(label=_("Why is it deleted?"), max_length=200, help_text=_("It stays in the history."))
