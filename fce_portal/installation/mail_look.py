"""Whether mail can leave: the mail server is asked, but no mail is sent (`manage.py send_test_mail` sends one)."""

import smtplib
import ssl

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend as Smtp

from district import outbox
from district.models.mails import MailState
from fce_portal.installation.findings import advice, good, missing

MADE_UP = (".example", "@example.org", "@example.com")  # names that nobody can have (RFC 2606)
LOCAL = {"", "localhost", "127.0.0.1", "::1"}


def look():
    mailer = get_connection()
    if not isinstance(mailer, Smtp):
        say = missing if settings.PRODUCTION else advice
        yield say("Mail does not leave this machine: set EMAIL_URL, for instance smtp+tls://user:password@host:587.")
        return
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith(MADE_UP):
        yield missing(f"DEFAULT_FROM_EMAIL is {settings.DEFAULT_FROM_EMAIL}: set an address of the district.")
    if not (mailer.use_tls or mailer.use_ssl) and mailer.host not in LOCAL:
        yield advice(f"Mail goes to {mailer.host} without TLS: begin EMAIL_URL with smtp+tls:// or smtp+ssl://.")
    try:
        mailer.open()
        mailer.close()
    except (OSError, smtplib.SMTPException) as error:
        yield missing(in_words(error, mailer))
    else:
        yield good(
            f"The mail server {mailer.host} takes the portal's sign-in. `manage.py send_test_mail` sends a mail."
        )
    failed = outbox.counts()[MailState.FAILED]
    if failed:
        yield advice(f"{failed} mails could not be sent and were put aside: the page “Mail of the portal” says why.")


def in_words(error, mailer):
    """What a failure of the mail server means and what to look at; nothing of user name or password."""
    where = f"{mailer.host}:{mailer.port}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return (
            f"The mail server {where} refuses user or password of EMAIL_URL (special signs in them as %40 and so on)."
        )
    if isinstance(error, ssl.SSLError):
        reason = getattr(error, "reason", "") or error
        return f"No TLS with the mail server {where}: {reason}. Port 587 goes with smtp+tls://, 465 with smtp+ssl://."
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"The mail server {where} does not do what EMAIL_URL asks: {error}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server {where} refuses: {error.smtp_code} {bytes(error.smtp_error).decode(errors='replace')}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"The mail server {where} does not take mail for this address."
    return (
        f"The mail server {where} cannot be reached: {error}. Look at host and port of EMAIL_URL and at the firewall."
    )
