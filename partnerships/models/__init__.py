from partnerships.models.activities import Activity, ActivityType
from partnerships.models.areas import ServiceArea
from partnerships.models.at_schools import CommunityFunding, CoordinationNote, LeadAgency, SchoolPartnership
from partnerships.models.contacts import PartnerPerson
from partnerships.models.instruments import (
    Instrument,
    InstrumentItem,
    InstrumentSection,
    InstrumentText,
    InstrumentVersion,
)
from partnerships.models.merges import PartnerMerge, PartnersApart
from partnerships.models.partners import Partner, PartnerAccount, PartnerKind
from partnerships.models.reach import YearlyReach
from partnerships.models.surveys import (
    AnswerCount,
    CountSheet,
    OwnWords,
    ReturnedCount,
    SlipCode,
    Survey,
    SurveyFigure,
    SurveyPlace,
)
from partnerships.models.uploads import ActivityUpload
from partnerships.models.zones import SchoolPlace, Zone

__all__ = [
    "Activity",
    "ActivityType",
    "ActivityUpload",
    "AnswerCount",
    "CommunityFunding",
    "CoordinationNote",
    "CountSheet",
    "Instrument",
    "InstrumentItem",
    "InstrumentSection",
    "InstrumentText",
    "InstrumentVersion",
    "LeadAgency",
    "OwnWords",
    "Partner",
    "PartnerAccount",
    "PartnerKind",
    "PartnerMerge",
    "PartnerPerson",
    "PartnersApart",
    "ReturnedCount",
    "SchoolPartnership",
    "SchoolPlace",
    "ServiceArea",
    "SlipCode",
    "Survey",
    "SurveyFigure",
    "SurveyPlace",
    "YearlyReach",
    "Zone",
]
