"""Every measure of the portal, in the order in which people read them. There is no other registration.

After a change here or in a declaration run `manage.py rebuild_rollups` once.
"""

from governance import measures as governance
from partnerships import measures as partnerships
from partnerships import survey_measures as surveys
from plans import measures as plans

MEASURES = [*partnerships.MEASURES, *governance.MEASURES, *plans.MEASURES, *surveys.MEASURES]
RATIOS = [*partnerships.RATIOS, *governance.RATIOS, *plans.RATIOS, *surveys.RATIOS]
YEARLY_REACH = partnerships.YEARLY_REACH
