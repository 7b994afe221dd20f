"""All looks at the installation, in the order in which their findings are read."""

from fce_portal.installation import (
    address_look,
    backups_look,
    database_look,
    machine_look,
    mail_look,
    people_look,
    processes_look,
    settings_look,
)
from fce_portal.installation.findings import missing

LOOKS = [
    ("Settings", settings_look.look),
    ("Database", database_look.look),
    ("Processes", processes_look.look),
    ("Address and TLS", address_look.look),
    ("Mail", mail_look.look),
    ("Backups", backups_look.look),
    ("Administrators", people_look.look),
    ("Machine", machine_look.look),
]


def findings():
    """(name of the matter, its findings) of each look. One that fails is a finding: the others are looked at all the
    same, and where the database does not answer that is what most of them say."""
    for name, look in LOOKS:
        found = []
        try:
            found.extend(look())
        except Exception as error:  # whatever is broken in an installation, here it is told and not thrown
            first_line = (str(error).strip().splitlines() or [""])[0]
            found.append(missing(f"This could not be looked at: {type(error).__name__}: {first_line}"))
        yield name, found
