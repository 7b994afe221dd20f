"""Where a person is signed in: each browser with words for the device, when it was last used, and ending it."""

import re
import time

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before

NOTED_EVERY = 600  # seconds: "last used" is as exact as that, for one write in ten minutes
NOTED = "use_noted_at"
SHOWN = 50

# In this order: what comes later pretends to be what came before in its own words as well.
BROWSERS = [
    ("Edge", r"\bEdg(e|A|iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Chrome|CriOS|HeadlessChrome)/"),
    ("Safari", r"\bSafari/"),
]
SYSTEMS = [
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Chromebook", r"\bCrOS\b"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux"),
]


def device_words(user_agent):
    """ "Chrome on Windows", from what the browser says of itself; as much as is known."""
    browser, system = first_in(BROWSERS, user_agent), first_in(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser that does not say which")


def first_in(names, text):
    return next((name for name, pattern in names if re.search(pattern, text)), "")


def open_sessions(user):
    """The person's open sessions, the one used last first; those that are over are forgotten."""
    held = UserSession.objects.purge_and_list(user)
    held.sort(key=lambda session: session.last_seen_at, reverse=True)
    for session in held:
        session.device = device_words(session.user_agent)
    return held[:SHOWN]


def end_all(user, but=None):
    """Sign the person out everywhere, except in the session with the key `but`. Returns how many were ended."""
    ended = list(UserSession.objects.filter(user=user).exclude(session_key=but))
    for session in ended:
        session.end()
    return len(ended)


@receiver([password_changed, password_set, password_reset], dispatch_uid="sessions end with a password")
def end_with_the_password(sender, request, user, **_details):
    """Whoever knew the old password is out: Django refuses their sessions, and here they leave the list too."""
    end_all(user, but=request.session.session_key)


@receiver(user_logged_in, dispatch_uid="use of a session")
def begin(sender, request, **_details):
    request.session[NOTED] = int(time.time())


def forget_old():
    """For the night: sessions that were over long ago, and what is kept of their browsers."""
    over_before(moment_before(portal_settings().sessions_kept_days)).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def over_before(moment):
    return Session.objects.filter(expire_date__lt=min(moment, timezone.now()))


def note_use(request):
    """Keep when the session was last used, at most once in ten minutes."""
    now = int(time.time())
    if now - request.session.get(NOTED, 0) < NOTED_EVERY:
        return
    request.session[NOTED] = now
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
