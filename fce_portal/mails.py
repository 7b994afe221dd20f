"""The one list of the mails that leave by the outbox, and who writes each; `district` reads it by settings.MAILS."""

from district import letters, notice_mail
from district.models.mails import MailKind
from fce_portal import digest
from governance import telling
from indicators import view_mails

WRITERS = {
    MailKind.NOTICES: notice_mail.write,
    MailKind.DIGEST: digest.write,
    MailKind.LETTER: letters.write,
    MailKind.MEETING: telling.write,
    MailKind.VIEW: view_mails.write,
}
