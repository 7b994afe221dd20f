"""What `manage.py check` says about settings that would otherwise fail in silence."""

import os

from django.conf import settings
from django.core.checks import Error, Warning, register

from district.access import Role

MOVED = {
    "INVITATION_DAYS": "under “Settings of the portal”",
    "ACCESS_REVIEW_DUE": "under “Settings of the portal”, “Days and thresholds”",
}


@register()
def second_factor_roles_are_known(app_configs, **_options):
    unknown = sorted(set(settings.SECOND_FACTOR_ROLES) - set(Role.values))
    known = ", ".join(Role.values)
    return [
        Error(f"SECOND_FACTOR_ROLES names {role}, which is no role.", hint=f"Roles: {known}", id="district.E001")
        for role in unknown
    ]


@register()
def settings_that_moved_are_said(app_configs, **_options):
    """What stood in the environment once and is decided in the portal now would otherwise be passed over."""
    return [
        Warning(
            f"{name} is in the environment, which nothing reads any more.", hint=f"Set it {where}.", id="district.W001"
        )
        for name, where in MOVED.items()
        if name in os.environ
    ]
