"""Who is counted, and of whom, in each of the eight indicators, in plain words (facts 2.3); and when that changed.

An indicator's definition says the same in its own text, which is part of the plan's reference data. Here it is taken
apart, so that a page can put the two numbers beside each other.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from district import school_years
from indicators import pictures


@dataclass(frozen=True)
class Counting:
    """`of_whom` is the denominator, or says that there is none."""

    counted: str
    of_whom: str


@dataclass(frozen=True)
class Change:
    """A change of the law or of the count from a school year on."""

    fall_year: int
    text: str

    @property
    def year_label(self):
        return school_years.label(self.fall_year)


COUNTINGS = {
    "COLLEGE_ACCEPT": Counting(
        _("Students of grade 12 who were accepted by at least one two- or four-year college by 30 June."),
        _("Students enrolled in grade 12, or graduates: the figures do not say which of the two."),
    ),
    "GRAD_4YR": Counting(
        _("Students of the class who earned a regular diploma in four years or less."),
        _(
            "All who began grade 9 together, with those who moved in and without those who moved to another school, "
            "left the country or died. Who dropped out or earned an equivalency stays in."
        ),
    ),
    "CCR_ACCESS": Counting(
        _("Access to advanced courses, to internships and to college entrance exams."),
        _("Not stated in the plan: the district states the formula of its index."),
    ),
    "OSS_COUNT": Counting(
        _("Suspensions out of school during the school year. A student suspended three times counts three times."),
        _("Nobody: this is a count, not a share. Fewer students alone make it smaller."),
    ),
    "ALG1_G9": Counting(
        _("Students with a final grade of C or better in Algebra 1 or a higher course, in grade 9 or before."),
        _("Students who are in grade 9 for the first time and enrolled at the end of the year."),
    ),
    "SSP_ADULT": Counting(
        _("Students with a Success Plan of this year and also at least one named caring adult who follows it."),
        _("Students enrolled in grades 6 to 12."),
    ),
    "READ_G3": Counting(
        _("Students of grade 3 who reached level 3 or 4 of the test."),
        _("Students of grade 3 who took the test, not all who are enrolled."),
    ),
    "CHRONIC_ABS": Counting(
        _("Students absent on at least 10 percent of the days they were enrolled, whatever the reason."),
        _("Students enrolled from kindergarten to grade 12. Pre-kindergarten is not among them."),
    ),
}

# Changes of what is counted that are no change of the law: the years around them are read with care.
CHANGES_OF_COUNT = {
    "CHRONIC_ABS": {2019: _("Only days in person until the middle of March 2020 count in this year.")},
    "READ_G3": {
        2014: _("Smarter Balanced is the state's test for all from this year on. Before, it was the Mastery Test."),
        2019: _("The state held no tests in spring 2020."),
    },
    "CCR_ACCESS": {2015: _("From this year on the state tests all of grade 11 with the SAT on a school day.")},
}


def counting_of(code):
    """The counting of an indicator; None for a context figure, which is no indicator of the plan."""
    return COUNTINGS.get(code)


def texts_in_all_languages(indicator):
    """What the plan says of an indicator and what it is made of, {text_language: words}."""
    known, found = counting_of(indicator.pk), {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[f"definition_{language}"], found[f"source_{language}"] = indicator.definition, indicator.source
            found[f"counted_{language}"] = str(known.counted) if known else ""
            found[f"of_whom_{language}"] = str(known.of_whom) if known else ""
    return found


def changes_of(code, fall_years):
    """Changes within the years that are shown (any order), oldest first.

    The first year shown counts too: a series that begins with a change has to say how it came to begin.
    """
    if not fall_years:
        return []
    known = {**pictures.LAW_CHANGES.get(code, {}), **CHANGES_OF_COUNT.get(code, {})}
    first, last = min(fall_years), max(fall_years)
    return [Change(year, text) for year, text in sorted(known.items()) if first <= year <= last]
