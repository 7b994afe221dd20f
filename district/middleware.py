"""What every request passes: its language, the access table, and the context of the audit trail."""

import pghistory
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from district import access, free_text, mailed_codes, second_factor, sessions, tracing
from district.childrens_names import found_in
from district.languages_offered import codes
from district.typed_text import typed_text

ASKED = "lang"  # the word of an address that names its language, for links from elsewhere


class LanguageMiddleware:
    """The language that the address asks for (`?lang=es`), else the one the person chose (cookie), else the browser's,
    else English. What an address asked for is remembered, so that the next page is in it as well."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = request.GET.get(ASKED, "")
        offered = codes()
        language = asked if asked in offered else translation.get_language_from_request(request)
        if language not in offered:
            language = settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        if asked == language and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
            remember_language(response, language)
        return response


def remember_language(response, language):
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


def without_nul(words):
    """What an address asks, without the sign that PostgreSQL refuses to look at: nobody types it."""
    cleaned = words.copy()
    for name in words:
        cleaned.setlist(name, [value.replace("\0", "") for value in words.getlist(name)])
    return cleaned


class AccessMiddleware:
    """Asks the table of pages before any view runs; a page that is not in the table is a mistake of ours."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if any("\0" in value for value in kwargs.values() if isinstance(value, str)):
            raise Http404  # no record has such a key, and PostgreSQL would not even look
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = without_nul(request.GET)
        name = request.resolver_match.view_name
        try:
            asked = access.PAGES[name]
        except KeyError:
            raise ImproperlyConfigured(f"{name!r} is not in district.access.PAGES") from None
        if asked == access.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return self.sign_in(request)
        if asked != access.SIGNED_IN:
            access.require(request.user, asked)
        return None

    def sign_in(self, request):
        typed = typed_text(request) if request.method == "POST" and not request.htmx else None
        if typed and typed.fields:
            context = {"typed": typed, "path": request.get_full_path()}
            return render(request, "session_ended.html", context, status=403)
        response = redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        return HttpResponseClientRedirect(response.url) if request.htmx else response


class AccountMiddleware:
    """Notes that a session is in use, and leads whoever must have a second factor and has none to where it is set up,
    before anything else. A code that was mailed is stored as a hash."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        mailed_codes.hide_in(request.session)
        return response

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated:
            sessions.note_use(request)
        name = request.resolver_match.view_name
        if second_factor.is_open_without(name) or not second_factor.is_missing(request):
            return None
        address = reverse("mfa_index")
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


class FreeTextMiddleware:
    """Warns after a text was saved that looks as if it named a child: what stands beside the field while one types
    needs a script. Nothing is refused (`childrens_names`)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 302 and free_text.is_looked_at(request):
            kinds = {finding.kind for text in free_text.texts_of(request.POST) for finding in found_in(text)}
            if kinds:
                messages.warning(request, free_text.said_after_saving(kinds))
        return response


class HistoryMiddleware:
    """Opens the audit context of a request that may write: who, from where, at which address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        circumstances = {"user": request.user.pk, "url": request.path, "ip": request.META.get("REMOTE_ADDR", "")}
        with pghistory.context(**circumstances, request=tracing.current_id()):
            return self.get_response(request)
