import sys

from django.core.management.base import BaseCommand

from fce_portal.installation.findings import Kind
from fce_portal.installation.looks import findings
from fce_portal.version import portal_version

MARKS = {Kind.GOOD: "ok     ", Kind.ADVICE: "advice ", Kind.MISSING: "MISSING"}


class Command(BaseCommand):
    help = (
        "Says in plain words what this installation lacks: settings, database, processes, TLS, mail, backups, "
        "administrators, disk, clock, files with secrets. Changes nothing and sends nothing. Ends with 1 where "
        "something is missing."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, **options):
        self.stdout.write(f"FCE Portal {portal_version()}")
        lacking = 0
        for name, found in findings():
            self.stdout.write(f"\n{name}")
            for finding in found:
                lacking += finding.kind == Kind.MISSING
                self.stdout.write(f"  {MARKS[finding.kind]}  {finding.sentence}")
        self.stdout.write("")
        if lacking:
            self.stdout.write(f"Missing: {lacking}. The portal is not ready for people.")
            sys.exit(1)
        self.stdout.write("Nothing is missing.")
