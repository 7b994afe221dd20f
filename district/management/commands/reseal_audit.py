from django.core.management.base import BaseCommand, CommandError

from district.trail import resealing


class Command(BaseCommand):
    help = (
        "Seals a table of the audit trail anew from its first row, after a migration took away columns that were "
        "sealed. What was sealed before can then no longer be checked: verify first. The reason stays in the chain."
    )

    def add_arguments(self, parser):
        parser.add_argument("table")
        parser.add_argument("--because", required=True, metavar="REASON")

    def handle(self, *args, **options):
        try:
            seals = resealing.reseal(options["table"], options["because"])
        except resealing.NothingToSealAnew as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{sum(seal.rows for seal in seals)} rows sealed anew.\n{seals[-1].number} {seals[-1].hash}")
