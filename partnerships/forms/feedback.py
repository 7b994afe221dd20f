"""Until when families can say how an activity was."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from partnerships.feedback import asking
from partnerships.models import ActivityFeedback
from plans.forms.implementation import helper


class FeedbackForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = ActivityFeedback
        fields = ["closes_on"]
        widgets = {"closes_on": DayInput()}

    helper = helper(gettext_lazy("Save"), "activity-feedback")

    def __init__(self, *args, activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        if self.instance._state.adding:
            self.initial["closes_on"] = asking.usual_last_day(activity)

    def clean_closes_on(self):
        """Never before today: what was told of a closed one would be taken back."""
        day, first, last = self.cleaned_data["closes_on"], timezone.localdate(), asking.last_possible(self.activity)
        if not first <= day <= last:
            words = {"first": date_format(first), "last": date_format(last)}
            raise forms.ValidationError(_("Choose a day from %(first)s to %(last)s.") % words)
        return day
