"""How results were told in a school year: channel by language, and what is missing, in words (initiative 2.3)."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.models import Language
from partnerships.models.opportunities import Channel, MessageAudience


@dataclass(frozen=True)
class Row:
    channel: Channel
    cells: list
    total: int


@dataclass(frozen=True)
class Overview:
    """A year's messages. `gaps`: what nobody was told, in sentences."""

    languages: list
    rows: list
    gaps: list
    total: int


def languages_of_the_district():
    return list(Language.objects.all())


def overview(messages):
    """Messages by channel and language. A message in two languages stands in both columns, and once in the total."""
    languages, messages = languages_of_the_district(), list(messages)
    counts = Counter((one.channel, tag) for one in messages for tag in one.languages)
    totals = Counter(one.channel for one in messages)
    told_in = {tag for one in messages for tag in one.languages}
    shown = [one for one in languages if one.tag in told_in]
    rows = [
        Row(
            channel,
            [(language, counts[channel.value, language.tag]) for language in shown],
            totals[channel.value],
        )
        for channel in Channel
        if totals[channel.value]
    ]
    return Overview(shown, rows, gaps(messages, languages), len(messages))


def gaps(messages, languages):
    """In which languages, by which channels and to whom nothing was told, and what was told in English alone."""
    if not messages:
        return []
    found = []
    told_in = {tag for one in messages for tag in one.languages}
    if missing := [_(one.name) for one in languages if one.tag not in told_in]:
        found.append(_("Nothing was told in: %(languages)s.") % {"languages": ", ".join(missing)})
    english_only = sum(one.languages == ["en"] for one in messages)
    if english_only:
        words = ngettext(
            "%(total)s message went out in English alone.",
            "%(total)s messages went out in English alone.",
            english_only,
        )
        found.append(words % {"total": english_only})
    audiences = {one.audience for one in messages}
    if unheard := [str(one.label) for one in MessageAudience if one.value not in audiences]:
        found.append(_("Nothing was told to: %(audiences)s.") % {"audiences": ", ".join(unheard)})
    unknown = sum(one.reached[0] is None for one in messages)
    if unknown:
        words = ngettext(
            "Of %(total)s message nobody knows how many it reached.",
            "Of %(total)s messages nobody knows how many they reached.",
            unknown,
        )
        found.append(words % {"total": unknown})
    return found


def missing_languages(message):
    """The names of the district's languages in which a message did not go out."""
    return [_(one.name) for one in languages_of_the_district() if one.tag not in message.languages]


HEADERS = ("school_code", "school", "sent_on", "told", "about", "indicator", "audience", "channel", "languages", "sent",
           "opened", "counted_in_activity")  # fmt: skip


def file_rows(messages):
    for one in messages:
        sent, opened = one.reached
        yield (
            one.school.code if one.school else "", str(one.school or ""), one.sent_on, one.title,
            one.get_subject_display(), one.indicator.code if one.indicator else "", one.get_audience_display(),
            one.get_channel_display(), "; ".join(one.languages), sent, opened, one.activity_id,
        )  # fmt: skip
