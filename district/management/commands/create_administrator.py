from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from district import invitations, people, portal_settings
from district.access import Role
from district.models import Membership, User


class Command(BaseCommand):
    help = (
        "Enters the first district administrator and prints the link where that person chooses a password. "
        "With --mail the link is also sent to that address."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name", help="the person's full name, in quotes")
        parser.add_argument("--mail", action="store_true", help="send the link by mail too")
        parser.add_argument("--language", default="en", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *args, email, name, language, mail, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email}: {error.messages[0]}") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"{email} is here already. Administrators change roles in the portal's own pages.")
        role = Membership(role=Role.ADMINISTRATOR)
        user = people.invite(email=email, name=name, language=language, membership=role, by=None)
        days = portal_settings.current().invitation_days
        self.stdout.write(f"{name} can now choose a password, within {days} days, at this page of the portal:")
        link = f"{settings.PORTAL_URL}{invitations.path_for(user)}"
        self.stdout.write(link)
        if not mail:
            return
        if invitations.send(user=user, link=link, by=None):
            self.stdout.write(f"The link was sent to {email} too.")
        else:
            self.stdout.write("The mail server did not take the mail yet; the worker tries again. See send_test_mail.")
