from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from district.staff.applying import ManyLeave, apply, invite
from district.staff.reading import read
from district.staff.reasons import StaffFileRefused, sentence


class Command(BaseCommand):
    help = "Take the district's staff file in (CSV or OneRoster ZIP): for a nightly run. All of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument("--no-invitations", action="store_true", help="send no mail to new people")
        parser.add_argument("--many-may-leave", action="store_true", help="also if more than a fifth would lose a role")

    def handle(self, *args, **options):
        try:
            found = read(options["file"].read_bytes())
            with transaction.atomic():
                planned, invited = apply(
                    found, on=timezone.localdate(), many_may_leave=options["many_may_leave"] or options["dry_run"]
                )
                if not options["no_invitations"]:
                    invite(invited, by=None)
                transaction.set_rollback(options["dry_run"])
        except OSError as problem:
            raise CommandError(f"Cannot read {options['file']}: {problem.strerror}") from problem
        except StaffFileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ManyLeave:
            raise CommandError(
                "More than a fifth of those whom the staff file gave a role are missing in this one; nothing was "
                "changed. Say --many-may-leave if it is whole."
            ) from None
        self.report(found, planned, options["dry_run"])

    def report(self, found, planned, dry_run):
        say = self.stdout.write
        say("Nothing was changed (dry run)." if dry_run else "Taken in.")
        say(f"Rows read: {found.rows_read}, passed over: {found.rows_passed_over}")
        say(f"People: {len(planned.people)} new, {len(planned.renamed)} with another name")
        say(f"Roles: {len(planned.roles)} new, {len(planned.changed)} changed, {planned.same_total} unchanged")
        say(f"Roles ended: {len(planned.leaves)}")
        for role in planned.leaves:
            say(f"  leaves  {role.user.email} {role.role} {role.school.code}")
        say(f"Rows not taken: {len(planned.issues)}")
        for issue in planned.issues:
            say(f"  line {issue.line}: {issue.who}: {sentence(vars(issue))}")
