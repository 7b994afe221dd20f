"""Nothing secret and nobody's address leaves in a log: the last thing that every line passes.

It works on what is about to be written, whoever wrote it: our own messages, those of libraries, tracebacks, what the
database says about a row that it refused. What looks like a secret goes; a line too short is better than one too long.
Standard library only: gunicorn's own process uses it before there is Django.
"""

import re

SECRET = "[secret]"
ADDRESS = "[e-mail]"
VALUES = "[values]"
MIDDLE = "\n[…]\n"
LONGEST = 30_000  # characters of a text; a traceback has a tenth of them

# A word that names a secret, as a key of a dictionary, a form's field, a header, a part of a query or a setting.
_NAMES = (
    r"(?:[\w-]*(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|private[_-]?key|credential|csrf[\w-]*"
    r"|session(?:id|_key)|otp|recovery[_-]?codes?|totp)[\w-]*|authorization|(?:set-)?cookie|x-csrftoken|key|sig|signature)"
)
_RULES = [
    # postgresql://portal:hunter2@database/…
    (re.compile(r"(?<=://)[^\s/@:'\"]*:[^\s/@]*(?=@)"), SECRET),
    # Authorization: Bearer abc.def, Cookie: a=b; c=d (to the end of the line or of the quoted text)
    (
        re.compile(r"(?i)\b((?:authorization|(?:set-)?cookie|x-csrftoken)['\"]?\s*[:=]\s*['\"]?)[^\r\n'\"]+"),
        rf"\1{SECRET}",
    ),
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}"), rf"\1 {SECRET}"),
    # password=…, 'token': '…', "api_key": "…"
    (
        re.compile(
            rf"(?i)(?<![\w-])({_NAMES}['\"]?\s*[=:]\s*)(?:\[secret\]|'[^'\r\n]*'|\"[^\"\r\n]*\"|[^\s,;&)}}\]'\"]+)"
        ),
        rf"\1{SECRET}",
    ),
    # Private links: whoever has one needs no account.
    (re.compile(r"((?:^|[\s\"'(=]|://[^/\s]+)/(?:l|e|s|w|a|f)/)[A-Za-z0-9_:.~-]{4,}"), rf"\1{SECRET}"),
    (
        re.compile(r"(/(?:mail|views)/stop/|/views/shared/|/attendance/|/requests/)[A-Za-z0-9_:.~=-]{6,}"),
        rf"\1{SECRET}",
    ),
    (re.compile(r"(/accounts/(?:password/reset/key|confirm-email)/)[^\s/?'\"]+"), rf"\1{SECRET}"),
    # What PostgreSQL quotes of a row that it refused.
    (re.compile(r"(?m)(\b(?:DETAIL|CONTEXT):\s*)[^\r\n]*"), rf"\1{VALUES}"),
    # The words of an exception about a row's values.
    (re.compile(r"(invalid input (?:syntax|value) for [^:]{1,60}: ).*"), rf"\1{VALUES}"),
    # Signed values of Django and tokens: a long run of letters of both cases with digits in between.
    (re.compile(r"\b[A-Za-z0-9_-]{1,200}:[A-Za-z0-9_-]{4,8}:[A-Za-z0-9_-]{27,}\b"), SECRET),
    (re.compile(r"(?<![\w/.-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[A-Za-z0-9_-]{32,}(?![\w-])"), SECRET),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"), SECRET),
    # Everybody's address, also percent-encoded.
    (re.compile(r"(?i)[a-z0-9._%+'-]{1,64}(?:@|%40)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+"), ADDRESS),
]


_SECRET_NAME = re.compile(rf"(?i){_NAMES}")


def is_secret(name):
    """Whether a field of this name is to hold nothing that is logged."""
    return bool(_SECRET_NAME.fullmatch(name))


def redacted(text):
    """The text without what must not be kept. Doing it twice changes nothing more. Of a very long one the middle goes:
    a line that takes a second to look through would hold up the page."""
    if len(text) > LONGEST:
        half = LONGEST // 2 - len(MIDDLE)
        text = text[:half] + MIDDLE + text[-half:]
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
