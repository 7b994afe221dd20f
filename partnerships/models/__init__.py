from partnerships.models.activities import Activity, ActivityType
from partnerships.models.agreements import Agreement, AgreementDocument, AgreementRules
from partnerships.models.areas import ServiceArea
from partnerships.models.at_schools import CommunityFunding, CoordinationNote, LeadAgency, SchoolPartnership
from partnerships.models.contacts import PartnerPerson
from partnerships.models.evaluations import (
    AgreedAction,
    AgreedNote,
    CriterionRating,
    Evaluation,
    EvaluationCriterion,
    EvaluationRubric,
    EvaluationSide,
    FamilyCount,
)
from partnerships.models.feedback import ActivityFeedback, FeedbackCount
from partnerships.models.instruments import (
    Instrument,
    InstrumentItem,
    InstrumentSection,
    InstrumentText,
    InstrumentVersion,
)
from partnerships.models.merges import PartnerMerge, PartnersApart
from partnerships.models.opportunities import (
    HomelessServices,
    LearningTopic,
    NeedHeard,
    Opportunity,
    OpportunityAction,
    ResultsMessage,
)
from partnerships.models.partners import Partner, PartnerAccount, PartnerKind
from partnerships.models.programmes import Programme, ProgrammeReach, ProgrammeSite
from partnerships.models.reach import EngagementRule, HomeLanguage, YearlyReach
from partnerships.models.series import ActivitySeries
from partnerships.models.service import ServiceEntry, ServiceLink, ServiceRemark
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
from partnerships.models.uploads import Upload, UploadRow
from partnerships.models.walkthroughs import (
    AgreedRating,
    Commendation,
    RaterSheet,
    Rating,
    Recommendation,
    TeamCount,
    Walkthrough,
)
from partnerships.models.zones import SchoolPlace, Zone

__all__ = [
    "Activity",
    "ActivityFeedback",
    "ActivitySeries",
    "ActivityType",
    "Agreement",
    "AgreementDocument",
    "AgreementRules",
    "AgreedAction",
    "AgreedNote",
    "AgreedRating",
    "AnswerCount",
    "Commendation",
    "Component",
    "CommunityFunding",
    "CoordinationNote",
    "CountSheet",
    "CriterionRating",
    "Evaluation",
    "EvaluationCriterion",
    "EvaluationRubric",
    "EvaluationSide",
    "FamilyCount",
    "FeedbackCount",
    "HomelessServices",
    "EngagementRule",
    "HomeLanguage",
    "Instrument",
    "InstrumentItem",
    "InstrumentSection",
    "InstrumentText",
    "InstrumentVersion",
    "LearningTopic",
    "NeedHeard",
    "Opportunity",
    "OpportunityAction",
    "LeadAgency",
    "OwnWords",
    "Partner",
    "PartnerAccount",
    "PartnerKind",
    "Programme",
    "ProgrammeReach",
    "ProgrammeSite",
    "RaterSheet",
    "Rating",
    "Recommendation",
    "ResultsMessage",
    "ReturnedCount",
    "ServiceEntry",
    "ServiceLink",
    "ServiceRemark",
    "PartnerMerge",
    "PartnerPerson",
    "PartnersApart",
    "SchoolPartnership",
    "SchoolPlace",
    "ServiceArea",
    "SlipCode",
    "StandardHeading",
    "StandardSet",
    "Survey",
    "SurveyFigure",
    "SurveyPlace",
    "TeamCount",
    "Upload",
    "UploadRow",
    "Walkthrough",
    "WalkthroughItem",
    "YearlyReach",
    "Zone",
]
