"""Why a directory file, or a row of it, was not taken, as sentences for the reader's language."""

from django.utils.translation import gettext_lazy as _

from district.brought_tables import TableRefused

FILE_REASONS = {
    "no_directory": _("This is not the state's education directory: it has no column “%(column)s”."),
    "children": _(
        "The column “%(column)s” is about single children. The portal holds counts only: take it out, with its cells."
    ),
    "no_district": _("The file lists nothing of district %(code)s."),
    "not_text": _("The file is not plain text (UTF-8). Save the directory as CSV and choose that file."),
    "broken": _("The file breaks off or is damaged near line %(line)s. Download it again."),
    "too_long": _("The file has more than %(rows)s rows; the state's directory has about a thousand."),
}

REASONS = {
    "not_a_code": _("“%(detail)s” is no state code: it needs seven digits, leading zero included."),
    "twice": _("This code is there already on line %(detail)s."),
    "no_name": _("The name is missing or too long."),
    "other_district_row": _("This row lists another district under our number."),
    "gap_in_grades": _("The grades marked are not one run. Enter this school by hand."),
    "not_a_flag": _("A grade or magnet cell must be 0 or 1 (%(detail)s)."),
    "not_a_day": _("“%(detail)s” is no opening day."),
    "closed": _("The portal has this school as closed since %(detail)s. Reopen it by hand if the file is right."),
    "opens_later": _("It opens on %(detail)s, after the day the file describes."),
    "period_begins": _("Other facts begin on the very day the file describes. They stay; correct that period by hand."),
}


class FileRefused(TableRefused):
    sentences = FILE_REASONS


def sentence(issue):
    return str(REASONS[issue["reason"]]) % {"detail": issue["detail"]}
