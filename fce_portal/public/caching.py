"""What browsers and caches may keep: pages of the public site for anonymous readers, and nothing of anybody else.

What somebody signed in reads is not kept at all, not even by their browser: on the computer in a school's family room
the next person would press "Back" and read on.

Such a page may be kept, and has to be asked for each time (`no-cache`): the answer is either that nothing changed (304,
a few bytes) or the new page. So whatever is published, told or taken down is there, or gone, at once. The ETag is a
digest of the page itself: nothing that a page shows can be forgotten in it. It differs by language (a cookie, or the
browser's wish) and for who is signed in (a cookie): `Vary` says so.
"""

import hashlib

from django.conf import settings
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe, quote_etag

from fce_portal.public.pages import is_of_the_site

VARIES = ["Accept-Language", "Cookie"]
FOR_EVERYBODY = "public, no-cache"
FOR_ONE = "private, no-cache"  # an answer to one reader without an account
FOR_NOBODY_ELSE = "private, no-store"  # to somebody signed in


class PublicSiteMiddleware:
    """Stands around sessions, languages and form tokens, so that it sees every cookie that an answer sets."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = FOR_NOBODY_ELSE
            return response
        if request.method in ("GET", "HEAD") and response.status_code == 200 and is_of_the_site(request):
            return for_everybody(request, response)
        return response


def for_everybody(request, response):
    """The answer with what caches need; 304 where the reader has it already."""
    others = set(response.cookies) - {settings.LANGUAGE_COOKIE_NAME}
    if others:
        return response  # a form's token: this answer is for one reader
    response.headers["Cache-Control"] = FOR_ONE if response.cookies else FOR_EVERYBODY
    patch_vary_headers(response, VARIES)
    if not response.streaming and not response.has_header("ETag"):
        response.headers["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    changed = response.headers.get("Last-Modified")
    return get_conditional_response(
        request,
        etag=response.headers.get("ETag"),
        last_modified=parse_http_date_safe(changed) if changed else None,
        response=response,
    )
