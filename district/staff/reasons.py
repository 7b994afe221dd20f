"""Why a staff file, or a row of it, was not taken, as sentences for the reader's language."""

from django.utils.translation import gettext_lazy as _

from district.brought_tables import TableRefused

FILE_REASONS = {
    "not_text": _("The file is not plain text (UTF-8). Save it as CSV and choose that file."),
    "no_column": _("This is no staff file: it has no column “%(column)s”."),
    "broken": _("The file breaks off or is damaged near line %(line)s. Make it anew."),
    "too_long": _("The file has more than %(rows)s rows."),
    "no_zip": _("This ZIP file cannot be opened."),
    "no_member": _("This is no OneRoster file: “%(name)s” is missing in it."),
    "too_large": _("Unpacked, the file is larger than the portal reads."),
    "too_big": _("The file is larger than %(most)s MB."),
    "nobody": _("The file names nobody who works at a school. Nothing would be left."),
}
REASONS = {
    "no_email": _("“%(detail)s” is no e-mail address."),
    "no_name": _("The name is missing or too long."),
    "no_role": _("“%(detail)s” is no role that a staff file gives: PRINCIPAL or SCHOOL_STAFF."),
    "by_hand": _("The role “%(detail)s” is given by hand, not by a file."),
    "no_school": _("The portal knows no open school with the code “%(detail)s”."),
    "twice": _("This person has this role at this school on line %(detail)s already."),
    "not_a_day": _("“%(detail)s” is no day; write it as 2026-08-15."),
    "last_before_first": _("The last day is before the first day."),
    "stands_in": _("This person stands in in this role until %(detail)s. Give the role by hand, or wait."),
    "shut": _("The account of this person was shut. Open it by hand if the file is right."),
    "two_names": _("Line %(detail)s gives this address another name."),
}


class StaffFileRefused(TableRefused):
    sentences = FILE_REASONS


def sentence(issue):
    return str(REASONS[issue["reason"]]) % {"detail": issue["detail"]}
