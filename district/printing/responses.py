"""A printed document as an answer, at the address of its page with `?format=pdf`."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language

from district.printing.engine import TooLong
from district.trail import entries


def wants_pdf(request):
    return request.GET.get("format") == "pdf"


def pdf_response(request, document, name, *, public=False, inline=False):
    """The document as a file called `name` with its day and language; kept by no cache unless it is `public`.

    A download as a rule: then it opens in what the reader has chosen for PDFs, also on a phone. `inline` shows it in
    the browser. What is too long to be printed at once is answered with a page that says so.
    """
    entries.file_taken(request, "pdf")
    try:
        content = document.pdf()
    except TooLong:
        return render(request, "district/too_long_to_print.html", status=422)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(not inline, file_name(document, name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Language"] = get_language()
    response["Cache-Control"] = "no-cache" if public else "private, no-store"
    return response


def file_name(document, name):
    words = slugify(name.replace("–", "-"))[:80].strip("-") or "document"
    return f"{words}-{timezone.localtime(document.made_at):%Y-%m-%d}-{get_language()}.pdf"
