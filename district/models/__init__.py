from district.models.directory import DirectoryUpload
from district.models.evidence import EvidenceFile
from district.models.jobs import Job
from district.models.people import Membership, User
from district.models.schools import District, Language, School, SchoolProfile, SchoolYear

__all__ = [
    "DirectoryUpload",
    "District",
    "EvidenceFile",
    "Job",
    "Language",
    "Membership",
    "School",
    "SchoolProfile",
    "SchoolYear",
    "User",
]
