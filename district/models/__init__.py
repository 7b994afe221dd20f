from district.models.board import BoardMeeting
from district.models.days_off import DayOff
from district.models.directory import DirectoryUpload
from district.models.drafts import FormDraft
from district.models.evidence import EvidenceFile
from district.models.faults import Fault, FaultSighting
from district.models.feeds import CalendarFeed
from district.models.flood import Attempts
from district.models.jobs import Job
from district.models.mails import OutgoingMail
from district.models.maintenance import MaintenancePeriod
from district.models.notices import Notice, NoticeChoice
from district.models.people import Digest, Membership, User
from district.models.portal_settings import PortalSettings
from district.models.runs import HandStart, TaskRun
from district.models.saved_views import SavedView
from district.models.schools import District, Language, School, SchoolProfile, SchoolYear

__all__ = [
    "Attempts",
    "BoardMeeting",
    "CalendarFeed",
    "DayOff",
    "Digest",
    "DirectoryUpload",
    "District",
    "EvidenceFile",
    "Fault",
    "FaultSighting",
    "FormDraft",
    "HandStart",
    "Job",
    "Language",
    "MaintenancePeriod",
    "Membership",
    "Notice",
    "NoticeChoice",
    "OutgoingMail",
    "PortalSettings",
    "SavedView",
    "School",
    "SchoolProfile",
    "SchoolYear",
    "TaskRun",
    "User",
]
