"""Sums of a survey that was held elsewhere, from a file: one row for each school, language, question and answer.

All rows or none. A row that cannot be taken is told with its line; nothing is guessed.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from district.models import Language
from partnerships.importing.words import in_every_language, plain
from partnerships.models import CountSheet
from partnerships.models.instruments import Scale
from partnerships.surveys.instruments import texts_of
from partnerships.surveys.scales import LARGEST_NUMBER, STEPS
from partnerships.surveys.words import step_label

MOST = 20_000
RETURNED = "returned"  # instead of a question's code: how many forms came back
NAMES = ("school_code", "language", "question", "choice", "answer", "total")


def labels():
    return {
        "school_code": _("School code"),
        "language": _("Language"),
        "question": _("Code of the question"),
        "choice": _("Choice"),
        "answer": _("Answer"),
        "total": _("How many"),
    }


def known_headings():
    return in_every_language(labels) | {plain(name): name for name in NAMES}


def template_of(survey):
    """(headings, rows): for the first school each question with each answer, to be filled in and copied."""
    first = survey.places.select_related("school").first()
    code = first.school.code if first and first.school else "0"
    rows = [[code, "en", RETURNED, "", "", None]]
    for item in survey.version.items.exclude(scale=Scale.TEXT):
        if item.scale == Scale.NUMBER:
            rows.append([code, "en", item.code, "", 0, None])
        elif item.scale == Scale.SEVERAL:
            rows += [[code, "en", item.code, choice, value, None] for choice in item.choices for value in (1, 0)]
        else:
            rows += [[code, "en", item.code, "", value, None] for value in STEPS[Scale(item.scale)].values]
    return list(labels().values()), rows


@dataclass(frozen=True)
class Refusal:
    line: int
    text: str


class BadRow(Exception):
    pass


def take(survey, rows, *, by):
    """(sheets made, refusals) of [(line, {column: text})]. Where one row is refused nothing is taken."""
    known = Known(survey)
    counts, returned, lines, refused = defaultdict(dict), {}, {}, []
    for line, row in rows:
        try:
            key = known.place(row), known.language(row)
            lines.setdefault(key, line)
            put(known, row, key, counts, returned)
        except BadRow as bad:
            refused.append(Refusal(line, str(bad)))
    if not refused:
        refused = [*contradictions(known, counts, returned, lines)]
    if refused:
        return [], refused
    with transaction.atomic():
        return [store(key, counts[key], returned[key], by) for key in returned], []


def put(known, row, key, counts, returned):
    total = whole(row.get("total", "0"), MOST, _("“%(text)s” is no number of forms."))
    code = row.get("question", "")
    if plain(code) == RETURNED:
        if key in returned:
            raise BadRow(_("The number of forms is there twice."))
        if not total:
            raise BadRow(_("At least one form came back, or leave the row out."))
        returned[key] = total
        return
    item = known.items.get(code)
    if item is None:
        raise BadRow(_("This survey has no question “%(code)s”.") % {"code": code[:40]})
    value = known.answer(item, row.get("answer", ""))
    name = str(value)
    if item.scale == Scale.SEVERAL:
        choice = row.get("choice", "")
        if choice not in item.choices:
            raise BadRow(_("“%(code)s” has no choice “%(choice)s”.") % {"code": code[:40], "choice": choice[:40]})
        name = f"{choice}:{value}"
    of_item = counts[key].setdefault(item.code, {})
    if name in of_item:
        raise BadRow(_("The same answer is there twice."))
    of_item[name] = total


def whole(text, most, words):
    text = text.strip()
    if not (text.isascii() and text.isdecimal()) or len(text) > 6 or int(text) > most:
        raise BadRow(words % {"text": text[:20]})
    return int(text)


def contradictions(known, counts, returned, lines):
    """What no single row shows: more answers than forms, forms without a number."""
    for key, line in lines.items():
        if key not in returned:
            words = _("The row “%(returned)s” with the number of forms is missing for this school and language.")
            yield Refusal(line, words % {"returned": RETURNED})
            continue
        for code, of_item in counts[key].items():
            item = known.items[code]
            if item.scale == Scale.SEVERAL:
                sums = [of_item.get(f"{choice}:1", 0) + of_item.get(f"{choice}:0", 0) for choice in item.choices]
                most = max(sums)
                if len(set(sums)) > 1:
                    yield Refusal(line, _("“%(code)s”: chosen and not chosen must add up alike.") % {"code": code})
            else:
                most = sum(of_item.values())
            if most > returned[key]:
                words = _("“%(code)s”: more answers (%(total)s) than forms (%(forms)s).")
                yield Refusal(line, words % {"code": code, "total": most, "forms": returned[key]})


def store(key, counts, returned, by):
    """Sums come from a system that has counted already: whoever brings them answers for them."""
    place, language = key
    kept = {code: {name: total for name, total in values.items() if total} for code, values in counts.items()}
    return CountSheet.objects.create(
        place=place,
        language_id=language,
        kind=CountSheet.Kind.SUMMARY,
        returned_total=returned,
        counts={code: values for code, values in kept.items() if values},
        entered_by=by,
        confirmed_by=by,
    )


class Known:
    """What rows are checked against, read once."""

    def __init__(self, survey):
        self.places = {
            place.school.code if place.school else "0": place for place in survey.places.select_related("school")
        }
        self.items = {item.code: item for item in survey.version.items.exclude(scale=Scale.TEXT)}
        self.tags = set(Language.objects.values_list("tag", flat=True))
        taken = CountSheet.objects.filter(place__survey=survey, kind=CountSheet.Kind.SUMMARY)
        self.taken = set(taken.values_list("place", "language"))

    def place(self, row):
        code = row.get("school_code", "")
        place = self.places.get(code if code == "0" else code.zfill(7))
        if place is None:
            raise BadRow(_("The survey is not asked at the school “%(code)s”.") % {"code": code[:20]})
        return place

    def language(self, row):
        tag = row.get("language", "") or "en"
        if tag not in self.tags:
            raise BadRow(_("“%(tag)s” is no language of the portal.") % {"tag": tag[:20]})
        if (self.place(row).pk, tag) in self.taken:
            raise BadRow(_("Sums of this school and language were brought already: take them out first."))
        return tag

    @staticmethod
    def answer(item, text):
        if item.scale == Scale.NUMBER:
            return whole(text, LARGEST_NUMBER, _("“%(text)s” is no answer to this question."))
        value = whole(text, 9, _("“%(text)s” is no answer to this question."))
        allowed = (0, 1) if item.scale == Scale.SEVERAL else STEPS[Scale(item.scale)].values
        if value not in allowed:
            raise BadRow(_("“%(text)s” is no answer to this question.") % {"text": text[:20]})
        return value


def rows_of_sheet(sheet, language):
    """(question, [(answer, how many)]) of a sheet, for reading."""
    texts = texts_of(sheet.place.survey.version, language)
    for item in sheet.place.survey.version.items.exclude(scale=Scale.TEXT):
        counts = sheet.counts.get(item.code, {})
        if item.scale == Scale.SEVERAL:
            answers = [
                (texts.get(item.choice_key(choice), choice), counts.get(f"{choice}:1", 0)) for choice in item.choices
            ]
        elif item.scale == Scale.NUMBER:
            answers = [(value, counts[value]) for value in sorted(counts, key=int)]
        else:
            values = reversed(STEPS[Scale(item.scale)].values)
            answers = [(step_label(item, value, texts), counts.get(str(value), 0)) for value in values]
        yield texts.get(item.text_key, item.code), answers
