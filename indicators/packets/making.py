"""Makes a packet: its sections in its language, the file, and both kept with their sums."""

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from district import jobs, school_years
from district.printing.blocks import contents, new_page, note
from district.printing.document import Document
from district.printing.engine import MOST_IN_A_JOB, compile_pdf, pages_of
from indicators.packets.composition import Composition
from indicators.packets.sections import chosen

KIND = "packet"


@transaction.atomic
def ask(packet, *, by):
    """Save a packet and have it made by a worker."""
    packet.asked_by = by
    packet.save()
    packet.job = jobs.ask(KIND, by=by, packet=packet.pk)
    packet.save(update_fields=["job"])
    return packet


def make(packet, report=lambda done, total: None):
    """Make the file of a packet and keep it. `report(done, total)` is told after each section.

    Raises `engine.TooLong`; nothing is kept then.
    """
    return keep(packet, composed(packet, report))


@dataclass(frozen=True)
class Composed:
    """A packet that is not kept yet: its data, its file, and how long it took."""

    made_at: datetime
    content: dict
    pdf: bytes
    seconds: float


def composed(packet, report):
    """Read and print a packet. To be called as of one moment, so that no page of a packet contradicts another."""
    started = time.monotonic()
    with translation.override(packet.language):
        document = document_of(packet, report)
        content, pdf = document.printed(most=MOST_IN_A_JOB)
    return Composed(document.made_at, content, pdf, round(time.monotonic() - started, 2))


def keep(packet, made):
    packet.content, packet.pdf, packet.made_at, packet.seconds = made.content, made.pdf, made.made_at, made.seconds
    packet.content_sha256, packet.pdf_sha256 = sum_of_content(made.content), hashlib.sha256(made.pdf).hexdigest()
    packet.pages = pages_of(made.content)
    packet.save(update_fields=["content", "pdf", "made_at", "content_sha256", "pdf_sha256", "pages", "seconds"])
    return packet


def document_of(packet, report):
    """The packet as it is printed, in the language that is active."""
    composition = Composition(packet.fall_year, packet.schools_named(), timezone.localdate())
    wanted = chosen(packet.sections)
    blocks = [contents(_("What is in this packet"))]
    for number, section in enumerate(wanted):
        report(number, len(wanted))
        if found := section.blocks(composition):
            blocks += [new_page(), *found]
    blocks.append(
        note(
            _("Packet %(number)s. Its data are kept with it, so that this very file can be made again.")
            % {"number": packet.pk}
        )
    )
    return Document(
        title=packet.title,
        kicker=_("Family and community engagement, %(year)s") % {"year": school_years.label(packet.fall_year)},
        blocks=blocks,
        language=packet.language,
    )


def sum_of_content(content):
    """The SHA-256 of what is in a packet, whatever the order in which the database gives it back."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def made_again(packet):
    """The file of a packet made anew from the data kept with it: the same bytes, as long as the layout is the same."""
    return compile_pdf(packet.content, made_at=packet.made_at, most=MOST_IN_A_JOB)


def is_sound(packet):
    """Whether file and data are still what their sums say."""
    pdf = hashlib.sha256(bytes(packet.pdf)).hexdigest()
    return (pdf, sum_of_content(packet.content)) == (packet.pdf_sha256, packet.content_sha256)
