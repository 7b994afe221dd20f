"""Why a row or a file was not taken: reason codes → sentences, filled with the details that were kept.

A reader gets the sentence in their own language, also for an import of last year. `NOTES` tell something without a row
being left out.
"""

from django.utils.translation import gettext_lazy as _

NOTES = {"DOUBLE_ROW", "READ_AS_WINDOWS_1252"}

SENTENCES = {
    # the whole file
    "TOO_LARGE": _("The file is larger than %(limit)s MB."),
    "EMPTY_FILE": _("The file is empty."),
    "NOT_A_TABLE": _("This is a %(kind)s file. Choose a CSV file or an Excel workbook (.xlsx)."),
    "MAP_OR_JSON": _("This is a map or a JSON file. It holds no indicator values."),
    "WEB_PAGE": _("This is a web page, not a table. Download the file itself and choose that."),
    "WRONG_ENCODING": _("The text is not UTF-8 or Windows-1252. Save the file as “CSV UTF-8” and choose it again."),
    "NUL_BYTES": _("The file holds bytes that no text has. It may be damaged; download it again."),
    "MALFORMED_CSV": _("The quotation marks in this line do not fit. The file may be damaged; download it again."),
    "BROKEN_WORKBOOK": _("The workbook cannot be opened. It may be damaged or protected by a password."),
    "ZIP_BOMB": _("The workbook unpacks to more than %(limit)s MB. It was not opened."),
    "TOO_MANY_PARTS": _("The workbook has more than %(limit)s parts. It was not opened."),
    "TOO_MANY_CELLS": _("A sheet of the workbook reaches over more than %(limit)s cells. It was not opened."),
    "TRUNCATED": _("The file ends in the middle of a row. It seems to be cut off; download it again."),
    "TRUNCATED_ORIGINAL": _(
        "The empty line is missing that the state's portal writes at the end. The file seems to be cut off; download "
        "it again."
    ),
    "NO_ROWS": _("The file has a header but no rows."),
    "NOT_RECOGNISED": _("This is no format that the portal knows. Its first line is: %(first)s"),
    "AMBIGUOUS": _("The file fits more than one format (%(formats)s), so it was not taken."),
    "CRDC": _(
        "This is the federal Civil Rights Data Collection. It names schools by federal numbers and holds no Algebra 1 "
        "figures for the district, so nothing of it can be taken."
    ),
    "DICTIONARY": _("This is a list of column names with their meaning. It holds no values."),
    "DIRECTORY": _("This is the state's education directory. It is imported with the schools, not with indicators."),
    "NO_YEAR_IN_TITLE": _("The title does not say the school year."),
    "YEAR_NEEDED": _("Files of this kind do not say their school year. Give the year, or keep it in the file name."),
    "YEAR_CONFLICT": _("The file name says %(named)s, but %(given)s was given."),
    "UNKNOWN_COLUMN": _(
        "The column “%(column)s” is not known. It may change what the others mean, so nothing was taken."
    ),
    "CHILD_COLUMN": _(
        "The column “%(column)s” is about single children. The portal holds counts only: take it out, with its cells."
    ),
    "NOT_ELA": _("Only English language arts feeds an indicator. This file is of another subject."),
    "NO_TOWN_CODE": _("This file names districts by town, and the town of district %(code)s is not known."),
    "NOTHING_TAKEN": _("No row of the district could be taken."),
    "READ_AS_WINDOWS_1252": _("The text is in Windows-1252 and was read so."),
    "ALREADY_IN_FORCE": _("This very file was imported before and is in force."),
    "WORKER_FAILED": _("Something went wrong in the portal. Nothing was stored. Try again."),
    # one row
    "RAGGED_ROW": _("The row has %(found)s cells, the header %(expected)s."),
    "BAD_DISTRICT_CODE": _("“%(code)s” is no district code of seven digits."),
    "BAD_SCHOOL_CODE": _("“%(code)s” is no school code of seven digits that fits this row."),
    "NO_DISTRICT_CODE": _("The row names a district without its code. Rows are matched by code only."),
    "NO_SCHOOL_CODE": _("The row names a school without its code. Schools are matched by code only."),
    "UNKNOWN_SCHOOL": _("No school with the code %(code)s is known."),
    "UNKNOWN_CATEGORY": _("“%(label)s” is neither state, district nor school."),
    "UNKNOWN_GROUP": _("“%(label)s” is no group that is known here."),
    "UNKNOWN_SUBJECT": _("“%(label)s” is no subject that feeds an indicator."),
    "UNKNOWN_VARIABLE": _("“%(label)s” is no figure that is known here."),
    "UNKNOWN_INSTRUMENT": _("“%(label)s” is no indicator and instrument that belong together."),
    "UNKNOWN_SCOPE": _("“%(label)s” is none of STATE, DISTRICT, SCHOOL."),
    "UNKNOWN_PERIOD": _("“%(label)s” is none of FINAL, RUNNING."),
    "UNKNOWN_STATUS": _("“%(label)s” is none of FINAL, PRELIMINARY, RESTATED."),
    "GRADE_FEEDS_NOTHING": _("Grade %(label)s feeds no indicator; only grade 3 does."),
    "NOT_A_NUMBER": _("“%(text)s” is no number."),
    "NOT_A_WHOLE_NUMBER": _("“%(text)s” is no whole number."),
    "NEGATIVE": _("“%(text)s” is negative."),
    "TOO_LARGE_A_NUMBER": _("“%(text)s” is too large to be true."),
    "ABOVE_HUNDRED": _("“%(text)s” percent is more than 100."),
    "ABOVE_ONE": _("“%(text)s” is more than 1, and this file prints fractions."),
    "NUMERATOR_ABOVE_DENOMINATOR": _("The numerator is larger than the denominator."),
    "STATUS_AND_VALUE": _("The status “%(label)s” does not fit the value."),
    "NOT_A_YEAR": _("“%(text)s” is no school year."),
    "NOT_A_DATE": _("“%(text)s” is no date."),
    "YEARS_DISAGREE": _("The title and the year columns do not agree; here stands “%(text)s”."),
    "DOUBLE_ROW": _("The row repeats line %(line)s and was taken once."),
    "CONFLICT_IN_FILE": _("The row contradicts line %(line)s. Neither was taken."),
    "OLDER_VERSION": _("A newer version of this value stands in the same file."),
    "STATE_INSTRUMENT": _("This is the state's figure. Only the state's own file can bring or change it."),
}


def sentence(issue):
    """The reason of an issue (parsed or stored) in the reader's language; an unknown code is shown as it is."""
    if issue.code not in SENTENCES:
        return issue.code
    try:
        return str(SENTENCES[issue.code]) % {"column": issue.column, **issue.details}
    except (KeyError, TypeError, ValueError):
        return str(SENTENCES[issue.code])
