import argparse
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from district.directory.applying import apply
from district.directory.reading import read
from district.directory.reasons import FileRefused, sentence


def day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day looks like 2020-02-01") from None


class Command(BaseCommand):
    help = "Take the state's education directory in: schools by their state code, changes from the day it describes."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--district", default="0640011", help="state code of the district (default: Hartford)")
        parser.add_argument("--as-of", type=day, help="the day the file describes (default: today)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(self, *args, **options):
        as_of = options["as_of"] or timezone.localdate()
        try:
            directory = read(options["file"].read_bytes(), options["district"])
        except OSError as problem:
            raise CommandError(f"Cannot read {options['file']}: {problem.strerror}") from problem
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        with transaction.atomic():
            planned = apply(directory, district_code=options["district"], as_of=as_of)
            transaction.set_rollback(options["dry_run"])
        self.report(directory, planned, options["dry_run"])

    def report(self, directory, planned, dry_run):
        say = self.stdout.write
        say("Nothing was changed (dry run)." if dry_run else "Taken in.")
        say(f"Rows read: {directory.rows_read}, of other districts: {directory.rows_other_districts}")
        if planned.district_name:
            say(f"District: now called {planned.district_name}")
        say(f"Schools: {len(planned.new)} new, {len(planned.changed)} changed, {len(planned.same)} unchanged")
        for listed in planned.new:
            say(f"  new      {listed.code} {listed.name}")
        for change in planned.changed:
            said = "; ".join(f"{name}: {before} -> {after}" for name, (before, after) in change.differences.items())
            say(f"  changed  {change.listed.code} {change.listed.name}: {said}")
        for school in planned.not_listed:
            say(f"  in the portal, not in the file: {school.code} {school}")
        say(f"Rows not taken: {len(planned.issues)}")
        for issue in planned.issues:
            say(f"  line {issue.line}: {issue.code} {issue.name}: {sentence(vars(issue))}")
