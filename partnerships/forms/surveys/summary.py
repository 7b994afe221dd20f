"""Bringing a file of sums."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from district.forms.files import ReadFileField
from indicators.importing import reading
from indicators.importing.issues import sentence
from indicators.importing.observations import Issue
from partnerships.importing.sheets import lines_of_file, refuse_children, table_of
from partnerships.importing.words import plain
from partnerships.surveys import summaries

SIZE_LIMIT = 5 * 1024 * 1024
MOST_ROWS = 20_000


class SummaryForm(forms.Form):
    """`rows` are [(line, {column: text})], once it is valid."""

    file = ReadFileField(
        label=_("File"),
        max_length=200,
        help_text=_("An Excel workbook (.xlsx) or a CSV file with the headings of the template."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > SIZE_LIMIT:
            raise ValidationError(_("The file is larger than %(limit)s.") % {"limit": filesizeformat(SIZE_LIMIT)})
        self.rows = rows_of(table_of(lines_of_file, upload.read()))
        return upload

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = "form-page"
        helper.attrs = {"enctype": "multipart/form-data"}
        helper.add_input(Submit("", _("Take in the sums")))
        return helper


def rows_of(table):
    """Under the headings of the template, in any order; raises ValidationError where it is another table."""
    table = [(line, cells) for line, cells in table if not reading.is_blank(cells)]
    if len(table) < 2:
        raise ValidationError(sentence(Issue(0, "NO_ROWS" if table else "EMPTY_FILE")))
    if len(table) > MOST_ROWS:
        raise ValidationError(_("The table has more than %(limit)s rows. Bring it in parts.") % {"limit": MOST_ROWS})
    refuse_children(table[0][1])
    known = summaries.known_headings()
    names = [known.get(plain(heading)) for heading in table[0][1]]
    for name, label in summaries.labels().items():
        if name not in names and name not in ("choice", "language"):
            message = _("The column “%(column)s” is missing. The first row must hold the headings of the template.")
            raise ValidationError(message % {"column": label})
    return [
        (line, {name: cell for name, cell in zip(names, cells, strict=False) if name and cell})
        for line, cells in table[1:]
    ]
