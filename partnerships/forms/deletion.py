from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Activity


class DeletionForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it deleted?"),
        max_length=Activity._meta.get_field("deleted_reason").max_length,
        help_text=_("One line, for whoever looks for it later. Never write a child's name."),
    )
