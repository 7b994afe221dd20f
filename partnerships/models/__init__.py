from partnerships.models.activities import Activity, ActivityType
from partnerships.models.partners import Partner, PartnerAccount, PartnerKind
from partnerships.models.reach import YearlyReach

__all__ = ["Activity", "ActivityType", "Partner", "PartnerAccount", "PartnerKind", "YearlyReach"]
