import smtplib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from fce_portal.installation.mail_look import in_words
from fce_portal.version import portal_version


class Command(BaseCommand):
    help = "Sends one mail to ADDRESS at once, not through the outbox, and says what the mail server answered."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *args, address, **options):
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address}: {error.messages[0]}") from error
        mailer = get_connection()
        mail = EmailMessage(
            "Test mail of the FCE Portal",
            f"Mail of the portal at {settings.PORTAL_URL} arrives.\n"
            f"Version {portal_version()}, sent at {timezone.localtime():%Y-%m-%d %H:%M}.\n",
            to=[address],
            connection=mailer,
        )
        try:
            mail.send()
        except (OSError, smtplib.SMTPException) as error:
            raise CommandError(in_words(error, mailer) if hasattr(mailer, "host") else str(error)) from error
        if hasattr(mailer, "host"):
            self.stdout.write(
                f"{mailer.host} took the mail from {settings.DEFAULT_FROM_EMAIL}. Look whether it arrives."
            )
        else:
            self.stdout.write("EMAIL_URL names no mail server: the mail stays on this machine.")
