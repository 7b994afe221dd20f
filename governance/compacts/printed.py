"""A compact as families get it: on the public page, on paper in their language, in large print, one sheet per grade."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.printing.blocks import box, bullets, facts, figure, heading, note, paragraph
from district.printing.document import Document
from district.printing.qr import qr_for_paper
from district.printing.responses import pdf_response
from governance.compacts import passages
from governance.compacts.kinds import kind_of
from governance.models.compacts import CompactState

LARGE = 1.6  # 16.8 points: large print begins at 16
# What families read first, under the names that speak to them.
FOR_FAMILIES = {
    "shared": gettext_lazy("We share the work"),
    "school_role": gettext_lazy("What we do at school"),
    "family_role": gettext_lazy("What you can do as a family"),
    "student_role": gettext_lazy("What students do"),
    "strategies": gettext_lazy("Learning at home"),
    "conferences": gettext_lazy("When we meet"),
    "reports": gettext_lazy("How you hear about progress"),
    "access": gettext_lazy("How to reach us, help and visit"),
    "two_way": gettext_lazy("How we talk with each other"),
    "developed": gettext_lazy("How we wrote this together"),
    "heard": gettext_lazy("What you said, and what we changed"),
    "involvement": gettext_lazy("How you take part"),
    "annual_meeting": gettext_lazy("The meeting for everybody"),
    "flexible": gettext_lazy("Meetings when you can come"),
    "information": gettext_lazy("What we tell you, and when"),
    "suggestions": gettext_lazy("Ask us, tell us: we answer"),
    "objections": gettext_lazy("If you do not agree"),
    "compact_part": gettext_lazy("The promises we make each other"),
    "capacity": gettext_lazy("What helps us work together"),
    "coordination": gettext_lazy("Others who work with us"),
    "inclusion": gettext_lazy("Every family belongs"),
    "reserve": gettext_lazy("How the money is spent"),
    "evaluation": gettext_lazy("How we look at this each year"),
    "distribution": gettext_lazy("How you get this policy"),
}


@dataclass(frozen=True)
class Line:
    """A text in the language of the reader, or in English where `is_translated` is false."""

    text: str
    is_translated: bool


@dataclass(frozen=True)
class FamilyBlock:
    """A part of the compact as families read it. `goals`: lines; `parts`: (title, line) below a grade."""

    key: str
    title: str
    line: Line | None = None
    goals: tuple = ()
    parts: tuple = ()


def line_of(key, text, texts):
    return Line(texts.get(key, text), key in texts) if text else None


def blocks_for_families(version, texts, only=""):
    """The parts that have a text. `texts`: {passage: text} in the reader's language; `only`: the key of one section,
    for a sheet of one grade, with what holds for everybody."""
    kind = kind_of(version.compact)
    found = [block_of(version, name, texts) for name in kind.before]
    for section in passages.sections_of(version) if kind.has_grades else ():
        if only in ("", section.key):
            found.append(section_block(section, texts))
    found += [block_of(version, name, texts) for name in kind.after]
    return [block for block in found if block is not None]


def block_of(version, name, texts):
    line = line_of(name, getattr(version, name), texts)
    return FamilyBlock(name, FOR_FAMILIES[name], line) if line else None


def section_block(section, texts):
    goals = tuple(line_of(f"{section.key}-goal-{goal.position}", goal.statement, texts) for goal in section.goals.all())
    parts = []
    for part, (field, label) in passages.SECTION_TEXTS.items():
        line = line_of(f"{section.key}-{part}", getattr(section, field), texts)
        if line:
            parts.append((label, line))
    return FamilyBlock(section.key, str(section), None, goals, tuple(parts))


# ---------------------------------------------------------------------- on paper


def sheet_response(request, version, language, texts):
    """The compact as a PDF in that language: `?grade=k-2` for one sheet, `?large=1` for large print."""
    tag = language.tag if texts else settings.LANGUAGE_CODE
    spoken = tag if tag in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    keys = {section.key for section in passages.sections_of(version)}
    only = request.GET.get("grade", "")
    with translation.override(spoken):
        document = sheet(
            version,
            tag,
            texts,
            only=only if only in keys else "",
            scale=LARGE if request.GET.get("large") == "1" else 1,
        )
        return pdf_response(request, document, f"{version.compact} {tag}", public=True)


def sheet(version, tag, texts, only="", scale=1):
    compact, blocks = version.compact, []
    if version.state == CompactState.FAMILY_INPUT:
        blocks.append(note(_("A draft: tell the school what you would change.")))
    for one in blocks_for_families(version, texts, only):
        blocks.append(heading(str(one.title)))
        if one.goals:
            blocks += [heading(_("Our goals"), 2), bullets([line.text for line in one.goals])]
        if one.line:
            blocks.append(paragraph(one.line.text))
        for title, line in one.parts:
            blocks += [heading(str(title), 2), paragraph(line.text)]
    return Document(
        title=str(kind_of(compact).heading),
        kicker=_("%(school)s, %(year)s") % {"school": compact.holder, "year": compact.year_label},
        description=str(compact),
        blocks=blocks,
        language=tag,
        scale=scale,
    )


def poster(compact, address):
    """What hangs at the door: one question, the short address, its QR code."""
    return Document(
        title=_("What helps your child learn? Tell us."),
        kicker=_("%(school)s, %(year)s") % {"school": compact.holder, "year": compact.year_label},
        description=_("Poster %(school)s") % {"school": compact.holder},
        blocks=[
            paragraph(str(kind_of(compact).poster)),
            paragraph(_("Point your phone here. No account, no names, in your language.")),
            figure(qr_for_paper(address), _("QR code of the address below"), address),
        ],
        scale=LARGE,
    )


def acknowledgement(version):
    """The sheet that comes back: the portal keeps how many, never who."""
    compact = version.compact
    return Document(
        title=_("We have read our compact"),
        kicker=_("%(school)s, %(year)s") % {"school": compact.holder, "year": compact.year_label},
        description=str(compact),
        blocks=[
            paragraph(_("We read the school-family compact and talked about it at home.")),
            facts([(_("Grade"), "________"), (_("Language"), "________________"), (_("Date"), "________________")]),
            box(
                _("What helps us at home"),
                "\n".join(["_" * 60] * 3),
            ),
            note(
                _(
                    "Giving this sheet back is up to you, and no name is needed. The school counts the sheets and "
                    "keeps nothing else."
                )
            ),
        ],
    )
