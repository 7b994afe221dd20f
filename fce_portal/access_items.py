""" "My work" about access: whose review is not signed yet. The morning's mail says so too, until somebody signs."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import access_reviews
from district.access import Can, may_district_wide, schools_held
from district.models import School
from fce_portal.items import Item, link


def items_for(user, today):
    year = access_reviews.this_year()
    if not access_reviews.is_asked(year, today):
        return
    due = access_reviews.due_on(year)
    kind, since = ("warn", due) if today > due else ("waiting", None)
    if may_district_wide(user, Can.MANAGE_PEOPLE):
        total = access_reviews.unsigned_at(School.objects.open_on(today), year).count()
        if total:
            sentence = ngettext(
                "%(number)s school has not signed its access review.",
                "%(number)s schools have not signed their access review.",
                total,
            )
            yield Item(kind, sentence % {"number": total}, link("district:access-review-list"), since)
        return
    own = School.objects.open_on(today).filter(pk__in=schools_held(user, Can.REVIEW_ACCESS))
    for school in access_reviews.unsigned_at(own, year).order_by("name")[:5]:
        sentence = _("Look at who may do what at %(school)s, and sign.")
        yield Item(kind, sentence % {"school": school}, link("district:access-review", school.code), since)
