"""The publishers' words for breakdowns and groups → our codes (facts 3.1). A word that is not here is an issue."""

from indicators.dimensions import Dimension

DIMENSION_OF_HEADING = {
    "race/ethnicity": Dimension.RACE_ETH,
    "race": Dimension.RACE_ETH,
    "english learner status": Dimension.ELL,
    "ell": Dimension.ELL,
    "gender": Dimension.GENDER,
    "grade": Dimension.GRADE,
    "free/reduced price meal eligibility": Dimension.SES,
    "free/reduced price meal eligibility (2-level)": Dimension.SES,
    "free/reduced lunch eligibility": Dimension.SES,
    "special education status": Dimension.SPED,
    "special education": Dimension.SPED,
    "high needs status": Dimension.HIGH_NEEDS,
}

GRADES = {f"grade {number}": f"{number:02d}" for number in range(1, 13)}
GRADE_NUMBERS = {f"{number:02d}": f"{number:02d}" for number in range(1, 13)} | {
    str(number): f"{number:02d}" for number in range(1, 10)
}

GROUP_OF_LABEL = {
    Dimension.RACE_ETH: {
        "american indian or alaska native": "AM",
        "indian or alaska native": "AM",
        "asian": "AS",
        "black or african american": "BL",
        "black": "BL",
        "hispanic/latino of any race": "HI",
        "hispanic or latino of any race": "HI",
        "hispanic or latino": "HI",
        "hispanic": "HI",
        "native hawaiian or other pacific islander": "PI",
        "hawaiian or pacific islander": "PI",
        "two or more races": "MU",
        "white": "WH",
        "all other races": "OTHER",
    },
    Dimension.SES: {
        "eligible for free lunch": "FREE",
        "free": "FREE",
        "free meal eligible": "FREE",
        "eligible for reduced lunch": "REDUCED",
        "reduced": "REDUCED",
        "reduced price meal eligible": "REDUCED",
        "eligible for free or reduced-price meals": "FRPM",
        "free/reduced price meal eligible": "FRPM",
        "y": "FRPM",
        "not eligible for lunch": "NOT_ELIG",
        "non-subsidized": "NOT_ELIG",
        "n": "NOT_ELIG",
    },
    Dimension.ELL: {
        "ell": "EL",
        "english learner status": "EL",
        "english language learners": "EL",
        "english learners": "EL",
        "yes": "EL",
        "y": "EL",
        "non-ell": "NOT_EL",
        "no": "NOT_EL",
        "n": "NOT_EL",
    },
    Dimension.SPED: {
        "special education": "SWD",
        "students with disabilities": "SWD",
        "yes": "SWD",
        "y": "SWD",
        "non-special education": "NOT_SWD",
        "no": "NOT_SWD",
        "n": "NOT_SWD",
    },
    Dimension.HIGH_NEEDS: {
        "high needs": "HN",
        "students with high needs": "HN",
        "non-high needs": "NOT_HN",
        "students without high needs": "NOT_HN",
    },
    Dimension.GENDER: {
        "female": "F",
        "f": "F",
        "male": "M",
        "m": "M",
        "non-binary": "X",
    },
    Dimension.GRADE: {
        "pre-kindergarten": "PK",
        "kindergarten": "K",
        "k": "K",
        "not available": "UNKNOWN",
        **GRADES,
        **GRADE_NUMBERS,
    },
    Dimension.HOUSING: {"students experiencing homelessness": "HOMELESS"},
    Dimension.ALL: {"all students": "ALL", "total": "ALL", "count": "ALL"},
}


def plain(label):
    """Small letters, single blanks: "Grade   1" and "Grade 1" are one label."""
    return " ".join(label.lower().split())


def dimension_of(heading):
    return DIMENSION_OF_HEADING.get(plain(heading))


def group_of(dimension, label):
    """The group's code, or None for a label that we do not know."""
    return GROUP_OF_LABEL[dimension].get(plain(label))
