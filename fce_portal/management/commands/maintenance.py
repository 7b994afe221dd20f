from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from district import maintenance


class Command(BaseCommand):
    help = "Begins or ends a maintenance: readers see a page that says so, administrators come in, jobs wait."
    requires_system_checks = []  # it works while the database is away

    def add_arguments(self, parser):
        parser.add_argument("step", choices=["on", "off", "status"])
        parser.add_argument("why", nargs="?", default="", help="what readers are told, in plain words")
        parser.add_argument("--until", help="when it should be over, as 2026-08-01T18:00 in the district's time")

    def handle(self, *args, step, why, until, **options):
        if step == "on":
            self.begin(why.strip(), until)
        elif step == "off":
            self.say("The maintenance is over.", maintenance.end())
        held = maintenance.current()
        if step == "status":
            self.stdout.write(f"Maintenance since {held.since:%Y-%m-%d %H:%M} UTC: {held.why}" if held else "None.")

    def begin(self, why, until):
        if not why:
            raise CommandError('Say why, for readers: manage.py maintenance on "We move to a new server."')
        if len(why) > 200:
            raise CommandError("Say why in at most 200 characters.")
        self.say("The maintenance has begun.", maintenance.begin(why, until=moment(until)))

    def say(self, text, is_recorded):
        self.stdout.write(text if is_recorded else f"{text} The database does not answer, so there is no record of it.")


def moment(text):
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is no time; write 2026-08-01T18:00.") from error
    return when if timezone.is_aware(when) else timezone.make_aware(when)
