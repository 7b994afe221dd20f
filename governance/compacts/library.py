"""The library of commitments: what approved compacts promise, to be found by grade, indicator, who promises and
language, with how many schools say the same, and to be borrowed into a draft with its source noted (row 48)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.compacts import life
from governance.compacts.passages import SECTION_TEXTS
from governance.models import CompactBorrowing, CompactSection, CompactTranslation, PassageTranslation
from governance.models.compacts import Ending

MOST = 30


@dataclass(frozen=True)
class Commitment:
    """A text that one or more schools promise. `section` is where it was approved last; `translated`: the same in the
    language that was asked for, where it is published."""

    part: str
    text: str
    schools_total: int
    section: CompactSection
    indicators: list
    translated: str = ""

    @property
    def audience(self):
        return SECTION_TEXTS[self.part][1]


def approved_sections():
    """Sections of approved versions, those of withdrawn ones left out: nobody is to borrow a mistake."""
    found = CompactSection.objects.exclude(version__approved_on=None)
    return found.exclude(version__ending__in=[Ending.UNDONE, Ending.WITHDRAWN])


def search(*, words="", grade=None, indicator=None, part="", language=""):
    """Commitments that fit, those that most schools make first; at most MOST for each of those who promise."""
    sections = approved_sections()
    if grade is not None:
        sections = sections.filter(low_grade__lte=grade, high_grade__gte=grade)
    if indicator:
        sections = sections.filter(goals__indicator=indicator)
    if language:
        published = CompactTranslation.objects.filter(language=language, state=CompactTranslation.State.PUBLISHED)
        sections = sections.filter(version__in=published.values("version"))
    found = []
    for name in [part] if part in SECTION_TEXTS else SECTION_TEXTS:
        found += in_part(sections, name, words)
    found.sort(key=lambda row: (-row[2], row[1]))
    return with_sections(found[:MOST], language)


def in_part(sections, part, words):
    """(part, text, how many schools, newest section) of one of those who promise."""
    field = SECTION_TEXTS[part][0]
    texts = sections.exclude(**{field: ""})
    for word in words.split()[:8]:
        texts = texts.filter(**{f"{field}__icontains": word})
    counted = (
        texts.order_by()
        .values(field)
        .annotate(schools=Count("version__compact__school", distinct=True), newest=Max("version__approved_on"))
    )
    rows = list(counted.order_by("-schools", "-newest", field)[:MOST])
    newest = sections.filter(**{f"{field}__in": [row[field] for row in rows]})
    newest = dict(newest.order_by("version__approved_on", "pk").values_list(field, "pk"))
    return [(part, row[field], row["schools"], newest[row[field]]) for row in rows]


def with_sections(found, language):
    wanted = {pk for _part, _text, _schools, pk in found}
    sections = CompactSection.objects.filter(pk__in=wanted).select_related("version__compact__school")
    by_pk = {one.pk: one for one in sections.prefetch_related("goals__indicator")}
    spoken = translations_of(by_pk.values(), language) if language else {}
    made = []
    for part, text, schools, pk in found:
        section = by_pk[pk]
        indicators = list(dict.fromkeys(goal.indicator for goal in section.goals.all()))
        made.append(Commitment(part, text, schools, section, indicators, spoken.get((pk, part), "")))
    return made


def not_said_yet(found, part, section):
    """Those that a text of a section does not hold already."""
    said = getattr(section, SECTION_TEXTS[part][0])
    return [one for one in found if one.part != part or one.text not in said]


def translations_of(sections, language):
    """{(section, part): text} of what is published in a language. One query."""
    keys = {
        (section.version_id, f"{section.key}-{part}"): (section.pk, part)
        for section in sections
        for part in SECTION_TEXTS
    }
    rows = PassageTranslation.objects.filter(
        translation__version__in={version for version, _key in keys},
        translation__language=language,
        translation__state=CompactTranslation.State.PUBLISHED,
        passage__in={key for _version, key in keys},
    ).values_list("translation__version", "passage", "text")
    return {keys[version, key]: text for version, key, text in rows if (version, key) in keys}


@transaction.atomic
def borrow(part, source, section, *, by):
    """Put a commitment of an approved compact into a section of a draft, after what stands there, and note its source.

    A translation that is published there comes along where the draft is translated into that language and said nothing
    before; it is checked again like any other. Raises `life.NotPossible`. The compact is locked by the caller.
    """
    field = SECTION_TEXTS[part][0]
    text, before = getattr(source, field), getattr(section, field)
    if not section.version.is_editable:
        raise life.NotPossible(_("The text of this version stays as it is."))
    if text in before:
        raise life.NotPossible(_("This stands in the text already."))
    joined = f"{before.rstrip()}\n{text}" if before.strip() else text
    if len(joined) > CompactSection._meta.get_field(field).max_length:
        raise life.NotPossible(_("The text would become too long: shorten it first."))
    setattr(section, field, joined)
    section.save()
    CompactBorrowing.objects.update_or_create(
        section=section, part=part, source=source, defaults={"text": text, "by": by}
    )
    if not before.strip():
        bring_translations(part, source, section, text)
    life.text_changed(section.version)
    return section


def bring_translations(part, source, section, text):
    for translation in section.version.translations.filter(state=CompactTranslation.State.WORK):
        spoken = translations_of([source], translation.language_id).get((source.pk, part))
        if spoken:
            translation.passages.update_or_create(
                passage=f"{section.key}-{part}", defaults={"source": text, "text": spoken}
            )


def sources_of(version):
    """{(section, part): the schools and years that its borrowed commitments come from, in words}. One query."""
    found = {}
    borrowed = CompactBorrowing.objects.filter(section__version=version)
    for one in borrowed.select_related("source__version__compact__school"):
        compact = one.source.version.compact
        words = _("%(school)s, %(year)s") % {"school": compact.holder, "year": compact.year_label}
        found.setdefault((one.section_id, one.part), []).append(
            (words, reverse("governance:compact-public", args=[compact.code]))
        )
    return found
