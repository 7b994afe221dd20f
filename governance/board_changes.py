"""News of councils and compacts, for the board."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from governance.models import Advice, CompactVersion, CouncilMeeting, DutyStanding
from governance.models.compacts import DocumentKind
from governance.models.meetings import is_quorate
from indicators.scorecard.changes import Change


def of_councils(period):
    """Four queries. Duties are told by the day on which they were done, as they stood when last worked out."""
    days = period.days
    done = DutyStanding.objects.filter(done_on__range=days)
    duties = done.aggregate(total=Count("pk"), late=Count("pk", filter=Q(done_on__gt=F("due_on"))))
    held = CouncilMeeting.objects.held().filter(held_on__range=days)
    meetings = held.aggregate(total=Count("pk"), quorate=Count("pk", filter=is_quorate()))
    compacts = CompactVersion.objects.approved().filter(compact__kind=DocumentKind.COMPACT, approved_on__range=days)
    return [
        Change(
            "duties_met",
            _("Duties of councils met"),
            duties["total"],
            _("%(late)s of them late.") % {"late": duties["late"]} if duties["late"] else "",
            "governance:duty-overview",
        ),
        Change(
            "advice_answered",
            _("Pieces of advice answered"),
            Advice.objects.filter(answered_on__range=days).count(),
            page="governance:duty-overview",
        ),
        Change(
            "meetings_held",
            _("Council meetings held"),
            meetings["total"],
            _("%(quorate)s with a quorum.") % {"quorate": meetings["quorate"]} if meetings["total"] else "",
            "governance:council-list",
        ),
        Change(
            "compacts_approved",
            _("Compacts approved by councils"),
            compacts.count(),
            page="governance:compact-public-list",
        ),
    ]
