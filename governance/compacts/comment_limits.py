"""How much may be written on the public pages of compacts: a few comments an hour from one address, and not more than
a school can read."""

from district.flood import attempts
from governance.models import FamilyComment

MOST_AN_HOUR = 5  # from one address: a family, or a few behind one router
MOST_UNREAD = 500  # of one version: beyond that nobody reads them any more


def may_write(request, version):
    """Count this attempt, and say whether one more comment may be taken from this address for this version."""
    unread = FamilyComment.objects.filter(version=version, state=FamilyComment.State.NEW)[:MOST_UNREAD].count()
    return unread < MOST_UNREAD and attempts(request, "compact-comment") <= MOST_AN_HOUR
