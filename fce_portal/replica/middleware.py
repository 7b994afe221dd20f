"""Decides for each request from where it reads, and keeps what its reader wrote and was shown (decision 057).

What somebody wrote is kept on the primary, for the person (`ReadMark`): it holds in each of their browsers, and two
answers that cross on their way cannot undo it. What they were shown is kept in a signed cookie.

A page that the replica fails is made again from the primary: nothing was written yet, or it would have been read from
there. What is sent row by row is therefore read to its end before the first row leaves.
"""

import tempfile

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signing import BadSignature, Signer
from django.http import FileResponse

from district import reading
from district.reading import Reading
from fce_portal.replica import choosing, servers, told
from fce_portal.replica.pages import FROM_REPLICA

COOKIE = "seen"
SALT = "what this browser was shown"
SAFE = ("GET", "HEAD", "OPTIONS")
IN_MEMORY = 1024 * 1024  # bytes of a file that is sent row by row; the rest of it waits on the disk
PIECE = 64 * 1024
EVERYTHING = 2**62  # a mark that no log reaches: read what is as new as the primary


class ReadingMiddleware:
    """The innermost: it stands around the view and nothing else."""

    def __init__(self, get_response):
        if not settings.REPLICA_URL:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        request.reading = Reading()
        with reading.reading_as(request.reading):
            response = self.get_response(request)
            if request.reading.is_from_replica and response.streaming and not isinstance(response, FileResponse):
                response = self.read_to_the_end(request, response)
            if request.user.is_authenticated:
                remember(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if request.method not in SAFE or name not in FROM_REPLICA:
            return
        choice = choosing.choose(reader=request.user.pk, seen=seen_by(request))
        told.count(choice.why)
        begin(request, choice.reading)

    def process_exception(self, request, exception):
        if not servers.is_unable(exception) or not request.reading.is_from_replica:
            return None
        return self.again(request, exception)

    def again(self, request, error):
        """The page from the primary, after the replica failed it."""
        choosing.failed(error)
        told.count("failed")
        primary = servers.primary(request.user.pk)
        begin(request, Reading(position=primary.position, written=primary.written))
        match = request.resolver_match
        response = match.func(request, *match.args, **match.kwargs)
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
        return response

    def read_to_the_end(self, request, response):
        try:
            response.streaming_content = read(response.streaming_content)
        except servers.UNABLE as error:
            response.close()
            if not servers.is_unable(error):
                raise
            return self.again(request, error)
        return response


def begin(request, found):
    """From here on the request reads so: the object that the router looks at stays the same."""
    now = request.reading
    now.alias, now.position, now.written = found.alias, found.position, found.written


def read(pieces):
    """All pieces, read now and given out again later; memory does not grow with them."""
    kept = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 closed by who gives it out
    try:
        for piece in pieces:
            kept.write(piece)
    except BaseException:
        kept.close()
        raise
    kept.seek(0)
    return given_out(kept)


def given_out(kept):
    with kept:
        while piece := kept.read(PIECE):
            yield piece


def remember(request, response):
    """What this person wrote with the request, for the primary to keep; what they were shown, for their browser."""
    held = True
    if request.reading.has_written or request.method not in SAFE:
        held = reading.remember_write(request.user.pk)
    # What is still to be read while it is sent may be newer than anything that can be said now.
    seen = newest_shown(request) if held and not response.streaming else EVERYTHING
    response.set_cookie(
        COOKIE,
        signer().sign(str(seen)),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )


def newest_shown(request):
    """Nothing on the page is newer: asked of the server it was read from, after it was read."""
    try:
        if request.reading.is_from_replica:
            return servers.standby().position
        return servers.primary().position
    except servers.UNABLE:
        return EVERYTHING


def seen_by(request):
    """What this browser was shown; 0 if it does not say, or not in our hand."""
    try:
        return int(signer().unsign(request.COOKIES.get(COOKIE, "")))
    except (BadSignature, ValueError):
        return 0


def signer():
    return Signer(salt=SALT)
