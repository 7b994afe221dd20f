"""Breakdowns of an indicator and their groups (facts 3.1). Codes are stable; labels are for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dimension(models.TextChoices):
    ALL = "ALL", _("All students")
    RACE_ETH = "RACE_ETH", _("Race and ethnicity")
    SES = "SES", _("Family income")
    RESIDENCY = "RESIDENCY", _("Residency")
    ELL = "ELL", _("English learners")
    SPED = "SPED", _("Special education")
    HIGH_NEEDS = "HIGH_NEEDS", _("High needs")
    GENDER = "GENDER", _("Gender")
    GRADE = "GRADE", _("Grade")
    HOUSING = "HOUSING", _("Housing")


GROUPS = {
    Dimension.ALL: {"ALL": _("All students")},
    Dimension.RACE_ETH: {
        "AM": _("American Indian or Alaska Native"),
        "AS": _("Asian"),
        "BL": _("Black or African American"),
        "HI": _("Hispanic/Latino of any race"),
        "PI": _("Native Hawaiian or Other Pacific Islander"),
        "MU": _("Two or more races"),
        "WH": _("White"),
        "OTHER": _("All other races"),
    },
    Dimension.SES: {
        "FREE": _("Eligible for free meals"),
        "REDUCED": _("Eligible for reduced-price meals"),
        "FRPM": _("Eligible for free or reduced-price meals"),
        "NOT_ELIG": _("Not eligible for free or reduced-price meals"),
    },
    Dimension.RESIDENCY: {"HARTFORD_RESIDENT": _("Hartford residents"), "NON_RESIDENT": _("Residents of other towns")},
    Dimension.ELL: {"EL": _("English learners"), "NOT_EL": _("Not English learners")},
    Dimension.SPED: {"SWD": _("Students with disabilities"), "NOT_SWD": _("Students without disabilities")},
    Dimension.HIGH_NEEDS: {"HN": _("High needs"), "NOT_HN": _("Not high needs")},
    Dimension.GENDER: {"F": _("Female"), "M": _("Male"), "X": _("Non-binary")},
    Dimension.GRADE: {
        "PK": _("Pre-kindergarten"),
        "K": _("Kindergarten"),
        "01": _("Grade 1"),
        "02": _("Grade 2"),
        "03": _("Grade 3"),
        "04": _("Grade 4"),
        "05": _("Grade 5"),
        "06": _("Grade 6"),
        "07": _("Grade 7"),
        "08": _("Grade 8"),
        "09": _("Grade 9"),
        "10": _("Grade 10"),
        "11": _("Grade 11"),
        "12": _("Grade 12"),
        "UNKNOWN": _("Grade not known"),
    },
    # Only as a total of the district (facts 11.3): where a child lives is protected.
    Dimension.HOUSING: {"HOMELESS": _("Students experiencing homelessness")},
}


def group_label(dimension, group):
    return GROUPS[Dimension(dimension)].get(group, group)
