"""Every kind of job of the portal: the task that does it, and what it is called. There is no other registration."""

from django.utils.translation import gettext_lazy as _

from district.jobs import Kind

KINDS = {
    "import-check": Kind("indicators.tasks.check_imports", _("Checking files of indicator values")),
    "import-store": Kind("indicators.tasks.store_imports", _("Storing indicator values")),
    "republish": Kind("indicators.tasks.republish_all", _("Judging published figures by the new rule")),
    "rule-preview": Kind("indicators.tasks.preview_rule", _("Counting what another publication rule would do")),
    "packet": Kind("indicators.tasks.make_packet", _("Making a board packet")),
    "upload-check": Kind("partnerships.tasks.check_upload", _("Checking a table of activities")),
    "upload-log": Kind("partnerships.tasks.log_upload", _("Logging a table of activities")),
    "upload-undo": Kind("partnerships.tasks.undo_upload", _("Taking back a table of activities")),
    "school-year": Kind("district.tasks.begin_school_year", _("Carrying over into a school year")),
    "backup": Kind("fce_portal.tasks.make_backup", _("Making a backup")),
    "data-archive": Kind("fce_portal.tasks.make_data_archive", _("Making an archive of all data")),
    "school-evidence": Kind("fce_portal.tasks.make_school_evidence", _("Collecting the evidence of a school")),
}
