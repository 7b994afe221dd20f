"""Every format that the portal takes, in one list. A family recognises by content: titles and headers, not names."""

from indicators.importing.families import known_strangers
from indicators.importing.families.accountability import Accountability
from indicators.importing.families.assessments import SatSchoolDay, SmarterBalanced
from indicators.importing.families.attendance import Attendance
from indicators.importing.families.excel_export import ExcelEnrollment
from indicators.importing.families.long_files import LongGraduation, LongSuspension
from indicators.importing.families.reports import REPORTS
from indicators.importing.families.suspension_rates import SuspensionRates
from indicators.importing.families.tidy import Tidy
from indicators.importing.observations import Refused

FAMILIES = [
    *REPORTS,
    SuspensionRates(),
    SmarterBalanced(),
    SatSchoolDay(),
    Accountability(),
    Attendance(),
    LongGraduation(),
    LongSuspension(),
    ExcelEnrollment(),
    Tidy(),
]
LABELS = {family.code: family.label for family in FAMILIES}


def recognise(table):
    """(family, layout) of the one family that knows the table; Refused if none does, or two do."""
    found = [(family, layout) for family in FAMILIES if (layout := family.recognise(table)) is not None]
    if not found:
        known_strangers.refuse(table)
    if len(found) > 1:
        raise Refused("AMBIGUOUS", formats=", ".join(family.code for family, _layout in found))
    return found[0]
