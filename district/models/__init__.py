from district.models.directory import DirectoryUpload
from district.models.drafts import FormDraft
from district.models.evidence import EvidenceFile
from district.models.jobs import Job
from district.models.mails import DigestMail
from district.models.people import Digest, Membership, User
from district.models.schools import District, Language, School, SchoolProfile, SchoolYear

__all__ = [
    "Digest",
    "DigestMail",
    "DirectoryUpload",
    "District",
    "EvidenceFile",
    "FormDraft",
    "Job",
    "Language",
    "Membership",
    "School",
    "SchoolProfile",
    "SchoolYear",
    "User",
]
