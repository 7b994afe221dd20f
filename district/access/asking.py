"""Whether a person may: asked of the table with the memberships of today."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from district.access.grants import GRANTS
from district.access.pages import PAGES, PUBLIC, SIGNED_IN
from district.access.roles import DISTRICT_ROLES, Role


def roles_granting(permission):
    return [role for role, granted in GRANTS.items() if permission in granted]


def memberships_of(user):
    """The memberships a person holds today, read once per request (the list is kept on the user object)."""
    if not getattr(user, "is_authenticated", False):
        return []
    if not hasattr(user, "_current_memberships"):
        user._current_memberships = list(user.memberships.current().select_related("school"))
    return user._current_memberships


def remember_memberships(user, held):
    """For whoever read them together with the person."""
    user._current_memberships = held


def may(user, permission, school=None):
    """Whether `user` may do this: anywhere at all, or at `school` (an object or an id)."""
    school_id = getattr(school, "pk", school)
    return any(
        permission in GRANTS[Role(held.role)]
        and (school_id is None or held.role in DISTRICT_ROLES or held.school_id == school_id)
        for held in memberships_of(user)
    )


def may_open(user, name):
    """Whether the page of this name serves `user` at all; what it shows them is its own matter."""
    asked = PAGES.get(name)
    if asked == PUBLIC:
        return True
    if asked is None or not user.is_authenticated:
        return False
    return asked == SIGNED_IN or may(user, asked)


def may_district_wide(user, permission):
    return any(permission in GRANTS[Role(held.role)] for held in memberships_of(user) if held.role in DISTRICT_ROLES)


def schools_where(user, permission):
    """Ids of the schools where `user` now holds a role that grants `permission`, as a subquery or a list of ids."""
    from district.models import School

    if may_district_wide(user, permission):
        return School.objects.values("pk")
    return [held.school_id for held in memberships_of(user) if permission in GRANTS[Role(held.role)]]


def schools_held(user, permission):
    """Ids of the schools at which `user` holds a role of that very school that grants `permission`."""
    return [held.school_id for held in memberships_of(user) if held.school_id and permission in GRANTS[Role(held.role)]]


def require(user, permission, school=None):
    """Raise PermissionDenied, in words fit for the 403 page, unless `user` may act (at `school`)."""
    if may(user, permission, school):
        return
    roles = ", ".join(str(role.label) for role in roles_granting(permission))
    if school is None:
        raise PermissionDenied(_("This can be done by: %(roles)s.") % {"roles": roles})
    raise PermissionDenied(_("At %(school)s this can be done by: %(roles)s.") % {"school": school, "roles": roles})
