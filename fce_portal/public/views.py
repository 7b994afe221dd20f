"""Pictures for links, news, and what search engines ask for."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from district.languages_offered import codes
from fce_portal.public import cards, news, sitemap
from fce_portal.public.sharing import absolute
from indicators.models import Indicator


@require_safe
def card(request):
    return picture(cards.of_front())


@require_safe
def card_of_indicator(request, code):
    return picture(cards.of_indicator(get_object_or_404(Indicator, pk=code)))


def picture(data):
    png, digest = cards.drawn(data)
    response = HttpResponse(png, content_type="image/png")
    response["ETag"] = quote_etag(digest)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def news_feed(request):
    return HttpResponse(news.feed(request.path), content_type="application/atom+xml; charset=utf-8")


@require_safe
def site_map(request):
    languages = codes()
    found = [absolute(path, code) for path in sitemap.paths() for code in languages]
    return render(request, "public/sitemap.xml", {"found": found}, content_type="application/xml; charset=utf-8")


@require_safe
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in sitemap.NOT_FOR_ROBOTS)]
    lines.append(f"Sitemap: {absolute(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
