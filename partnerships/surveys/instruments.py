"""Instruments: made from a description, versioned, translated, and taken into use."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnerships.models import (
    Instrument,
    InstrumentItem,
    InstrumentSection,
    InstrumentText,
    InstrumentVersion,
)
from partnerships.models.instruments import SOURCE_LANGUAGE, Detail, Scale, VersionState
from partnerships.surveys.scales import STEPS, label_key

OWN_LANGUAGES = ("en", "es")  # in which the portal itself says the steps of scales


class NotReady(Exception):
    """A version cannot be taken into use; says in words why."""


# ---------------------------------------------------------------------- making and copying


@transaction.atomic
def make_instrument(*, code, name, audience, sections, texts, detail=Detail.PARTS, note=""):
    """An instrument with its first version, a draft.

    `sections`: {section code: [(item code, scale, choices)]} in their order; an item that is agreed with where things
    are bad has a fourth entry True. `texts`: {language: {key: text}} with the keys of `text_keys`.
    """
    instrument = Instrument.objects.create(code=code, name=name, audience=audience, detail=detail, note=note)
    version = instrument.versions.create(number=1)
    items = []
    for place, (section_code, rows) in enumerate(sections.items(), start=1):
        section = version.sections.create(code=section_code, position=place)
        for position, (item_code, scale, choices, *reversed_) in enumerate(rows, start=1):
            items.append(
                InstrumentItem(
                    version=version,
                    section=section,
                    code=item_code,
                    scale=scale,
                    choices=list(choices),
                    position=position,
                    is_reversed=bool(reversed_ and reversed_[0]),
                )
            )
    InstrumentItem.objects.bulk_create(items)
    InstrumentText.objects.bulk_create(
        InstrumentText(version=version, language_id=language, key=key, text=text)
        for language, lines in texts.items()
        for key, text in lines.items()
    )
    return version


@transaction.atomic
def begin_version(instrument):
    """A draft that begins as the newest version, with all its translations."""
    newest = instrument.versions.select_for_update().first()
    if newest is not None and newest.is_draft:
        return newest
    version = instrument.versions.create(number=newest.number + 1 if newest else 1)
    if newest is None:
        return version
    sections = {}
    for section in newest.sections.all():
        sections[section.pk] = version.sections.create(code=section.code, position=section.position)
    InstrumentItem.objects.bulk_create(
        InstrumentItem(
            version=version,
            section=sections[item.section_id],
            **{
                name: getattr(item, name) for name in ("code", "wording", "scale", "is_reversed", "choices", "position")
            },
        )
        for item in newest.items.all()
    )
    InstrumentText.objects.bulk_create(
        InstrumentText(version=version, language_id=text.language_id, key=text.key, text=text.text)
        for text in newest.texts.all()
    )
    return version


def missing(version):
    """What keeps a version from being used, in words."""
    found = []
    texts = set(version.texts.filter(language=SOURCE_LANGUAGE).values_list("key", flat=True))
    items = list(version.items.all())
    if not any(item.scale != Scale.TEXT for item in items):
        found.append(_("It needs at least one question that can be counted."))
    if "title" not in texts:
        found.append(_("It has no title."))
    for item in items:
        if item.text_key not in texts:
            found.append(_("The question “%(code)s” has no text.") % {"code": item.code})
        if item.scale == Scale.SEVERAL and len(item.choices) < 2:
            found.append(_("“%(code)s” needs at least two choices.") % {"code": item.code})
    return found


@transaction.atomic
def take_into_use(version):
    """From now on it does not change. Questions that read otherwise than ever before get the next wording; the
    version before is retired. Raises NotReady."""
    version = InstrumentVersion.objects.select_for_update().get(pk=version.pk)
    if not version.is_draft:
        return version
    if reasons := missing(version):
        raise NotReady(" ".join(reasons))
    _number_wordings(version)
    version.instrument.versions.filter(state=VersionState.IN_USE).update(state=VersionState.RETIRED)
    version.state = VersionState.IN_USE
    version.in_use_since = timezone.localdate()
    version.save()
    return version


def _number_wordings(version):
    """The same words, scale and choices as an earlier version's: its wording; else one more than any so far."""
    earlier = InstrumentItem.objects.filter(version__instrument=version.instrument).exclude(version=version)
    known = {(item.code, *_asked(item, texts)): item.wording for item, texts in _with_texts(earlier)}
    highest = dict(earlier.order_by().values_list("code").annotate(Max("wording")))
    for item, texts in _with_texts(version.items.all()):
        wording = known.get((item.code, *_asked(item, texts)), highest.get(item.code, 0) + 1)
        if wording != item.wording:
            item.wording = wording
            item.save()


def _asked(item, texts):
    choices = tuple((choice, texts.get(item.choice_key(choice), "")) for choice in item.choices)
    return texts.get(item.text_key, ""), item.scale, item.is_reversed, choices


def _with_texts(items):
    items = list(items)
    texts = defaultdict(dict)
    versions = {item.version_id for item in items}
    for text in InstrumentText.objects.filter(version__in=versions, language=SOURCE_LANGUAGE):
        texts[text.version_id][text.key] = text.text
    return [(item, texts[item.version_id]) for item in items]


# ---------------------------------------------------------------------- texts


def text_keys(version, items=None, sections=None):
    """The keys of all texts that families read, in the order of the page. `items`, `sections`: where already read."""
    items = version.items.all() if items is None else items
    sections = version.sections.all() if sections is None else sections
    keys = ["title", "intro"]
    for section in sections:
        keys.append(f"section-{section.code}")
        for item in items:
            if item.section_id == section.pk:
                keys.append(item.text_key)
                keys += [item.choice_key(choice) for choice in item.choices]
    return keys


def scale_keys(items):
    """{key: words} of the steps of the scales that a version uses, as the portal says them now."""
    scales = dict.fromkeys(item.scale for item in items if item.scale in STEPS)
    return {label_key(scale, value): label for scale in scales for value, label in STEPS[Scale(scale)].labels.items()}


def keys_to_translate(version, language):
    """What a language needs before the form is offered in it. The portal's own languages know the scales."""
    items = list(version.items.all())
    there = set(version.texts.filter(language=SOURCE_LANGUAGE).values_list("key", flat=True))
    keys = [key for key in text_keys(version, items) if key in there]
    return keys if language in OWN_LANGUAGES else keys + list(scale_keys(items))


def texts_of(version, language):
    """{key: text} of a language, the source language where a text is missing, and the steps of all scales."""
    found = {}
    with translation.override(language if language in OWN_LANGUAGES else SOURCE_LANGUAGE):
        for scale, steps in STEPS.items():
            found |= {label_key(scale, value): str(label) for value, label in steps.labels.items()}
    lines = version.texts.filter(language__in=[SOURCE_LANGUAGE, language])
    for line in sorted(lines, key=lambda one: one.language_id == language):
        found[line.key] = line.text
    return found


def languages_offered(version):
    """Tags of the languages in which nothing is missing, the source language first."""
    there = defaultdict(set)
    for language, key in version.texts.values_list("language", "key"):
        there[language].add(key)
    items = list(version.items.all())
    needed = {key for key in text_keys(version, items) if key in there[SOURCE_LANGUAGE]}
    scales = set(scale_keys(items))
    offered = [
        tag
        for tag, keys in there.items()
        if keys >= (needed if tag in OWN_LANGUAGES else needed | scales) and tag != SOURCE_LANGUAGE
    ]
    return [SOURCE_LANGUAGE, *sorted(offered)]


@transaction.atomic
def write_texts(version, language, texts):
    """Keep `texts` ({key: text}) in a language; an empty text takes it away."""
    kept = {line.key: line for line in version.texts.filter(language=language)}
    for key, text in texts.items():
        line = kept.get(key)
        if not text:
            if line:
                line.delete()
        elif line is None:
            version.texts.create(language_id=language, key=key, text=text)
        elif line.text != text:
            line.text = text
            line.save()


def section_of(version, code):
    """The section with that code, made at the end where there is none."""
    last = version.sections.aggregate(last=Max("position"))["last"] or 0
    return InstrumentSection.objects.get_or_create(version=version, code=code, defaults={"position": last + 1})[0]
