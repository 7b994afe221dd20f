"""The form for the districts that are shown first."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from district.forms.fields import LongCheckList
from district.forms.guard import NotUnseen
from indicators.models import PeerDistrict, PeerSetting
from indicators.models.peers import MOST_PEERS
from indicators.peers.choosing import DEFAULT_CODES


class SettingForm(NotUnseen, forms.ModelForm):
    districts = forms.MultipleChoiceField(
        label=_("Districts shown first"),
        widget=LongCheckList,
        help_text=_("Up to five. The state is always shown. A reader can choose others for themselves."),
    )

    class Meta:
        model = PeerSetting
        fields = ["districts"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["districts"].choices = PeerDistrict.objects.values_list("pk", "name")
        if self.instance._state.adding:
            self.initial["districts"] = list(DEFAULT_CODES)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the choice")))

    def clean_districts(self):
        found = self.cleaned_data["districts"]
        if len(found) > MOST_PEERS:
            raise forms.ValidationError(_("Choose five at most: more lines than that nobody tells apart."))
        return sorted(found)
