"""Every measure of the portal, in the order in which people read them. There is no other registration.

After a change here or in a declaration run `manage.py rebuild_rollups` once.
"""

from governance import duty_measures as duties
from governance import measures as councils
from governance.advisory import measures as advisory
from governance.compacts import measures as compacts
from governance.effectiveness import measures as effectiveness
from governance.training import measures as training
from partnerships import measures as partnerships
from partnerships import service_measures as service
from partnerships import survey_measures as surveys
from plans import measures as plans

DECLARED = (partnerships, councils, compacts, duties, effectiveness, training, advisory, plans, surveys, service)

MEASURES = [measure for module in DECLARED for measure in module.MEASURES]
RATIOS = [ratio for module in DECLARED for ratio in module.RATIOS]
YEARLY_REACH = partnerships.YEARLY_REACH
