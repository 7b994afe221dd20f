from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.directory.uploads import SIZE_LIMIT
from district.forms.fields import DayInput
from district.forms.files import ReadFileField


class DirectoryForm(forms.Form):
    file = ReadFileField(
        label=_("Education directory (CSV)"),
        help_text=_("The file “Education Directory” of the state's open data portal."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    as_of = forms.DateField(
        label=_("The file describes the schools on"),
        widget=DayInput,
        help_text=_("The day it was downloaded, say. What changed since the portal's last facts counts from this day."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = timezone.localdate()

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > SIZE_LIMIT:
            limit = filesizeformat(SIZE_LIMIT)
            raise forms.ValidationError(_("The file is larger than %(limit)s.") % {"limit": limit})
        return upload

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A file cannot describe a day that is still to come."))
        return day
