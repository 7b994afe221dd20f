"""One measure of one council in one year, in words: what was counted, of how many, and what it is compared with."""

from dataclasses import asdict, dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Held(models.TextChoices):
    """How a measure stands against what it is compared with."""

    MET = "MET", gettext_lazy("as wanted")
    NOT_MET = "NOT_MET", gettext_lazy("not as wanted")
    CONTEXT = "CONTEXT", gettext_lazy("not judged")
    HIDDEN = "HIDDEN", gettext_lazy("hidden")
    UNKNOWN = "UNKNOWN", gettext_lazy("not recorded")


HELD_KINDS = {
    Held.MET: "good",
    Held.NOT_MET: "warn",
    Held.CONTEXT: "neutral",
    Held.HIDDEN: "stopped",
    Held.UNKNOWN: "waiting",
}


@dataclass(frozen=True)
class Line:
    """A measure as it is shown and, once a profile is closed, kept.

    `number` and `total`: numerator and denominator, None where the measure has none or may not show them. `text` says
    them. `compared` says what the number is held against, in plain words with its source; empty where against nothing.
    """

    code: str
    label: str
    text: str
    number: int | None = None
    total: int | None = None
    compared: str = ""
    held: str = Held.CONTEXT

    @property
    def held_words(self):
        return Held(self.held).label

    @property
    def held_kind(self):
        return HELD_KINDS[self.held]

    def kept(self):
        return {**asdict(self), "held": str(self.held)}


def counted(code, label, number, total, compared, wanted=None):
    """A count against what is wanted of it; `wanted` None: against all there are."""
    wanted = total if wanted is None else wanted
    text = _("%(number)s of %(total)s") % {"number": number, "total": total}
    return Line(code, label, text, number, total, compared, Held.MET if number >= wanted else Held.NOT_MET)


def share(code, label, number, total, compared="", percent=None):
    """So many of so many, in percent too; held against `percent` where that is given. Of nothing: not recorded."""
    if not total:
        return unknown(code, label, compared)
    words = {"number": number, "total": total, "percent": round(100 * number / total)}
    text = _("%(number)s of %(total)s (%(percent)s%%)") % words
    held = Held.CONTEXT if percent is None else Held.MET if 100 * number >= percent * total else Held.NOT_MET
    return Line(code, label, text, number, total, compared, held)


def unknown(code, label, compared=""):
    return Line(code, label, _("Nothing recorded in this year"), compared=compared, held=Held.UNKNOWN)
