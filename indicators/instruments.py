"""Instruments: who measured what, and how. Two instruments are never one line, whatever they call the figure.

`unit` is the instrument's own (the state prints suspensions as events and as a percent of students, for one indicator).
`is_context` marks figures that explain another one (levels of a test, its participation) rather than the indicator.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.imports import SourceKind


class InstrumentUnit(models.TextChoices):
    PERCENT = "PERCENT", _("percent")
    COUNT = "COUNT", _("count")
    SCORE = "SCORE", _("score")


PERCENT, COUNT, SCORE = InstrumentUnit.PERCENT, InstrumentUnit.COUNT, InstrumentUnit.SCORE

EDSIGHT = _("Connecticut State Department of Education (EdSight)")
CTDATA = _("CT Data Collaborative, from EdSight")
OPEN_DATA = _("Connecticut State Department of Education (Connecticut Open Data)")
THE_DISTRICT = _("The district itself")


@dataclass(frozen=True)
class Instrument:
    code: str
    indicator: str
    label: str
    publisher: str = EDSIGHT
    unit: str = PERCENT
    note: str = ""
    is_context: bool = False

    @property
    def source_kind(self):
        return SourceKind.DISTRICT if self.code.startswith("DISTRICT_") else SourceKind.STATE


def context(code, indicator, label, **options):
    return Instrument(code, indicator, label, is_context=True, **options)


def district(code, indicator, label, **options):
    return Instrument(f"DISTRICT_{code}", indicator, label, publisher=THE_DISTRICT, **options)


def incident(code, label):
    return context(f"EDSIGHT_INCIDENT_{code}", "OSS_COUNT", label, unit=COUNT)


LAGGED = _("The state's accountability file prints this rate one year late; here it stands in the year of the class.")
CLASS_YEAR = _("The year is that of the graduating class.")
REPUBLISHED = _("A re-publication of the state's figures; kept apart so that neither overwrites the other.")
EVENTS = _("Events, not students: a student suspended three times counts three times.")
SCORED = _("Of the students with a scored test.")

ABSENCE = [
    Instrument(
        "EDSIGHT_CHRONIC",
        "CHRONIC_ABS",
        _("Chronic absenteeism, EdSight"),
        note=_("Kindergarten to grade 12, June collection. 2019–20 counts days in person until mid-March only."),
    ),
    Instrument(
        "NEXTGEN_IND4",
        "CHRONIC_ABS",
        _("Chronic absenteeism, accountability indicator 4"),
        note=_("The population of the accountability system, which differs a little from the EdSight series."),
    ),
    district("CHRONIC", "CHRONIC_ABS", _("Chronic absenteeism, the district's own count")),
]

DISCIPLINE = [
    Instrument("EDSIGHT_OSS_EVENTS", "OSS_COUNT", _("Out-of-school suspensions, EdSight"), unit=COUNT, note=EVENTS),
    Instrument(
        "EDSIGHT_SUSPENDED_STUDENTS",
        "OSS_COUNT",
        _("Students suspended or expelled, EdSight"),
        note=_(
            "Students with at least one in-school suspension, out-of-school suspension or expulsion, as percent of "
            "October enrollment. Not the same as suspensions: never compare the two."
        ),
    ),
    Instrument(
        "CTDATA_SUSPENSION_RATE",
        "OSS_COUNT",
        _("Students suspended or expelled, CTData"),
        publisher=CTDATA,
        note=REPUBLISHED,
    ),
    context("EDSIGHT_ISS_EVENTS", "OSS_COUNT", _("In-school suspensions, EdSight"), unit=COUNT, note=EVENTS),
    context("EDSIGHT_EXPULSIONS", "OSS_COUNT", _("Expulsions, EdSight"), unit=COUNT, note=EVENTS),
    context("EDSIGHT_BUS_SUSPENSIONS", "OSS_COUNT", _("Bus suspensions, EdSight"), unit=COUNT, note=EVENTS),
    incident("VIOLENT", _("Incidents: violent crimes against persons")),
    incident("SEXUAL", _("Incidents: sexually related behavior")),
    incident("THREAT", _("Incidents: personally threatening behavior")),
    incident("THEFT", _("Incidents: theft related behaviors")),
    incident("CONFRONTATION", _("Incidents: physical and verbal confrontation")),
    incident("FIGHTING", _("Incidents: fighting and battery")),
    incident("DAMAGE", _("Incidents: property damage")),
    incident("WEAPONS", _("Incidents: weapons")),
    incident("DRUGS", _("Incidents: drugs, alcohol, tobacco")),
    incident("POLICY", _("Incidents: school policy violations")),
    district("OSS_EVENTS", "OSS_COUNT", _("Out-of-school suspensions, the district's own count"), unit=COUNT),
    district("SUSPENDED_STUDENTS", "OSS_COUNT", _("Students suspended out of school, the district's own count")),
]

GRADUATION = [
    Instrument("EDSIGHT_COHORT4", "GRAD_4YR", _("Four-year cohort graduation, EdSight"), note=CLASS_YEAR),
    Instrument("NEXTGEN_IND8", "GRAD_4YR", _("Four-year graduation, accountability indicator 8"), note=LAGGED),
    Instrument(
        "CTDATA_COHORT4", "GRAD_4YR", _("Four-year cohort graduation, CTData"), publisher=CTDATA, note=REPUBLISHED
    ),
    context("EDSIGHT_COHORT4_STILL", "GRAD_4YR", _("Still enrolled after four years, EdSight"), note=CLASS_YEAR),
    context("EDSIGHT_COHORT4_OTHER", "GRAD_4YR", _("Left without a diploma, EdSight"), note=CLASS_YEAR),
    context("CTDATA_COHORT4_STILL", "GRAD_4YR", _("Still enrolled after four years, CTData"), publisher=CTDATA),
    context("CTDATA_COHORT4_OTHER", "GRAD_4YR", _("Left without a diploma, CTData"), publisher=CTDATA),
    district("GRAD_4YR", "GRAD_4YR", _("Four-year graduation, the district's own count")),
]

COLLEGE = [
    district(
        "COLLEGE_ACCEPT",
        "COLLEGE_ACCEPT",
        _("College acceptance, the district's own count"),
        note=_("Reported by the district itself. The figures do not say if they divide by grade 12 or by graduates."),
    ),
    Instrument(
        "EDSIGHT_COLLEGE_ENTRANCE",
        "COLLEGE_ACCEPT",
        _("College entrance within a year, EdSight"),
        note=_("Graduates who enrolled in a college within one year. Enrollment is not acceptance."),
    ),
    Instrument(
        "NEXTGEN_IND10", "COLLEGE_ACCEPT", _("Postsecondary entrance, accountability indicator 10"), note=LAGGED
    ),
    context(
        "EDSIGHT_COLLEGE_PERSISTENCE",
        "COLLEGE_ACCEPT",
        _("College persistence, EdSight"),
        note=_("Of those who enrolled, the share that returned for a second year."),
    ),
]


def levels(prefix, indicator, words):
    """Instruments of a test's four levels, and of levels 3 and 4 together."""
    return [
        Instrument(f"{prefix}_L34", indicator, words["L34"], note=SCORED),
        *(context(f"{prefix}_{level}", indicator, words[level], note=SCORED) for level in ("L1", "L2", "L3", "L4")),
        context(f"{prefix}_SCORE", indicator, words["SCORE"], unit=SCORE),
    ]


READINESS = [
    district(
        "CCR_ACCESS",
        "CCR_ACCESS",
        _("Access to college and career readiness, the district's own index"),
        note=_("The plan does not say how its baseline was worked out; the district states its formula."),
    ),
    Instrument("NEXTGEN_IND5", "CCR_ACCESS", _("Readiness coursework, accountability indicator 5")),
    Instrument("NEXTGEN_IND6", "CCR_ACCESS", _("Readiness exams, accountability indicator 6")),
    *levels(
        "SAT_ELA",
        "CCR_ACCESS",
        {
            "L34": _("SAT School Day, English: met or exceeded"),
            "L1": _("SAT School Day, English: level 1, not met"),
            "L2": _("SAT School Day, English: level 2, approaching"),
            "L3": _("SAT School Day, English: level 3, met"),
            "L4": _("SAT School Day, English: level 4, exceeded"),
            "SCORE": _("SAT School Day, English: average score"),
        },
    ),
    *levels(
        "SAT_MATH",
        "CCR_ACCESS",
        {
            "L34": _("SAT School Day, mathematics: met or exceeded"),
            "L1": _("SAT School Day, mathematics: level 1, not met"),
            "L2": _("SAT School Day, mathematics: level 2, approaching"),
            "L3": _("SAT School Day, mathematics: level 3, met"),
            "L4": _("SAT School Day, mathematics: level 4, exceeded"),
            "SCORE": _("SAT School Day, mathematics: average score"),
        },
    ),
    district("CCR_COURSES", "CCR_ACCESS", _("Access to advanced courses"), is_context=True),
    district("CCR_INTERNSHIPS", "CCR_ACCESS", _("Access to internships"), is_context=True),
    district("CCR_EXAMS", "CCR_ACCESS", _("Access to college entrance exams"), is_context=True),
]

READING = [
    *levels(
        "SBAC_ELA",
        "READ_G3",
        {
            "L34": _("Smarter Balanced English, grade 3: met or exceeded"),
            "L1": _("Smarter Balanced English, grade 3: level 1, not met"),
            "L2": _("Smarter Balanced English, grade 3: level 2, approaching"),
            "L3": _("Smarter Balanced English, grade 3: level 3, met"),
            "L4": _("Smarter Balanced English, grade 3: level 4, exceeded"),
            "SCORE": _("Smarter Balanced English, grade 3: average scale score"),
        },
    ),
    context("SBAC_ELA_PARTICIPATION", "READ_G3", _("Smarter Balanced English, grade 3: participation")),
    district(
        "READ_G3",
        "READ_G3",
        _("Grade 3 reading, the district's own test"),
        note=_("The plan's baseline is of a test that the plan does not name; it is not Smarter Balanced."),
    ),
]

OTHERS = [
    district("ALG1_G9", "ALG1_G9", _("Algebra 1 by the end of grade 9, the district's own count")),
    Instrument(
        "NEXTGEN_IND7",
        "ALG1_G9",
        _("On track in grade 9, accountability indicator 7"),
        note=_("Students in grade 9 who earn enough credits. Near to Algebra 1, and not the same."),
    ),
    district("SSP_ADULT", "SSP_ADULT", _("Success Plan and a caring adult, the district's own count")),
    district("SSP_PLAN_ONLY", "SSP_ADULT", _("With a Success Plan"), is_context=True),
    district("SSP_ADULT_ONLY", "SSP_ADULT", _("With a named caring adult"), is_context=True),
    Instrument("ENROLLMENT_OCT", "ENROLLMENT", _("October enrollment, EdSight"), unit=COUNT),
    Instrument(
        "ATTENDANCE_RATE",
        "ATTENDANCE",
        _("Attendance rate, Connecticut Open Data"),
        publisher=OPEN_DATA,
        note=_("Share of days attended, not chronic absenteeism. The newest year may be a year to date."),
    ),
]

INSTRUMENTS = {one.code: one for one in [*ABSENCE, *DISCIPLINE, *GRADUATION, *COLLEGE, *READINESS, *READING, *OTHERS]}


SIZE_OF_A_DISTRICT = "ENROLLMENT_OCT"  # the one count that is kept of other districts, to tell large from small


def is_compared(code):
    """Whether districts are held beside each other in this series: published by the state, and a rate or a score.

    A count says more about the size of a district than about what happens in it; a level of a test is no figure of
    its own.
    """
    known = INSTRUMENTS.get(code)
    return bool(known) and known.source_kind == SourceKind.STATE and known.unit != COUNT and not known.is_context


def label(code):
    return INSTRUMENTS[code].label if code in INSTRUMENTS else code


def of_indicator(indicator_code):
    """The instruments of an indicator, in the order they are worth looking at."""
    return [one for one in INSTRUMENTS.values() if one.indicator == indicator_code]
