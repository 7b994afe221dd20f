from django.core.management.base import BaseCommand, CommandError

from district import faults, tracing


class Command(BaseCommand):
    help = "Says what is known of the code that an error page showed, or of the id of a request."

    def add_arguments(self, parser):
        parser.add_argument("code", help="as on the page: K7QM-2F9D; or a request's id from the log")

    def handle(self, *args, code, **options):
        found = list(faults.sightings_of(code)[:5])
        if not found:
            shown = tracing.as_code(code) or code
            raise CommandError(
                f"No fault was kept under {shown}. Pages that refuse or do not exist show a code as well; "
                f'the log has them: look for the line with "code": "{shown}".'
            )
        for one in found:
            fault = one.fault
            self.stdout.write(f"{one.code}  {one.at:%Y-%m-%d %H:%M:%S} UTC  request {one.request_id}")
            self.stdout.write(f"  {fault.get_source_display().lower()}: {fault.page}")
            self.stdout.write(f"  {fault.kind} at {fault.place}; {fault.total} times since {fault.first_at:%Y-%m-%d}")
