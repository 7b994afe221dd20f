"""The columns of a file of activities: the same whether it is downloaded, filled in, or brought back.

Headings and words for types are understood in every language of the portal, whichever it was downloaded in.
"""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.activity_types import ActivityType
from partnerships.choices import Audience
from partnerships.models import Activity
from partnerships.models.activities import COUNT_FIELDS

NAMES = (
    *("held_on", "school", "school_code", "activity_type", "title"),
    *COUNT_FIELDS,
    *("rating_linked_to_learning", "reason_linked_to_learning", "audience", "initiatives", "address"),
)
ASKED = tuple(name for name in NAMES if name != "address")  # the portal gives an activity its address
NEEDED = ("held_on", "activity_type")
CODES = ("school_code", "initiatives")  # a spreadsheet would make numbers of them


def labels():
    """{column: heading} in the reader's language."""
    named = {name: Activity._meta.get_field(name).verbose_name for name in (*COUNT_FIELDS, "audience", "initiatives")}
    named |= {
        "held_on": _("Date"),
        "school": _("School"),
        "school_code": _("School code"),
        "activity_type": _("Type"),
        "title": _("Title"),
        "rating_linked_to_learning": _("Linked to learning (0 to 3)"),
        "reason_linked_to_learning": _("Linked to learning: which goal or indicator?"),
        "address": _("Address in the portal"),
    }
    return {name: str(capfirst(named[name])) for name in NAMES}


def refusal_labels():
    """Headings of what a file of refused rows says besides."""
    return {"line": _("Line"), "why": _("Why it was not logged")}


def file_headers(names=NAMES):
    known = labels()
    return [known[name] for name in names]


def file_rows(activities):
    for activity in activities.select_related("school").prefetch_related("initiatives").iterator(chunk_size=1000):
        yield [
            activity.held_on,
            str(activity.place_of_record()),
            activity.school.code if activity.school else "",
            str(activity.get_activity_type_display()),
            activity.title,
            *(getattr(activity, name) for name in COUNT_FIELDS),
            activity.rating_linked_to_learning,
            activity.reason_linked_to_learning,
            str(activity.get_audience_display()),
            ", ".join(initiative.code for initiative in activity.initiatives.all()),
            activity.get_absolute_url(),
        ]


# ------------------------------------------------------------------ understanding what people wrote


def plain(text):
    """Small letters and single blanks: how words are compared."""
    return " ".join(str(text).casefold().split())


def in_every_language(words):
    """{plain word: key} of what `words()` says, as {key: word}, in each language of the portal."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain(word): key for key, word in words().items()}
    return found


def known_headings():
    """{plain heading: column}; the codes of columns are understood too, and what a file of refused rows adds."""
    found = in_every_language(labels) | in_every_language(refusal_labels)
    return found | {plain(name): name for name in NAMES}


def known_words(choices):
    """{plain word: value} of an enumeration: its labels and its codes."""
    return in_every_language(lambda: {one.value: one.label for one in choices}) | {
        plain(value): value for value in choices.values
    }


def known_types():
    return known_words(ActivityType)


def known_audiences():
    return known_words(Audience)


def known_district_words():
    """How a file names the whole district instead of a school; "0" for those who fill in a template."""
    return set(in_every_language(lambda: {"district": Activity().place_of_record()})) | {"0"}
