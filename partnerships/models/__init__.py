from partnerships.models.activities import Activity, ActivityType
from partnerships.models.agreements import Agreement, AgreementDocument, AgreementRules
from partnerships.models.instruments import (
    Instrument,
    InstrumentItem,
    InstrumentSection,
    InstrumentText,
    InstrumentVersion,
)
from partnerships.models.partners import Partner, PartnerAccount, PartnerKind
from partnerships.models.programmes import Programme, ProgrammeReach, ProgrammeSite
from partnerships.models.reach import YearlyReach
from partnerships.models.service import ServiceEntry, ServiceLink, ServiceRemark
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

__all__ = [
    "Activity",
    "ActivityType",
    "Agreement",
    "AgreementDocument",
    "AgreementRules",
    "AnswerCount",
    "CountSheet",
    "Instrument",
    "InstrumentItem",
    "InstrumentSection",
    "InstrumentText",
    "InstrumentVersion",
    "OwnWords",
    "Partner",
    "PartnerAccount",
    "PartnerKind",
    "Programme",
    "ProgrammeReach",
    "ProgrammeSite",
    "ReturnedCount",
    "ServiceEntry",
    "ServiceLink",
    "ServiceRemark",
    "SlipCode",
    "Survey",
    "SurveyFigure",
    "SurveyPlace",
    "Upload",
    "UploadRow",
    "YearlyReach",
]
