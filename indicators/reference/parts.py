"""Numerator and denominator of each equity indicator in plain words (facts 2.3): who is counted, and of whom.

The plan itself defines none of them. What rests on state law or the state's own series follows it; where neither says
anything the district's reading is given, and said to be one.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Parts:
    """`numerator`: who is counted. `denominator`: of whom. `basis`: where this comes from."""

    numerator: str
    denominator: str
    basis: str


STATE_LAW = _("State law and the state's published series.")
DISTRICT_READING = _("No definition of the state exists; this is the district's reading of the plan.")

PARTS = {
    "CHRONIC_ABS": Parts(
        _("Students absent on at least a tenth of the days they were enrolled, for whatever reason."),
        _("All students enrolled from kindergarten to grade 12; pre-kindergarten is left out."),
        STATE_LAW,
    ),
    "OSS_COUNT": Parts(
        _("Suspensions out of school: events, so a student suspended three times counts three times."),
        _("None, as it is a count. The rate beside it divides students suspended at least once by October enrollment."),
        STATE_LAW,
    ),
    "GRAD_4YR": Parts(
        _("Students who earn a regular diploma in four years or less, summer and early graduates included."),
        _(
            "All who entered grade 9 for the first time together, and those who joined them, without those who moved "
            "away with proof, left the country or died."
        ),
        _("Federal rule for the four-year adjusted cohort, as the state publishes it."),
    ),
    "READ_G3": Parts(
        _("Grade 3 students who met or exceeded the standard (level 3 or 4) in English language arts."),
        _("Grade 3 students with a scored test."),
        _("The plan names no test; this is the state's test, Smarter Balanced since 2014–15."),
    ),
    "SSP_ADULT": Parts(
        _("Students of grades 6 to 12 with a success plan of the year and a named caring adult who follows it."),
        _("All students of grades 6 to 12 enrolled on the day of the count."),
        _("State law asks for the plan; counting plan and adult together is the district's reading."),
    ),
    "ALG1_G9": Parts(
        _("Students with a final grade of C or better in Algebra 1 or a higher course by the end of grade 9."),
        _("Students in grade 9 for the first time, enrolled at the end of the year."),
        DISTRICT_READING,
    ),
    "COLLEGE_ACCEPT": Parts(
        _("Grade 12 students with at least one documented acceptance to a two- or four-year institution by 30 June."),
        _("Grade 12 students in October, or graduates: the district says with each figure which of the two."),
        DISTRICT_READING,
    ),
    "CCR_ACCESS": Parts(
        _("Students with access to advanced coursework, internships and college entrance exams."),
        _("Students of grades 9 to 12; the district states the formula of its index."),
        _("The plan does not say how its baseline of 75.92 percent was worked out."),
    ),
}


def parts_of(code):
    """The `Parts` of an indicator; None for context figures."""
    return PARTS.get(code)
