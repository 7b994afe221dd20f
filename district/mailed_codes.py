"""The code that somebody asked for by mail, as it lies in the session until it is typed: a keyed hash, never the code.

allauth puts the code itself there. `hide_in` replaces it before the session is stored, and `hides` is what the form
compares with: whoever reads the database cannot sign in with what stands there (OWASP ASVS 2.7.5).
"""

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.core.internal.cryptokit import normalize_user_code
from django.utils.crypto import constant_time_compare, salted_hmac

HIDDEN = "hidden:"
SALT = "district.mailed_codes"


def hide_in(session):
    """Replace the code of a sign-in that is under way, if there is one. Reads the session only where it was used."""
    if not session.accessed:
        return
    stages = ((session.get(LOGIN_SESSION_KEY) or {}).get("state") or {}).get("stages") or {}
    data = (stages.get("login_by_code") or {}).get("data") or {}
    code = data.get("code")
    if code and not code.startswith(HIDDEN):
        data["code"] = hidden(code)
        session.modified = True


def hides(kept, typed):
    """Whether the kept text is that of the typed code."""
    return bool(kept) and constant_time_compare(kept, hidden(typed))


def hidden(code):
    return HIDDEN + salted_hmac(SALT, normalize_user_code(code), algorithm="sha256").hexdigest()
