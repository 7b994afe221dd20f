"""Fields that several forms of engagement activities share."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from district.access import may_district_wide, memberships_of, schools_where
from district.models import School

WHOLE_DISTRICT = "0"


class _WithDistrict(ModelChoiceIterator):
    def __iter__(self):
        choices = super().__iter__()
        yield next(choices)  # the empty choice stays first
        yield WHOLE_DISTRICT, _("The whole district (no single school)")
        yield from choices


class SchoolField(forms.ModelChoiceField):
    """The school of an activity; people of the district may also choose the whole district, which is no school."""

    def __init__(self, user, permission):
        self.takes_district = may_district_wide(user, permission)
        if self.takes_district:
            self.iterator = _WithDistrict
        schools = School.objects.filter(pk__in=schools_where(user, permission)).only("name", "code")
        super().__init__(schools, label=_("School"), empty_label=_("Choose a school"))

    def to_python(self, value):
        if self.takes_district and str(value) == WHOLE_DISTRICT:
            return WHOLE_DISTRICT
        return super().to_python(value)

    def prepare_value(self, value):
        return super().prepare_value(value) if isinstance(value, School) else value


def only_school(user, permission):
    """The id of the one school where `user` may do this, or None where there is a choice to make."""
    if may_district_wide(user, permission):
        return None
    ids = set(schools_where(user, permission))
    return ids.pop() if len(ids) == 1 else None


def school_named(user, school_id):
    """The school object of a membership that is read already; None where it was not joined."""
    for held in memberships_of(user):
        if held.school_id == school_id:
            return held.school
    return None
