"""Whether people reach the portal at its address: certificate, redirect from HTTP, HSTS. Asked as a browser asks."""

import socket
import ssl
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from fce_portal.installation.findings import advice, good, missing

SECONDS = 8
RENEWED_BEFORE = timedelta(days=10)  # Caddy and certbot renew a month before the end
CLOCKS_APART = timedelta(seconds=30)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def look():
    """`SSL_CERT_FILE` in the environment names a certificate authority of the district's own, as OpenSSL reads it."""
    address = urlsplit(settings.PORTAL_URL)
    if not settings.PRODUCTION:
        return
    if address.scheme != "https":
        yield missing(f"PORTAL_URL is {settings.PORTAL_URL}: links in mails must begin with https://.")
        return
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0:
        yield missing("TRUSTED_PROXIES is 0: behind a proxy everybody seems to call from one address. Set it to 1.")
    answer = ask(f"{settings.PORTAL_URL}/healthz")
    if isinstance(answer, str):
        yield missing(f"{settings.PORTAL_URL} cannot be reached from here: {answer}")
        return
    if answer.status != 200:
        yield missing(
            f"{settings.PORTAL_URL}/healthz answers {answer.status}: does the proxy lead to the portal, and does it "
            "set X-Forwarded-Proto?"
        )
        return
    yield good(f"{settings.PORTAL_URL} answers with a certificate that browsers accept.")
    yield from certificate(address)
    if "max-age" in answer.headers.get("Strict-Transport-Security", ""):
        yield good("Browsers are told to insist on TLS (HSTS).")
    else:
        yield missing("The header Strict-Transport-Security is missing: HSTS_SECONDS is 0, or the proxy takes it away.")
    yield from redirect(address)


def ask(url):
    """The answer, whatever its status; a sentence where there is none."""
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(url, timeout=SECONDS) as answer:
            return answer
    except urllib.error.HTTPError as error:
        error.close()
        return error
    except urllib.error.URLError as error:
        return in_words(error.reason)
    except OSError as error:
        return in_words(error)


def in_words(error):
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not good ({getattr(error, 'verify_message', '') or error})."
    if isinstance(error, socket.gaierror):
        return "the host name is not known; is it entered in the DNS?"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there; does the proxy run?"
    return f"{error}."


def certificate(address):
    try:
        with (
            socket.create_connection((address.hostname, address.port or 443), timeout=SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=address.hostname) as secure,
        ):
            until = datetime.fromtimestamp(ssl.cert_time_to_seconds(secure.getpeercert()["notAfter"]), UTC)
    except OSError:
        return
    # Caddy's own authority gives certificates for half a day: of such a one a third is left when it is renewed.
    if until - datetime.now(UTC) < timedelta(hours=1):
        yield missing(f"The certificate ends at {until:%Y-%m-%d %H:%M} UTC and was not renewed.")
    elif until - datetime.now(UTC) < RENEWED_BEFORE:
        yield advice(f"The certificate ends on {until:%Y-%m-%d}: see that it is renewed.")


def redirect(address):
    if address.port not in (None, 443):
        return
    plain = ask(f"http://{address.hostname}/healthz")
    if isinstance(plain, str):
        yield advice("Nothing answers on port 80: who types the address without https:// finds nothing.")
    elif plain.status in (301, 302, 307, 308) and plain.headers.get("Location", "").startswith("https://"):
        yield good("HTTP leads to HTTPS.")
    else:
        yield missing("Port 80 does not lead to HTTPS: let the proxy redirect.")
