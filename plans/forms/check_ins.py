from django import forms
from django.utils.translation import gettext_lazy as _

from district.forms.guard import NotUnseen
from plans.forms.implementation import helper
from plans.models import CheckIn


class CheckInForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = CheckIn
        fields = ["working", "stuck", "changing"]
        widgets = {field: forms.Textarea(attrs={"rows": 4}) for field in fields}
        help_texts = {"working": _("Say it so that families would agree. Write about groups, never about a child.")}

    helper = helper(_("Save"), "plan-check-in")
