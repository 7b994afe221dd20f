"""The dates of board meetings."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from district.models import BoardMeeting


class BoardMeetingForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = BoardMeeting
        fields = ["held_on", "starts_at", "kind", "place", "note", "is_cancelled"]
        widgets = {"held_on": DayInput(), "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
        help_texts = {
            "is_cancelled": _("It stays in calendars as cancelled, and nothing is counted from its day on."),
        }

    def __init__(self, *args, button, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["is_cancelled"]
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("", button))
