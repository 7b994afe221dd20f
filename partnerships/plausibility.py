"""What is not wrong but unlikely: a form asks once whether it is meant, and then believes the person."""

import zlib

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import childrens_names

UNKNOWN_ENROLMENT = 2000  # families; above any school of the district, where a school has stated no enrolment
MANY_TIMES = 5


def name_warning(text):
    name = childrens_names.name_in(text)
    if not name:
        return ""
    return _("“%(name)s” looks like a child's name. Take it out if it is one; if not, save again.") % {"name": name}


def crowd_warning(families, enrolled):
    """A question if so many families are unlikely for a school with `enrolled` families (None where unknown)."""
    if families is None or families <= (enrolled * MANY_TIMES if enrolled else UNKNOWN_ENROLMENT):
        return ""
    if enrolled:
        return ngettext(
            "%(families)s families is more than five times the %(enrolled)s family of the school. "
            "If it is right, save again.",
            "%(families)s families is more than five times the %(enrolled)s families of the school. "
            "If it is right, save again.",
            enrolled,
        ) % {"families": families, "enrolled": enrolled}
    return _("%(families)s is a great many for one activity. If it is right, save again.") % {"families": families}


def token(field, value):
    """Stands for "this value of this field was confirmed"; another value is asked about again."""
    return f"{field}-{zlib.crc32(str(value).encode()):x}"


class AsksOnce:
    """For forms with a hidden `confirmed` field: `ask()` refuses a value once and takes it when it comes again."""

    def ask(self, field, warning):
        if not warning:
            return
        mark = token(field, self.cleaned_data.get(field))
        if mark in self.cleaned_data.get("confirmed", "").split():
            return
        self.add_error(field, warning)
        self.data = self.data.copy()
        name = self.add_prefix("confirmed")
        self.data[name] = f"{self.data.get(name, '')} {mark}".strip()[-500:]
