from partnerships.models.activities import Activity, ActivityType
from partnerships.models.partners import Partner, PartnerAccount, PartnerKind
from partnerships.models.reach import YearlyReach
from partnerships.models.uploads import ActivityUpload

__all__ = ["Activity", "ActivityType", "ActivityUpload", "Partner", "PartnerAccount", "PartnerKind", "YearlyReach"]
