from partnerships.models.activities import Activity, ActivityType
from partnerships.models.instruments import (
    Instrument,
    InstrumentItem,
    InstrumentSection,
    InstrumentText,
    InstrumentVersion,
)
from partnerships.models.partners import Partner, PartnerAccount, PartnerKind
from partnerships.models.reach import DistrictYearTotal, EngagementRule, HomeLanguage, YearlyReach
from partnerships.models.series import ActivitySeries
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

__all__ = [
    "Activity",
    "ActivitySeries",
    "ActivityType",
    "ActivityUpload",
    "AnswerCount",
    "CountSheet",
    "DistrictYearTotal",
    "EngagementRule",
    "HomeLanguage",
    "Instrument",
    "InstrumentItem",
    "InstrumentSection",
    "InstrumentText",
    "InstrumentVersion",
    "OwnWords",
    "Partner",
    "PartnerAccount",
    "PartnerKind",
    "ReturnedCount",
    "SlipCode",
    "Survey",
    "SurveyFigure",
    "SurveyPlace",
    "YearlyReach",
]
