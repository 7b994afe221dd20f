"""What `manage.py check` says about settings that would otherwise fail in silence."""

from datetime import date

from django.conf import settings
from django.core.checks import Error, register

from district.access import Role


@register()
def second_factor_roles_are_known(app_configs, **_options):
    unknown = sorted(set(settings.SECOND_FACTOR_ROLES) - set(Role.values))
    known = ", ".join(Role.values)
    return [
        Error(f"SECOND_FACTOR_ROLES names {role}, which is no role.", hint=f"Roles: {known}", id="district.E001")
        for role in unknown
    ]


@register()
def access_reviews_have_a_day(app_configs, **_options):
    try:
        month, day = settings.ACCESS_REVIEW_DUE.split("-")
        date(2025, int(month), int(day))
    except ValueError:
        return [Error("ACCESS_REVIEW_DUE must be a month and a day like 10-31.", id="district.E002")]
    return []
