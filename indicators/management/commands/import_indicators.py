from pathlib import Path

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from district import school_years
from district.loading import HARTFORD
from district.models import District
from indicators.importing import runs
from indicators.importing.families import LABELS
from indicators.importing.issues import sentence
from indicators.importing.observations import Issue
from indicators.importing.runs import Outcome
from indicators.importing.taking import Taken

SHOWN_PER_FILE = 5


class Command(BaseCommand):
    help = "Import published files of indicator values, and the district's own tables. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--district", help="state code of the district, 0640011 for example")
        parser.add_argument("--dry-run", action="store_true", help="say what would be taken, and store nothing")
        parser.add_argument(
            "--fall-year", type=int, metavar="Y", help="for files that do not say their year: 2014 is 2014-15"
        )
        parser.add_argument(
            "--create-schools", action="store_true", help="add schools of the district that are not known yet"
        )

    def handle(self, *args, files, **options):
        self.options = options
        self.district_code = self.checked_district(options["district"], options["dry_run"])
        self.check_year(options["fall_year"])
        self.verbose = options["verbosity"] > 0
        refused = sum(self.import_file(Path(name)) for name in files)
        if refused:
            raise CommandError(f"{refused} of {len(files)} files refused; the others were imported.")

    def checked_district(self, asked, dry_run):
        own = District.objects.values_list("code", flat=True).first() or HARTFORD[0]
        if asked and asked != own and not dry_run:
            raise CommandError(f"This portal serves district {own}; it cannot hold the values of {asked}.")
        return asked or own

    def check_year(self, year):
        if year is not None and not school_years.FIRST_FALL_YEAR <= year <= school_years.LAST_FALL_YEAR:
            raise CommandError(f"--fall-year {year} is no school year; 2014 stands for 2014-15.")

    def import_file(self, path):
        """Import one file and say what became of it; return 1 if it was refused."""
        try:
            outcome = self.outcome_of(path)
        except OSError as error:
            self.stderr.write(f"{path}: {error.strerror}")
            return 1
        if self.verbose or outcome.is_refused:
            self.report(path, outcome)
        return int(outcome.is_refused)

    def outcome_of(self, path):
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // 2**20
            return Outcome(Taken(refusal=Issue(line=0, code="TOO_LARGE", details={"limit": limit})))
        data = path.read_bytes()
        run = runs.new_run(
            file_name=path.name,
            data=data,
            district_code=self.district_code,
            fall_year=self.options["fall_year"],
            create_schools=self.options["create_schools"],
        )
        with pghistory.context(command="import_indicators", file=path.name), transaction.atomic():
            if self.options["dry_run"]:
                return runs.check(run, data)
            return runs.store(run, data)

    def report(self, path, outcome):
        taken = outcome.taken
        recognised = LABELS.get(taken.format_code, "not recognized")
        self.stdout.write(f"{path.name}: {recognised}")
        if outcome.is_refused:
            self.stdout.write(f"  REFUSED: {runs.first_reason(outcome)}")
        elif outcome.same_as and outcome.changes_nothing:
            self.stdout.write(f"  already in force as import {outcome.same_as.pk}; nothing changed")
            return
        if taken.rows_read:
            self.report_counts(outcome)
        self.report_issues(taken)

    def report_counts(self, outcome):
        taken, verdict = outcome.taken, outcome.verdict
        self.stdout.write(
            f"  rows read {taken.rows_read}, of other districts {taken.rows_other_districts}, "
            f"not taken {taken.rows_refused}; values new {verdict.new}, restated {verdict.restated}, "
            f"same {verdict.same}"
        )
        if outcome.schools_added:
            codes = ", ".join(outcome.schools_added)
            self.stdout.write(f"  schools added (opening and closing day not known): {codes}")

    def report_issues(self, taken):
        shown = taken.kept_issues()
        for issue in shown[:SHOWN_PER_FILE]:
            column = f", {issue.column}" if issue.column else ""
            self.stdout.write(f"  line {issue.line}{column}: {sentence(issue)}")
        if len(taken.issues) > SHOWN_PER_FILE:
            self.stdout.write(f"  … and {len(taken.issues) - SHOWN_PER_FILE} more")
