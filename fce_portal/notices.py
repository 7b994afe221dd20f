"""The one list of all kinds of notices; `district` reads it by the name in settings.NOTICES."""

import district.school_changes
import district.trail.telling
import fce_portal.access_review_reminders
import fce_portal.backup.notices
import governance.compacts.notices
import governance.duty_notices
import governance.effectiveness.notices
import governance.notices
import governance.training.notices
import indicators.notices
import indicators.target_notices
import partnerships.agreements.notices
import partnerships.community.notices
import partnerships.evaluations.notices
import partnerships.walkthroughs.notices
import plans.notices

KINDS = {
    **district.trail.telling.KINDS,
    **district.school_changes.KINDS,
    **plans.notices.KINDS,
    **indicators.notices.KINDS,
    **indicators.target_notices.KINDS,
    **partnerships.agreements.notices.KINDS,
    **governance.notices.KINDS,
    **governance.duty_notices.KINDS,
    **governance.training.notices.KINDS,
    **governance.effectiveness.notices.KINDS,
    **governance.compacts.notices.KINDS,
    **partnerships.evaluations.notices.KINDS,
    **partnerships.walkthroughs.notices.KINDS,
    **partnerships.community.notices.KINDS,
    **fce_portal.backup.notices.KINDS,
    **fce_portal.access_review_reminders.KINDS,
}
