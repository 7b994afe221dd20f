"""From the text of a cell to a value. Each function here makes the reader of one column: (known, text) → value.

A reader raises `BadCell`, in words for the person. It is called for each cell of fifty thousand rows, so what is usual
is understood without a form field; the field is asked where the text is unusual, and its words are the form's.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.importing.words import plain


class BadCell(Exception):
    """Its text says what is wrong with a cell."""


def remembered(name, read):
    """A reader that works out each different text once in a table: dates, types and schools come again and again."""

    def reader(known, text):
        answers = known.answers.setdefault(name, {})
        if text not in answers:
            try:
                answers[text] = read(known, text), None
            except BadCell as bad:
                answers[text] = None, bad
        value, bad = answers[text]
        if bad:
            raise BadCell(*bad.args)
        return value

    return reader


def of_field(field):
    """The column of a model's field, by all rules that its form would have."""
    form_field = field.formfield()
    form_field.required = False
    form_field.validators += field.validators

    def reader(known, text):
        try:
            return form_field.clean(text)
        except ValidationError as error:
            # The form's own limits and those of the column say the same: once is enough.
            raise BadCell(" ".join(dict.fromkeys(error.messages))) from None

    return reader


def count_of_field(field):
    """A whole number within the limits of a model's field."""
    careful = of_field(field)
    limits = [validator.limit_value for validator in field.validators if validator.code == "max_value"]
    most = min(limit for limit in limits if not callable(limit))

    def reader(known, text):
        if len(text) < 10 and text.isascii() and text.isdecimal() and (value := int(text)) <= most:
            return value
        return careful(known, text)

    return reader


def text_of_field(field):
    """A line of text, single blanks between its words."""
    careful, most = of_field(field), field.max_length

    def reader(known, text):
        text = " ".join(text.split())
        return text if len(text) <= most and text.isprintable() else careful(known, text)

    return reader


def day(text):
    """A date as 2025-10-14 or 10/14/2025; with a time behind it where a spreadsheet wrote one."""
    text = text.removesuffix("T00:00:00").removesuffix(" 00:00:00")
    try:
        if "/" in text:
            month, day_of_month, year = (part if part.isascii() else "" for part in text.split("/"))
            if len(year) == 4:
                return date(int(year), int(month), int(day_of_month))
        elif len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadCell(_("This is no date. Write it like 2025-10-14 or 10/14/2025."))


def parts(text):
    """What a cell lists: apart by commas or semicolons, each once."""
    found = (part.strip() for part in text.replace(";", ",").split(","))
    return list(dict.fromkeys(part for part in found if part))


def yes_or_no(known, text):
    value = known.yes_and_no.get(plain(text))
    if value is None:
        raise BadCell(_("“%(text)s” is neither yes nor no.") % {"text": text[:20]})
    return value
