""" "My work" about the staff file that came by night: it waits until somebody who looks after people takes it in."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from district.access import Can, may_district_wide
from district.staff import nightly
from fce_portal.items import Item, link


def items_for(user):
    """At most one query."""
    if not may_district_wide(user, Can.MANAGE_PEOPLE):
        return
    for kept in nightly.waiting():
        if kept.refusal:
            kind, text = "bad", _("The staff file that came by night cannot be read.")
        else:
            kind, text = "waiting", _("A staff file came by night: look at what it would change.")
        yield Item(kind, text, link("district:staff-file", kept.pk), localdate(kept.uploaded_at))
