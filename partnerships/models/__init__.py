from partnerships.models.activities import Activity, ActivityType
from partnerships.models.instruments import (
    Instrument,
    InstrumentItem,
    InstrumentSection,
    InstrumentText,
    InstrumentVersion,
)
from partnerships.models.opportunities import (
    HomelessServices,
    LearningTopic,
    NeedHeard,
    Opportunity,
    OpportunityAction,
    ResultsMessage,
)
from partnerships.models.partners import Partner, PartnerAccount, PartnerKind
from partnerships.models.reach import YearlyReach
from partnerships.models.standards import Component, StandardHeading, StandardSet, WalkthroughItem
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
from partnerships.models.walkthroughs import (
    AgreedRating,
    Commendation,
    RaterSheet,
    Rating,
    Recommendation,
    TeamCount,
    Walkthrough,
)

__all__ = [
    "Activity",
    "ActivityType",
    "ActivityUpload",
    "AgreedRating",
    "AnswerCount",
    "Commendation",
    "Component",
    "CountSheet",
    "HomelessServices",
    "Instrument",
    "InstrumentItem",
    "InstrumentSection",
    "InstrumentText",
    "InstrumentVersion",
    "LearningTopic",
    "NeedHeard",
    "Opportunity",
    "OpportunityAction",
    "OwnWords",
    "Partner",
    "PartnerAccount",
    "PartnerKind",
    "RaterSheet",
    "Rating",
    "Recommendation",
    "ResultsMessage",
    "ReturnedCount",
    "SlipCode",
    "StandardHeading",
    "StandardSet",
    "Survey",
    "SurveyFigure",
    "SurveyPlace",
    "TeamCount",
    "Walkthrough",
    "WalkthroughItem",
    "YearlyReach",
]
