"""Who may do what: the whole policy, in one table (design section 7).

`GRANTS` (`grants`) says what each role may do, `PAGES` (`pages`) what each page asks for. Code asks for a permission,
never for a role. A role is held for a school or for the district, and for a period; what is granted by a school role is
granted at that school only. Lists and single objects use the same subquery (`schools_where`), so they cannot disagree.
"""

from district.access.asking import (
    may,
    may_district_wide,
    may_open,
    memberships_of,
    remember_memberships,
    require,
    roles_granting,
    schools_held,
    schools_where,
)
from district.access.grants import GRANTS
from district.access.pages import PAGES, PUBLIC, SIGNED_IN
from district.access.permissions import Can
from district.access.roles import DISTRICT_ROLES, SCHOOL_ROLES, Role

__all__ = [
    "Can",
    "DISTRICT_ROLES",
    "GRANTS",
    "PAGES",
    "PUBLIC",
    "Role",
    "SCHOOL_ROLES",
    "SIGNED_IN",
    "may",
    "may_district_wide",
    "may_open",
    "memberships_of",
    "remember_memberships",
    "require",
    "roles_granting",
    "schools_held",
    "schools_where",
]
