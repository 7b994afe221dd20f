"""The one list of all kinds of notices; `district` reads it by the name in settings.NOTICES."""

import governance.compacts.notices
import indicators.notices
import plans.notices

KINDS = {**plans.notices.KINDS, **indicators.notices.KINDS, **governance.compacts.notices.KINDS}
