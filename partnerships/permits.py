"""Who may do what with one activity. An activity without a school is the district's: it takes a district role."""

from district.access import may, may_district_wide, require


def may_with(user, permission, activity):
    if activity.school_id is None:
        return may_district_wide(user, permission)
    return may(user, permission, activity.school_id)


def require_with(user, permission, activity):
    """Raise PermissionDenied, in words fit for the 403 page, unless `user` may do this with the activity."""
    if not may_with(user, permission, activity):
        require(user, permission, activity.school or 0)
