from district.models.access_reviews import AccessAnswer, AccessReview, Outcome
from district.models.archives import ArchiveDownload, DataArchive
from district.models.audit import AuditEntry, AuditVerification, ContextChange, Seal, SealBlock, SealShape
from district.models.backups import Backup
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
from district.models.reading import ReadMark
from district.models.runs import HandStart, TaskRun
from district.models.saved_views import SavedView
from district.models.school_calendar import SchoolCalendar
from district.models.school_changes import SchoolChange
from district.models.schools import District, Language, School, SchoolProfile, SchoolSuccession, SchoolYear
from district.models.second_factors import SecondFactor
from district.models.staff import StaffUpload
from district.models.year_passages import YearPassage

__all__ = [
    "AccessAnswer",
    "AccessReview",
    "Attempts",
    "AuditEntry",
    "AuditVerification",
    "BoardMeeting",
    "CalendarFeed",
    "DayOff",
    "ContextChange",
    "ArchiveDownload",
    "Backup",
    "DataArchive",
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
    "Outcome",
    "OutgoingMail",
    "PortalSettings",
    "SavedView",
    "ReadMark",
    "School",
    "SchoolCalendar",
    "SchoolChange",
    "SchoolProfile",
    "SchoolSuccession",
    "SchoolYear",
    "Seal",
    "SealBlock",
    "SealShape",
    "SecondFactor",
    "StaffUpload",
    "TaskRun",
    "User",
    "YearPassage",
]
