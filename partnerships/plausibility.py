"""What is not wrong but unlikely: a form asks once whether it is meant, and then believes the person."""

import re
import zlib

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# "student Maria", "la estudiante María", "su hija, Ana": a word for a child and then a name.
CHILD_AND_NAME = re.compile(
    r"\b(?i:student|pupil|child|kid|son|daughter|boy|girl|estudiante|alumn[oa]|niñ[oa]|hij[oa]|nen[ea])"
    r"[\s,:]+(?i:named\s+|called\s+|llamad[oa]\s+)?([A-ZÁÉÍÓÚÑ][a-záéíóúüñ]+)"
)
FIRST_NAME_AND_INITIAL = re.compile(r"\b([A-ZÁÉÍÓÚÑ][a-záéíóúüñ]{2,}) [A-ZÁÉÍÓÚÑ]\.(?=\s|,|;|$)")
# What follows "student" in this district's own vocabulary and is no name.
NO_NAMES = {
    *("Success", "Council", "Care", "Center", "Centre", "Services", "Support", "Conference", "Conferences", "Led"),
    *("Leadership", "Government", "Showcase", "Centered", "Internship", "Development", "Find", "Nutrition", "Health"),
    *("Success", "Protection", "Study", "Representative", "Advisory", "Family", "Families", "Art", "Work"),
}
UNKNOWN_ENROLMENT = 2000  # families; above any school of the district, where a school has stated no enrolment
MANY_TIMES = 5


def child_name_in(text):
    """The word that looks like a child's name in a free text, or an empty string. Wrong now and then, on purpose."""
    for pattern in (CHILD_AND_NAME, FIRST_NAME_AND_INITIAL):
        for match in pattern.finditer(text or ""):
            if match.group(1) not in NO_NAMES:
                return match.group(1)
    return ""


def name_warning(text):
    name = child_name_in(text)
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
