"""Spending from a spreadsheet: every row passes the form that a person fills in; all rows are entered, or none.

The headings are those of the auditor's file, in either language, so that a part of that file can be brought back.
Raises ValidationError, in words for the reader, where the table as a whole cannot be understood.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import childrens_names
from district.downloads import FORMULA_STARTS
from district.models import School
from indicators.importing import issues, reading
from indicators.importing.observations import Issue, Refused
from plans.forms.title_one import SpendingForm
from plans.models import Initiative, SpendingCategory, SpendingEntry
from plans.title_one import audit

MOST_ROWS = 500  # each is checked as if it were typed
COLUMNS = {
    "school": gettext_lazy("State code"),
    "spent_on": gettext_lazy("Date"),
    "amount": gettext_lazy("Dollars"),
    "what": gettext_lazy("For what"),
    "vendor": gettext_lazy("Paid to"),
    "reference": gettext_lazy("Invoice or order number"),
    "category": gettext_lazy("Code of the kind of use"),
    "initiative": gettext_lazy("Initiative"),
    "milestone": gettext_lazy("Number of the milestone"),
    "planned": gettext_lazy("Number of the budget line"),
    "document": gettext_lazy("Where the document is"),
}
NEEDED = ("spent_on", "amount", "what", "vendor", "reference", "category")
UNKNOWN = "?"  # chosen for a code that nothing has: the form says that it is no choice


@dataclass(frozen=True)
class Trouble:
    """Why a row was not taken. `column` is empty where the row as a whole is meant."""

    line: int
    column: str
    reason: str


def rows_of_file(data):
    """[(line, {field: text})] of all rows that hold anything."""
    try:
        table = [(line, list(map(tidy, cells))) for line, cells in reading.read(data).rows]
    except Refused as refusal:
        raise ValidationError(issues.sentence(refusal.issue)) from None
    table = [(line, cells) for line, cells in table if not reading.is_blank(cells)]
    if len(table) < 2:
        raise ValidationError(issues.sentence(Issue(0, "NO_ROWS" if table else "EMPTY_FILE")))
    if len(table) - 1 > MOST_ROWS:
        message = _("The table has more than %(limit)s rows. Bring it in parts.")
        raise ValidationError(message % {"limit": MOST_ROWS})
    names = fields_in(table[0][1])
    return [(line, row_of(names, cells)) for line, cells in table[1:]]


def tidy(cell):
    """The cell as it was meant: without what a spreadsheet or our own download put around it."""
    cell = reading.unwrap(cell.replace("\0", "\N{REPLACEMENT CHARACTER}"))
    return cell[1:] if cell.startswith("'") and cell[1:2] and cell[1] in FORMULA_STARTS else cell


def row_of(names, cells):
    return {name: cell for name, cell in zip(names, cells, strict=False) if name and cell}


def fields_in(header):
    """The field that each heading names, None for those of the auditor's file that nobody types."""
    while header and not header[-1]:
        header = header[:-1]
    if heading := childrens_names.column_about_a_child(header):
        raise ValidationError(childrens_names.column_sentence(heading), code="children")
    known = known_headings()
    for heading in header:
        if plain(heading) not in known:
            message = _("The column “%(column)s” is not known. Use the headings of the template, or take it out.")
            raise ValidationError(message % {"column": heading[:80]})
    names = [known[plain(heading)] for heading in header]
    for name in NEEDED:
        if name not in names:
            message = _("The column “%(column)s” is missing. The first row must hold the headings of the template.")
            raise ValidationError(message % {"column": COLUMNS[name]})
    for name in filter(None, names):
        if names.count(name) > 1:
            raise ValidationError(_("The column “%(column)s” is there twice.") % {"column": COLUMNS[name]})
    return names


def known_headings():
    """{heading in any language of the portal: field, or None}."""
    known = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {plain(heading): None for heading in audit.entry_headers()}
            known |= {plain(heading): name for name, heading in COLUMNS.items()}
    return known


def plain(heading):
    return " ".join(str(heading).split()).casefold()


class RowForm(SpendingForm):
    """The form of a person for a row of a table: what the rows can choose from is read once for all of them."""

    CHOICES = ("school", "category", "initiative", "milestone", "planned")

    def __init__(self, *args, known=None, **kwargs):
        """`known`: {field: {key: object}} as the first row's form gave them (`choices`); None for that form."""
        super().__init__(*args, **kwargs)
        for name, by_key in (known or {}).items():
            self.fields[name].to_python = partial(choice_of, self.fields[name], by_key)

    def choices(self):
        return {name: self.fields[name].queryset.in_bulk() for name in self.CHOICES}

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | set(self.CHOICES)  # chosen from what is there


def choice_of(field, by_key, value):
    if value in field.empty_values:
        return None
    try:
        return by_key[int(value)]
    except (KeyError, ValueError):
        message = field.error_messages["invalid_choice"]
        raise ValidationError(message, code="invalid_choice", params={"value": value}) from None


def check(rows, *, budget, user, twice=False, correction=""):
    """(forms of all rows, `Trouble`s). `twice` takes rows as well that look like an entry that is there already."""
    keys = {
        "school": dict(School.objects.values_list("code", "pk")),
        "category": dict(SpendingCategory.objects.values_list("code", "pk")),
        "initiative": dict(Initiative.objects.values_list("code", "pk")),
    }
    known = RowForm(instance=SpendingEntry(budget=budget), user=user).choices()
    forms, troubles, seen = [], [], defaultdict(list)
    for line, row in rows:
        form = RowForm(
            typed(row, keys) | {"twice": twice, "correction": correction, "seen": 0},
            instance=SpendingEntry(budget=budget, entered_by=user),
            user=user,
            known=known,
        )
        forms.append(form)
        troubles += [
            Trouble(line, str(COLUMNS.get(name, "")), reason)
            for name, all_of in form.errors.items()
            for reason in all_of
        ]
        if not form.errors:
            seen[same_key(form.cleaned_data)].append(line)
    if not twice:
        troubles += [
            Trouble(line, "", _("The same stands in line %(line)s.") % {"line": lines[0]})
            for lines in seen.values()
            for line in lines[1:]
        ]
    return forms, sorted(troubles, key=lambda one: one.line)


def typed(row, keys):
    """The row as the form wants it: keys instead of codes, a plain number instead of "$1,234.50"."""
    data = dict(row)
    for name, by_code in keys.items():
        if name in data:
            code = data[name].zfill(7) if name == "school" else data[name]  # spreadsheets drop the zero in front
            data[name] = by_code.get(code, UNKNOWN)
    if "amount" in data:
        data["amount"] = data["amount"].replace("$", "").replace(",", "").strip()
    return data


def same_key(data):
    return data["school"], data["vendor"].casefold(), data["reference"].casefold(), data["amount"], data["spent_on"]
