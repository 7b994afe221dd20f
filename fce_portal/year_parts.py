"""The one list of what a new school year means in each room; `district` reads it by settings.YEAR_PARTS."""

import district.school_year_parts
import governance.school_year_parts
import partnerships.school_year_parts
import plans.school_year_parts

PARTS = [
    *district.school_year_parts.PARTS,
    *plans.school_year_parts.PARTS,
    *partnerships.school_year_parts.PARTS,
    *governance.school_year_parts.PARTS,
]
