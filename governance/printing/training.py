"""The certificate of a training, on paper: who, what, when, how long, who signs, and how to check it."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import names
from district.models import District
from district.printing.blocks import box, facts, note, paragraph
from district.printing.document import Document


def length_words(minutes):
    """How long it took: hours and minutes."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(total)s hour", "%(total)s hours", hours) % {"total": hours})
    if rest:
        parts.append(ngettext("%(total)s minute", "%(total)s minutes", rest) % {"total": rest})
    return ", ".join(parts)


def shown_number(number):
    """A check number in groups of four, as people read it."""
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


def certificate(record, rules):
    """The certificate of a record; of a student it has no name and no number. One query, for the district."""
    district = District.objects.first()
    who = record.printed_name or _("A student member of the %(council)s") % {"council": names.name("council")}
    session = record.session
    place = record.place_taken or (session.place or session.get_mode_display())
    pairs = [
        (_("Completed on"), date_format(record.day, "DATE_FORMAT")),
        (_("Length"), length_words(record.minutes)),
        (_("Where"), place),
        (_("Trainer"), " · ".join(str(one) for one in (session.trainer, session.partner) if one) if session else ""),
        (_("School"), str(record.school)),
        (_("Signed"), [part for part in (rules.signer, rules.office, str(district or "")) if part]),
    ]
    blocks = [
        paragraph(_("This certifies that")),
        box(who, _("has completed the training “%(module)s”.") % {"module": record.module}),
        facts(pairs),
    ]
    if record.module.description:
        blocks.append(paragraph(record.module.description))
    if record.number:
        address = settings.PORTAL_URL + reverse("governance:training-check-number", args=[record.number])
        blocks.append(facts([(_("Check number"), shown_number(record.number)), (_("Check it at"), address)]))
        blocks.append(note(_("The page of the check shows no name; it says whether the name here is the right one.")))
    else:
        blocks.append(note(_("Of students no name is printed and nothing is shown on public pages.")))
    return Document(_("Certificate of training"), blocks, str(record.module))
