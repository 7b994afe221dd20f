"""Every format that the portal takes, in one list. A family recognises by content: titles and headers, not names."""

from district import childrens_names
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


def refuse_children(table):
    """Raise Refused for a list of children: such a heading may stand below titles, but never in a file of sums."""
    for line, cells in table.head:
        if heading := childrens_names.column_about_a_child(cells):
            raise Refused("CHILD_COLUMN", line=line, column=heading[:80])


def recognise(table):
    """(family, layout) of the one family that knows the table; Refused if none does, or two do."""
    refuse_children(table)
    found = [(family, layout) for family in FAMILIES if (layout := family.recognise(table)) is not None]
    if not found:
        known_strangers.refuse(table)
    if len(found) > 1:
        raise Refused("AMBIGUOUS", formats=", ".join(family.code for family, _layout in found))
    return found[0]
