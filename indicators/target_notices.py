"""Who is told what became of a target that a school proposed: whoever proposed it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models.notices import Group
from district.notices import Kind, tell

SET = Kind("targets.set", Group.OWN_WORK, _("%(person)s set the target that %(school)s proposed."), Can.PROPOSE_TARGETS)
DECLINED = Kind(
    "targets.declined",
    Group.OWN_WORK,
    _("%(person)s says why the target that %(school)s proposed is not set for now."),
    Can.PROPOSE_TARGETS,
)
KINDS = {kind.code: kind for kind in (SET, DECLINED)}


def answered(kind, proposal, *, by):
    """Call it in the transaction of the answer."""
    tell(
        kind,
        [proposal.proposed_by],
        about=proposal,
        path=reverse("indicators:school-targets", args=[proposal.school.code]),
        key=f"target/{proposal.pk}/{proposal.set_at.isoformat()}",
        by=by,
        school=proposal.school,
    )
