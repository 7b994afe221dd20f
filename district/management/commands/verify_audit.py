import sys

from django.core.management.base import BaseCommand

from district.trail import telling, verifying


class Command(BaseCommand):
    help = (
        "Works out all sums of the audit trail again from its rows and names what was altered, is missing or was "
        "inserted. Ends with 1 if anything differs. --against: the sum of a seal that was kept outside; without it "
        "nobody can tell a chain that was written anew as a whole."
    )

    def add_arguments(self, parser):
        parser.add_argument("--against", default="", metavar="SUM")

    def handle(self, *args, **options):
        verified, kept = verifying.verify_and_record(options["against"].strip())
        telling.tell(kept)
        for finding in verified.findings[: verifying.LISTED]:
            self.stdout.write(f"DIFFERENT {finding}: {finding.what}")
        if len(verified.findings) > verifying.LISTED:
            self.stdout.write(f"DIFFERENT … and {len(verified.findings) - verifying.LISTED} more")
        for table, rows in verified.unsealed.items():
            self.stdout.write(f"not yet sealed: {table} {rows}")
        different = len(verified.findings)
        self.stdout.write(f"{verified.rows} rows under {verified.seals} seals: {different} different.")
        self.stdout.write(verified.last_hash)
        if verified.findings:
            sys.exit(1)
