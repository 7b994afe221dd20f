"""Forms of the notices of meetings: asking to be told, and recording a call."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.fields import DayInput
from district.forms.for_anybody import FormForAnybody
from governance.models import MemberNotice
from plans.forms.implementation import helper


class RequestForm(FormForAnybody):
    """An e-mail address and a language."""

    email = forms.EmailField(label=gettext_lazy("Your e-mail address"), max_length=254)
    language = forms.ChoiceField(label=gettext_lazy("Language of the mails"), choices=settings.LANGUAGES)


class PhonedForm(forms.ModelForm):
    class Meta:
        model = MemberNotice
        fields = ["phoned_on"]
        widgets = {"phoned_on": DayInput()}

    helper = helper(gettext_lazy("Record the call"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phoned_on"].required = True
        self.initial["phoned_on"] = self.initial.get("phoned_on") or timezone.localdate()

    def clean_phoned_on(self):
        day = self.cleaned_data["phoned_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < timezone.localdate(self.instance.telling.at):
            raise forms.ValidationError(_("Nobody could be told before it was announced."))
        return day
