"""What can be found of partners and of what was done with families."""

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.search.kinds import Kind
from partnerships.models import Activity, Partner
from partnerships.models.activities import ACTIVITY_WORDS
from partnerships.models.partners import PARTNER_WORDS


def activity_where(activity):
    return _now("%(place)s; %(type)s, %(day)s") % {
        "place": activity.place_of_record(),
        "type": activity.get_activity_type_display(),
        "day": formats.date_format(activity.held_on),
    }


ACTIVITIES = Kind(
    "activities",
    _("Activities"),
    "journal-plus",
    rows=lambda user: Activity.objects.visible_to(user).select_related("school"),
    words=ACTIVITY_WORDS,
    order=("-held_on", "-pk"),
    asks=Can.VIEW_ACTIVITY,
    where=activity_where,
    texts=lambda activity: [activity.notes, activity.follow_up],
    is_large=True,
)

PARTNERS = Kind(
    "partners",
    _("Partners"),
    "house-heart",
    rows=lambda user: Partner.objects.visible_to(user).unmerged(),
    words=PARTNER_WORDS,
    order=("name", "pk"),
    asks=Can.VIEW_PARTNER,
    where=lambda partner: partner.kinds_words() if partner.is_active else _now("No longer active"),
    texts=lambda partner: [partner.about_in(get_language()), partner.about, partner.about_es],
    alike="name",
)
