"""What the portal keeps of a person: why, for how long, and all of it to look at and to take out (OWASP ASVS 8.3.2,
8.3.3). What somebody did in office is the district's record and stays; here it is counted, and the pages show it.

`PARTS` is the one list, for the page that anybody can read and for the person's own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models import Count, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import notices, sessions
from district.models import AuditEntry, CalendarFeed, Membership, Notice, OutgoingMail, SavedView, User
from district.portal_settings import known

MOST = 5000  # rows of a part: the newest; more is in the trail, for whoever may read it


@dataclass(frozen=True)
class Part:
    """A kind of personal data: what it is for, how long it stays, and `rows(user)`: (what, value, when)."""

    key: str
    label: str
    why: str
    kept: Callable
    rows: Callable


def as_long_as_the_record():
    return _("As long as the district's record: an account is shut and not deleted.")


def until_removed():
    return _("Until you remove it.")


def days(setting):
    return lambda: _("%(days)s days.") % {"days": getattr(known(), setting)}


def of_account(user):
    yield _("Name"), user.name, None
    yield _("Language"), user.get_preferred_language_display(), None
    yield _("Mail of the morning"), user.get_digest_display(), None
    yield _("Invited"), "", user.invited_at
    yield _("Last sign-in"), "", user.last_login
    for address in EmailAddress.objects.filter(user=user):
        yield _("E-mail"), address.email, None


def of_roles(user):
    for role in Membership.objects.filter(user=user).select_related("school"):
        until = role.ends_on.isoformat() if role.ends_on else ""
        place = f", {role.school}" if role.school else ""
        yield f"{role.get_role_display()}{place}", until, role.starts_on


def of_factors(user):
    for one in Authenticator.objects.filter(user=user):
        yield one.get_type_display(), str(one.wrap()) if one.type == Authenticator.Type.WEBAUTHN else "", one.created_at


def of_sessions(user):
    for one in sessions.open_sessions(user):
        yield one.device, one.ip, one.last_seen_at


def of_drafts(user):
    for one in user.form_drafts.all()[:MOST]:
        yield one.path, " · ".join(_typed(one.typed)), one.kept_at


def _typed(typed):
    """The words of a draft, whatever its shape."""
    if isinstance(typed, dict):
        typed = typed.values()
    for value in typed if not isinstance(typed, str) else [typed]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, tuple, dict)):
            yield from _typed(value)


def of_views(user):
    for one in SavedView.objects.visible_to(user)[:MOST]:
        yield one.name, one.address, one.made_at


def of_feeds(user):
    for one in CalendarFeed.objects.filter(user=user):
        yield _("A private address of your dates"), "", one.made_at


def of_notices(user):
    for one in Notice.objects.visible_to(user).select_related("school", "by")[:MOST]:
        yield notices.sentence_of(one), one.path, one.made_at


def of_mails(user):
    for one in OutgoingMail.objects.filter(recipient=user).order_by("-made_at")[:MOST]:
        yield one.get_kind_display(), one.get_state_display(), one.made_at


def of_trail(user):
    for one in AuditEntry.objects.filter(user=user)[:MOST]:
        yield one.get_kind_display(), " ".join(filter(None, [one.page, one.address])), one.at


def of_records(user):
    """Where the person's name stands: how many records of each kind. One query."""
    counts = [
        relation.related_model._base_manager.filter(**{relation.field.name: user})
        .order_by()
        .annotate(kind_of_record=Value(relation.related_model._meta.label_lower))
        .values("kind_of_record")
        .annotate(rows_of_it=Count("pk"))
        for relation in _relations()
    ]
    totals = {}
    for row in counts[0].union(*counts[1:], all=True):
        totals[row["kind_of_record"]] = totals.get(row["kind_of_record"], 0) + row["rows_of_it"]
    for kind, total in sorted(totals.items()):
        yield capfirst(str(apps.get_model(kind)._meta.verbose_name)), str(total), None


def _relations():
    """Every column of a record that names a person, without the audit trail's copies and what the parts above show."""
    shown = {Membership, Notice, OutgoingMail, SavedView, CalendarFeed, AuditEntry, EmailAddress, Authenticator}
    found = []
    for relation in User._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        model = relation.related_model
        if model in shown or hasattr(model, "pgh_tracked_model") or model._meta.app_label not in OURS:
            continue
        if _is_indexed(relation.field):
            found.append(relation)
    return found


def _is_indexed(field):
    """Whether counting by this column reads an index: of a table of millions, no page reads all rows."""
    first = {index.fields[0].lstrip("-") for index in field.model._meta.indexes if index.fields}
    return field.db_index or field.unique or field.name in first


OURS = ("district", "indicators", "plans", "partnerships", "governance")

PARTS = [
    Part(
        "account",
        gettext_lazy("Account"),
        gettext_lazy("To know who signs in, to write to you, and to speak your language."),
        as_long_as_the_record,
        of_account,
    ),
    Part(
        "roles",
        gettext_lazy("Roles"),
        gettext_lazy("To let you see and do what belongs to your office, and to show later who could."),
        as_long_as_the_record,
        of_roles,
    ),
    Part(
        "second-steps",
        gettext_lazy("Second steps at sign-in"),
        gettext_lazy("To protect your account."),
        until_removed,
        of_factors,
    ),
    Part(
        "sessions",
        gettext_lazy("Where you are signed in"),
        gettext_lazy("So that you can see and end it."),
        days("sessions_kept_days"),
        of_sessions,
    ),
    Part(
        "drafts",
        gettext_lazy("What you typed and did not save"),
        gettext_lazy("So that nothing is lost."),
        days("drafts_kept_days"),
        of_drafts,
    ),
    Part("views", gettext_lazy("Your views"), gettext_lazy("Because you kept them."), until_removed, of_views),
    Part(
        "calendar",
        gettext_lazy("Your dates in a calendar"),
        gettext_lazy("Because you asked for it."),
        until_removed,
        of_feeds,
    ),
    Part(
        "notices",
        gettext_lazy("Notices"),
        gettext_lazy("To tell you what happened in your work."),
        days("notices_kept_days"),
        of_notices,
    ),
    Part(
        "mails",
        gettext_lazy("Mails to you"),
        gettext_lazy("To answer “I never got it”. The list says when, not what."),
        days("mails_kept_days"),
        of_mails,
    ),
    Part(
        "trail",
        gettext_lazy("Sign-ins, files taken and looks at small counts"),
        gettext_lazy("The audit trail: proof of who had access, also for you."),
        as_long_as_the_record,
        of_trail,
    ),
    Part(
        "records",
        gettext_lazy("Records that bear your name"),
        gettext_lazy("What you did in office is the district's record, and partly open to the public by law."),
        as_long_as_the_record,
        of_records,
    ),
]


def rows_of(user):
    """All of it: (part, what, value, when). A fixed number of queries."""
    return [(str(part.label), *row) for part in PARTS for row in part.rows(user)]
