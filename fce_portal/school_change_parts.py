"""The one list of what a school that closes means, room by room; `district` reads it by settings.SCHOOL_CHANGES."""

import district.school_changes
import governance.school_change_parts
import indicators.school_change_parts
import partnerships.school_change_parts
import plans.school_change_parts

PARTS = [
    *district.school_changes.PARTS,
    *indicators.school_change_parts.PARTS,
    *plans.school_change_parts.PARTS,
    *partnerships.school_change_parts.PARTS,
    *governance.school_change_parts.PARTS,
]
