"""Bringing a table, correcting a row of it, and saying what is to be logged or taken back."""

import uuid
from itertools import islice

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from district.forms.files import ReadFileField
from partnerships.forms.layout import Details
from partnerships.importing import sheets, taking
from partnerships.models.uploads import RowState, UploadSource

SIZE_LIMIT = 25 * 1024 * 1024
LONGEST_GRID = 1_000_000  # characters; the limit of a whole request is two megabytes
LOOKED_AT = 200  # rows of a large file that are read while the person waits


class UploadForm(forms.Form):
    """A file or pasted cells of one kind. What is wrong with the table as a whole is said beside the field at once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = ReadFileField(
        label=_("File"),
        required=False,
        max_length=200,
        help_text=_("An Excel workbook (.xlsx) or a CSV file with the headings of the template."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    grid = forms.CharField(
        label=_("Or paste the cells"),
        required=False,
        max_length=LONGEST_GRID,
        strip=False,
        help_text=_("Copy them in your spreadsheet, headings included, and paste them here."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def __init__(self, kind, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.initial["key"] = uuid.uuid4()

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
            self.content = upload.read() if upload else grid.encode()
            self._look("file" if upload else "grid")
        return data

    def _look(self, field):
        read = sheets.lines_of_file if field == "file" else lambda data: sheets.lines_of_grid(data.decode())
        most = None if len(self.content) <= taking.AT_ONCE_BYTES else LOOKED_AT
        try:
            with sheets.in_words():
                for _row in islice(sheets.rows_of(read(self.content), self.kind), most):
                    pass
        except ValidationError as error:
            self.add_error(field, error)

    def save(self, *, by):
        """The upload of this form, the same however often the form comes."""
        upload = self.cleaned_data["file"]
        return taking.bring(
            kind=self.kind.key,
            data=self.content,
            file_name=upload.name if upload else "",
            by=by,
            key=self.cleaned_data["key"],
            source=UploadSource.FILE if upload else UploadSource.PASTE,
        )

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = "form-page"
        helper.attrs = {"enctype": "multipart/form-data"}
        helper.layout = Layout("key", "file", "grid", Submit("", _("Check the rows")))
        return helper


class LogRowsForm(forms.Form):
    """What is to be logged of a checked table. Unless the person says otherwise it is all rows or none."""

    NOTHING, WITHOUT_ASKED, WITH_ASKED = "nothing", "without-asked", "with-asked"

    choice = forms.ChoiceField(label=_("What is to be logged?"), widget=forms.RadioSelect, initial=NOTHING)

    def __init__(self, totals, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.totals = totals
        if totals[RowState.ASKED] or totals[RowState.REFUSED]:
            self.fields["choice"].choices = list(self._choices())
        else:
            del self.fields["choice"]

    def _choices(self):
        asked, refused = self.totals[RowState.ASKED], self.totals[RowState.REFUSED]
        yield self.NOTHING, _("Nothing yet. I correct the rows first.")
        if self.totals[RowState.RIGHT]:
            only_right = _("Only the rows without a question. The others are left out.")
            yield (
                self.WITHOUT_ASKED,
                only_right if asked else _("Only the rows that can be logged. The others are left out."),
            )
        if asked:
            all_rows = _("All rows. Those with a question are right as they are.")
            all_good = _(
                "Also the rows with a question: they are right as they are. Only what cannot be logged is left out."
            )
            yield self.WITH_ASKED, all_good if refused else all_rows

    @property
    def without_the_rest(self):
        return self.cleaned_data.get("choice") in (self.WITHOUT_ASKED, self.WITH_ASKED)

    @property
    def takes_asked(self):
        return self.cleaned_data.get("choice") == self.WITH_ASKED

    @property
    def can_log(self):
        return bool(self.totals[RowState.RIGHT] or self.totals[RowState.ASKED])


class RowForm(forms.Form):
    """One row as it was written, to be corrected in the page; a field for each column of the kind.

    First stand the columns that matter here: what is needed, what was written, and what there is something to say of.

    Only the person who brought a table corrects its rows, but perhaps in two windows. `seen` is the row that the window
    showed; where it was corrected since, the form says what stands there now before it takes its place.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, kind, known, row, *args, **kwargs):
        super().__init__(*args, initial={**row.cells, "seen": row.pk}, **kwargs)  # a corrected row is a new one
        self.kind, self.known, self.row = kind, known, row
        said = kind.check(known, row.cells, row.line)
        spoken_of = {finding.column for finding in [*said.problems, *said.questions]}
        self.first = {"seen", *kind.needed, *kind.told, *row.cells, *spoken_of}
        for column in kind.columns:
            self.fields[column.name] = forms.CharField(
                label=capfirst(column.label),
                help_text=column.hint,
                required=column.name in kind.needed,
                max_length=sheets.LONGEST_CELL,
                widget=OfferingInput([str(word) for word in column.offers(known)] if column.offers else ()),
            )

    def clean(self):
        data = super().clean()
        seen = data.pop("seen", None)
        self.cells = {name: sheets.tidy(text) for name, text in data.items() if text}
        if seen and seen != self.row.pk:
            self.ask_who_was_first()
        if not self.errors:
            for finding in self.kind.check(self.known, self.cells, self.row.line).problems:
                self.add_error(finding.column if finding.column in self.fields else None, finding.text)
        return data

    def ask_who_was_first(self):
        stands = self.kind.in_one_line(self.row.cells)
        message = _(
            "This row was corrected in another window meanwhile. There it says: %(row)s. Save again to replace it."
        )
        self.add_error(None, message % {"row": stands})
        self.data = self.data.copy()
        self.data["seen"] = self.row.pk

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = "form-page"
        helper.attrs = {"data-draft-key": f"upload-row-{self.row.pk}"}
        first = [name for name in self.fields if name in self.first]
        rest = [name for name in self.fields if name not in self.first]
        more = [Details(_("More columns"), *rest)] if rest else []
        helper.layout = Layout(*first, *more, Submit("", _("Save the row")))
        return helper


class OfferingInput(forms.TextInput):
    """A line of text that offers words as it is typed, without forbidding others."""

    template_name = "partnerships/_offering_input.html"

    def __init__(self, words):
        super().__init__()
        self.words = words

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.words:
            context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}-offers"
            context["words"] = self.words
        return context


class UndoUploadForm(forms.Form):
    """`changed`: whether some of the records were changed since; then it has to be said what becomes of the rest."""

    without_the_changed = forms.BooleanField(
        label=_("Take back the others. What was changed since stays as it is."), required=False
    )

    def __init__(self, changed, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not changed:
            del self.fields["without_the_changed"]

    @property
    def takes_the_rest(self):
        return self.cleaned_data.get("without_the_changed", False)
