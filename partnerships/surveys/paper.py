"""A survey on paper: the poster with the short address, slips that each work once, the form itself, the tally sheet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from district.printing.blocks import bullets, figure, heading, note, paragraph, soft, strong, table, unbroken
from district.printing.document import Document
from district.printing.qr import qr_for_paper
from partnerships.models.instruments import Scale
from partnerships.models.surveys import Way
from partnerships.surveys.instruments import texts_of
from partnerships.surveys.scales import STEPS, label_key

LARGE = 1.6  # of a poster, which is read from a distance
IN_A_ROW = 2  # slips


def address_of(request, place):
    return request.build_absolute_uri(reverse("partnerships:survey-answer", args=[place.code]))


def head(place, texts, description):
    survey = place.survey
    return {
        "title": texts.get("title", survey.name),
        "kicker": _("%(place)s, %(year)s") % {"place": place, "year": survey.year_label},
        "description": description,
    }


def poster(place, address, language):
    """What hangs at the door: one question, the short address, its QR code."""
    texts = texts_of(place.survey.version, language)
    blocks = [
        paragraph(_("Point your phone here. No account, no name, three minutes.")),
        figure(qr_for_paper(address), _("QR code of the address below"), address),
    ]
    if place.survey.way == Way.SLIPS:
        blocks.append(paragraph(_("You need the slip that the school gave you.")))
    return Document(**head(place, texts, _("Poster of a survey")), blocks=blocks, scale=LARGE)


def slips(place, address, codes, language):
    """Slips to cut apart, each with the address and a code that works once."""
    texts = texts_of(place.survey.version, language)
    rows = [codes[start : start + IN_A_ROW] for start in range(0, len(codes), IN_A_ROW)]
    cells = [[slip(code, address) for code in row] + [""] * (IN_A_ROW - len(row)) for row in rows]
    return Document(
        **head(place, texts, _("Slips of a survey")),
        blocks=[
            note(
                _(
                    "Cut these apart and hand them out from a bowl, so that nobody knows who got which. Write down "
                    "no codes."
                )
            ),
            table(_("Slips: open the address and write the code"), [_("Slip"), _("Slip")], cells, [1, 1]),
        ],
    )


def slip(code, address):
    """With room below, for scissors."""
    return [strong(code), soft(address), soft("\N{NO-BREAK SPACE}")]


def paper_form(place, language):
    """The form for those who answer on paper."""
    texts = texts_of(place.survey.version, language)
    items = list(place.survey.version.items.all())
    blocks = [paragraph(texts[key]) for key in ("intro",) if texts.get(key)]
    for section in place.survey.version.sections.all():
        if texts.get(f"section-{section.code}"):
            blocks.append(heading(texts[f"section-{section.code}"]))
        for item in items:
            if item.section_id == section.pk:
                blocks += question_on_paper(item, texts)
    blocks.append(note(_("Put no name on this sheet. Give it back in the box at the office.")))
    return Document(**head(place, texts, _("Survey on paper")), blocks=blocks, language=language)


def question_on_paper(item, texts):
    question = heading(texts.get(item.text_key, item.code), 2)
    if item.scale in (Scale.TEXT, Scale.NUMBER):
        return [question, paragraph("_" * 60)]
    if item.scale == Scale.SEVERAL:
        return [question, bullets([box_before(texts.get(item.choice_key(choice), choice)) for choice in item.choices])]
    answers = [texts[label_key(item.scale, value)] for value in reversed(STEPS[Scale(item.scale)].values)]
    return [question, paragraph(" \N{EM SPACE} ".join(box_before(answer) for answer in answers))]


def box_before(answer):
    """Something to tick, and the answer, on one line."""
    return unbroken(f"[  ] {answer}")
