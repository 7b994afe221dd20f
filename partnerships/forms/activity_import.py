"""Bringing a table of activities, and saying what of it is to be logged."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from partnerships.importing import sheets

SIZE_LIMIT = 5 * 1024 * 1024
LONGEST_GRID = 1_000_000  # characters; the limit of a whole request is two megabytes


class ActivityImportForm(forms.Form):
    """`rows` are what the table holds, once it is valid."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=200,
        help_text=_("An Excel workbook (.xlsx) or a CSV file with the headings of the template."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    grid = forms.CharField(
        label=_("Or paste the cells"),
        required=False,
        max_length=LONGEST_GRID,
        strip=False,
        help_text=_("Copy them in your spreadsheet, headings included, and paste them here."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and upload.size > SIZE_LIMIT:
            raise ValidationError(_("The file is larger than %(limit)s.") % {"limit": filesizeformat(SIZE_LIMIT)})
        return upload

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        upload, grid = data.get("file"), data.get("grid") or ""
        if upload and grid.strip():
            self.add_error("grid", _("Choose a file or paste cells, not both."))
        elif not upload and not grid.strip():
            self.add_error("file", _("Choose a file, or paste cells below."))
        else:
            self._read(upload, grid)
        return data

    def _read(self, upload, grid):
        try:
            self.rows = sheets.rows_of_file(upload.read()) if upload else sheets.rows_of_grid(grid)
        except ValidationError as error:
            self.add_error("file" if upload else "grid", error)

    @property
    def file_name(self):
        upload = self.cleaned_data["file"]
        return upload.name if upload else ""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = "form-page"
        helper.attrs = {"enctype": "multipart/form-data"}
        helper.layout = Layout("file", "grid", Submit("", _("Check the rows")))
        return helper


class LogRowsForm(forms.Form):
    """What is to be logged of a checked table. Unless the person says otherwise it is all rows or none."""

    CORRECT, GOOD = "correct", "good"

    with_asked = forms.BooleanField(
        label=_("The rows with a question are right as they are. Log them too."), required=False
    )
    choice = forms.ChoiceField(label=_("What is to be logged?"), required=False, widget=forms.RadioSelect)

    def __init__(self, checked, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.checked = checked
        self.fields["choice"].choices = [
            (self.CORRECT, _("Nothing yet. I correct the table first and bring it again.")),
            (self.GOOD, _("Only the rows that can be logged. The others are left out.")),
        ]
        self.initial["choice"] = self.CORRECT
        if not checked.asked:
            del self.fields["with_asked"]
        if not checked.asked and not checked.refused:
            del self.fields["choice"]

    @property
    def without_the_rest(self):
        return self.cleaned_data.get("choice") == self.GOOD

    @property
    def takes_asked(self):
        return self.cleaned_data.get("with_asked", False)

    @property
    def can_log(self):
        return bool(self.checked.right or self.checked.asked)
