"""A printed document: its head, its blocks, and the way to a PDF in the language that is active."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from district import names
from district.models import District
from district.printing import fonts, pictures
from district.printing.blocks import note
from district.printing.characters import Printer
from district.printing.engine import MOST_CHARACTERS, LetterMissing, compile_pdf


@dataclass
class Document:
    """What is printed. `state`: (word, kind as in `components/status_tag.html`), None where it has no state.

    `kicker` stands above the title and names what the document belongs to ("Parkville School, 2025-26").
    `short_title` stands on top of the further pages, where the title would be too long. `language`: the tag of what
    is printed where it is another one than the portal speaks. `scale`: 1 is the size of the house; 1.6 is large print.
    """

    title: str
    blocks: list
    kicker: str = ""
    state: tuple | None = None
    description: str = ""
    short_title: str = ""
    language: str = ""
    scale: float = 1
    made_at: object = field(default_factory=timezone.now)

    def pdf(self):
        """The document as PDF bytes. One query, for the name of the district. Raises `engine.TooLong`."""
        return self.printed()[1]

    def printed(self, *, most=MOST_CHARACTERS):
        """(all that the engine was given, PDF bytes): `compile_pdf` makes the same file of the same data."""
        of = District.objects.first()
        try:
            return self._compiled(of, Printer(), most)
        except LetterMissing:  # a combination that `characters` did not foresee: readable still, with more boxes
            return self._compiled(of, Printer(plain_only=True), most)

    def _compiled(self, of, printer, most=MOST_CHARACTERS):
        content = printer.data(self._content(of))
        if printer.has_replaced:
            content["blocks"] += printer.data([note(self._replaced_words(printer))])
        given = content | self._look()
        return given, compile_pdf(given, made_at=self.made_at, most=most)

    def _content(self, of):
        made = timezone.localtime(self.made_at)
        word, kind = self.state or ("", "")
        place = names.name("district") or (of.name if of else names.name("portal"))
        made_words = {
            "day": date_format(made, "DATE_FORMAT"),
            "time": date_format(made, "TIME_FORMAT"),
            "portal": names.name("portal"),
        }
        return {
            "of": place,
            "kicker": self.kicker,
            "title": self.title,
            "description": self.description or self.kicker,
            "state": {"text": word, "status": kind} if self.state else None,
            "state-words": word,
            "running": " · ".join(part for part in (self.short_title or self.title, self.kicker) if part),
            "blocks": self.blocks,
            "words": {
                "page": _("Page {page} of {pages}"),
                "made": _("Made on %(day)s at %(time)s with the %(portal)s") % made_words,
                "demo": _("Demonstration data: people and entries are invented.") if of and of.is_demo else "",
            },
        }

    def _look(self):
        return {
            "language": (self.language or get_language()).partition("-")[0],
            "scale": self.scale,
            "fonts": list(fonts.FAMILIES),
            "colours": pictures.tokens(),
            "icons": pictures.status_icons(),
            "mark": {"svg": pictures.mark()},
        }

    def _replaced_words(self, printer):
        words = _("Some characters cannot be printed; %(box)s stands for each. The portal shows them as written.")
        return words % {"box": printer.box}
