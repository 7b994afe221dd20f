"""Everything that may aim at an indicator, in the order of its page. There is no other registration."""

import partnerships.indicator_aims
import plans.indicator_aims

AIMS = [
    plans.indicator_aims.initiatives,
    partnerships.indicator_aims.activities,
    partnerships.indicator_aims.programmes,
    partnerships.indicator_aims.partners,
    plans.indicator_aims.goals,
    plans.indicator_aims.stories,
]
