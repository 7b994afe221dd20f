"""An answer in a sentence and in pictures, and as rows with notes for files; callable from pages, mails and documents.

Charts are drawn of the lines that a page shows, in the shapes of the house: years as a line, months as columns,
everything else as dots on one scale. Nothing is sorted by its figure: a list of schools is no league table.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.downloads import Head
from indicators import charts, figure_notes, pictures, presenting, series_breaks
from indicators.amounts import number
from indicators.asking.answers import NO_SCHOOL, percent
from indicators.asking.question import By
from indicators.charts import Reading, Words
from indicators.instruments import InstrumentUnit

MONTHS_DRAWN = 12
LONGEST_LABEL = 46  # letters of a line's name that fit above its dot


@dataclass(frozen=True)
class Picture:
    """A chart, the template of its shape, and what it is called."""

    shape: str
    chart: object

    @property
    def template(self):
        return f"components/charts/{self.shape}.svg"


def sentences(answer):
    """What the table says, in a sentence for each subject; none where it holds nothing."""
    return [said for subject in answer.subjects if (said := sentence(answer, subject))]


def sentence(answer, subject):
    words = {"subject": subject.label, "place": answer.place, "period": answer.question.period}
    if subject.is_indicator:
        return _sentence_of_indicator(answer, subject, words)
    counts = {}
    for found in answer.total_sums.values():
        for code, counted in found.items():
            counts[code] = counts.get(code, 0) + counted
    codes = [measure.code for measure in subject.measures]
    if not any(code in counts for code in codes):
        return ""
    if answer.question.by == By.INITIATIVE:
        return _("%(subject)s, %(place)s, %(period)s: an activity linked to two initiatives counts in both.") % words
    if subject.is_ratio:
        share = subject.thing.of(counts)
        words |= {"top": number(counts.get(codes[0], 0)), "bottom": number(counts.get(codes[1], 0))}
        if share is None:
            return _("%(subject)s, %(place)s, %(period)s: nothing to divide by.") % words
        words["value"] = percent(share)
        return _("%(subject)s, %(place)s, %(period)s: %(value)s, %(top)s of %(bottom)s.") % words
    words["value"] = number(counts[codes[0]])
    text = _("%(subject)s, %(place)s, %(period)s: %(value)s.") % words
    return f"{text} {_coverage(answer, codes[0])}".strip()


def _coverage(answer, code):
    """How many schools are behind a count, where the lines say it."""
    if answer.question.by != By.SCHOOL:
        return ""
    counted = {line for (line, _year), counts in answer.sums.items() if line != NO_SCHOOL and counts.get(code)}
    total = len(answer.schools)
    words = {"counted": number(len(counted)), "total": number(total)}
    text = ngettext(
        "Counted at %(counted)s of %(total)s school.", "Counted at %(counted)s of %(total)s schools.", total
    )
    return text % words


def _sentence_of_indicator(answer, subject, words):
    """The newest figure of all students, beside the first of the period where there are two."""
    place = None if not answer.question.schools else next(iter(answer.chosen_ids), None)
    if len(answer.chosen_ids) > 1:
        return ""
    series = [
        one
        for one in answer.figures
        if (one.instrument, one.school_id, one.group) == (subject.thing.code, place, "ALL")
    ]
    if not series:
        return ""
    series.sort(key=lambda one: one.fall_year)
    first, last = series[0], series[-1]
    words |= {"value": last.words, "year": last.year_label, "before": first.words, "first_year": first.year_label}
    if first is last:
        return _("%(subject)s, %(place)s: %(value)s in %(year)s.") % words
    return _("%(subject)s, %(place)s: %(value)s in %(year)s, %(before)s in %(first_year)s.") % words


# ---------------------------------------------------------------------- pictures


def charts_of(answer, lines):
    """A `Picture` for each subject of which these lines hold two numbers at least."""
    found = []
    for number_, subject in enumerate(answer.subjects):
        place = _column_drawn(answer, subject, lines)
        if place is None:
            continue
        drawn = {By.YEAR: _years, By.MONTH: _months}.get(answer.question.by, _dots)
        picture = drawn(answer, subject, lines, place, f"ask{number_}")
        if picture:
            found.append(picture)
    return found


def _column_drawn(answer, subject, lines):
    """The place of the newest column of a subject with numbers in it."""
    places = [place for place, column in enumerate(answer.columns) if column.subject == subject]
    known = [place for place in places if sum(line.cells[place].number is not None for line in lines) > 1]
    return known[-1] if known else None


def _text(subject):
    if subject.is_indicator:
        return pictures.tick_text(subject.thing.unit)
    if subject.is_ratio:
        return pictures.tick_text(InstrumentUnit.PERCENT)
    return lambda value: number(round(value, 2))


def _most(answer, subject, numbers):
    is_share = subject.is_ratio or (subject.is_indicator and subject.thing.unit == InstrumentUnit.PERCENT)
    return 100 if is_share and max(numbers) <= 100 else None


def _words(answer, place, lines, key):
    said = [_("%(line)s: %(value)s") % {"line": line.label, "value": line.cells[place].spoken} for line in lines]
    column = answer.columns[place]
    year = f", {school_years.label(column.fall_year)}" if column.fall_year is not None else ""
    title = f"{column.subject.label}{year} ({answer.place})"
    return Words(key, title, "; ".join(said))


def _years(answer, subject, lines, place, key):
    redefined = answer.redefined.get(subject.thing.indicator) if subject.is_indicator else None
    readings = [
        Reading(
            year=int(line.key),
            year_label=line.label,
            value=line.cells[place].number,
            label=line.cells[place].text or "",
            series=str(series_breaks.epoch(redefined, int(line.key))) if redefined else "",
            mark="" if line.cells[place].number is not None else (line.cells[place].text or ""),
        )
        for line in lines
    ]
    numbers = [one.value for one in readings if one.value is not None]
    changes = pictures.LAW_CHANGES.get(subject.thing.indicator, {}) if subject.is_indicator else {}
    chart = charts.trend(
        _words(answer, place, lines, key),
        readings,
        text=_text(subject),
        most=_most(answer, subject, numbers),
        changes=changes,
    )
    return Picture("trend", chart)


def _months(answer, subject, lines, place, key):
    drawn = lines[-MONTHS_DRAWN:]
    months = [
        (
            pictures.month_label(date.fromisoformat(f"{line.key}-01"), short=True),
            line.cells[place].number,
            line.cells[place].number,
        )
        for line in drawn
    ]
    if not any(total for _label, total, _part in months):
        return None
    words = _words(answer, place, drawn, key)
    return Picture("columns", charts.columns(words, months, text=_text(subject), part_label="", whole_label=""))


def _dots(answer, subject, lines, place, key):
    drawn = [line for line in lines if line.key != "ALL"]
    rows = [
        (shortened(line.label), line.cells[place].number, line.cells[place].text or line.cells[place].spoken, "")
        for line in drawn
    ]
    everybody = _everybody(answer, subject, lines, place)
    numbers = [value for _label, value, _text, _gap in rows if value is not None]
    if not numbers:
        return None
    label = f"{everybody[0]} {everybody[1].text}" if everybody else ""
    chart = charts.dots(
        _words(answer, place, drawn, key),
        rows,
        everybody=everybody[1].number if everybody else None,
        everybody_label=label,
        text=_text(subject),
        most=_most(answer, subject, numbers),
    )
    return Picture("dots", chart)


def _everybody(answer, subject, lines, place):
    """What the lines are held against: a rate of all together. A sum would lie far beyond its parts."""
    if not subject.is_ratio and not (subject.is_indicator and subject.thing.unit == InstrumentUnit.PERCENT):
        return None
    all_students = next((line for line in lines if line.key == "ALL"), None)
    if all_students is not None:
        cell, label = all_students.cells[place], all_students.label
    elif answer.foot is not None:
        cell, label = answer.foot.cells[place], answer.foot.label
    else:
        return None
    return (label, cell) if cell.number is not None else None


def shortened(label):
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


# ---------------------------------------------------------------------- files


def headers(answer):
    """Headings for people, with names for programs that stay whatever the language."""
    return [
        Head(_("Code"), "code"),
        Head(answer.line_label, "line"),
        *(Head(column.label, column.key) for column in answer.columns),
    ]


def rows(answer):
    """All lines, not only those of a page: numbers as numbers, marks as they stand on the page."""
    lines = [*answer.lines, *([answer.foot] if answer.foot else [])]
    for line in lines:
        yield [line.key, line.label, *(_in_a_file(cell) for cell in line.cells)]


def _in_a_file(cell):
    return cell.text if cell.number is None else cell.number


def notes(answer):
    """What the file holds, for its sheet of notes."""
    found = [
        (_("What"), title(answer)),
        (_("Where"), answer.place),
        (_("When"), answer.question.period),
        *((_("Definition"), f"{subject.label}: {subject.definition}") for subject in answer.subjects),
        *((_("Source"), f"{subject.label}: {subject.publisher}") for subject in answer.subjects),
        *((_("Not told"), reason) for reason in answer.refused),
        *((_("Definition"), note) for note in answer.break_notes),
    ]
    if answer.measures:
        found.append((_("As of"), presenting.freshness(answer.stamp)))
    if answer.indicators:
        found += figure_notes.marks()
    return found


def title(answer):
    """What a table of the answer is called."""
    subjects = _(" and ").join(subject.label for subject in answer.subjects)
    words = {"subjects": subjects, "by": answer.line_label, "period": answer.question.period}
    return _("%(subjects)s, by %(by)s, %(period)s") % {**words, "by": str(answer.line_label).lower()}
