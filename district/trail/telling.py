"""Who is told of a verification: administrators where something differs, and a place outside of each day's sum."""

import logging

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import letters, notices
from district.access import Can
from district.models.notices import Group

logger = logging.getLogger("portal.audit")

NOT_AS_SEALED = notices.Kind(
    code="AUDIT_DIFFERS",
    group=Group.OWN_WORK,
    sentence=_("The audit trail is not as it was sealed: %(count)s differences were found. Look at them now."),
    asks=Can.READ_AUDIT,
)
KINDS = {kind.code: kind for kind in (NOT_AS_SEALED,)}


def tell(kept):
    """Of one verification: a notice to every administrator and an error in the log if it found something; else the sum
    of the last seal into the log, and by mail to where AUDIT_SEAL_MAIL says, to be kept outside of this database."""
    if not kept.is_good:
        logger.error("The audit trail is not as it was sealed: %s differences", kept.found)
        notices.tell(
            NOT_AS_SEALED,
            notices.people_of_the_district(Can.READ_AUDIT),
            about=kept,
            path=reverse("district:audit-seals"),
            key=f"audit/{kept.pk}",
            count=kept.found,
        )
        return
    logger.info("The audit trail is as it was sealed. Last sum: %s", kept.last_hash)
    if settings.AUDIT_SEAL_MAIL and kept.last_hash:
        command = f"manage.py verify_audit --against {kept.last_hash}"
        body = f"{kept.last_hash}\n\n{kept.started_at:%Y-%m-%d %H:%M} UTC\n{command}\n"
        letters.send(
            subject=f"Audit seal {kept.seals}",
            body=body,
            to=settings.AUDIT_SEAL_MAIL,
        )
