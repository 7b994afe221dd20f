"""Families and a compact: the public page behind the short address, what they write there, sessions with them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can
from district.drafts import kept_while_typing
from district.models import Language
from district.printing.qr import qr_svg
from district.printing.responses import pdf_response, wants_pdf
from governance.compacts import languages, life, overview, printed
from governance.compacts.comment_limits import may_write
from governance.compacts.forms import FamilyCommentForm, SessionForm
from governance.compacts.kinds import kind_of
from governance.compacts.views.finding import compact_or_404, show_form, version_of
from governance.models import Compact, CompactTranslation, FamilyComment, InputSession
from governance.models.compact_voices import languages_by_tag
from governance.models.compacts import CompactState, DocumentKind
from indicators.parameters import whole_number
from indicators.tasks import ring


@require_safe
def public_list(request):
    """The compacts that are in force, school by school, for everybody."""
    context = {
        "versions": overview.in_force_everywhere(),
        "policies": overview.in_force_everywhere(DocumentKind.POLICY),
    }
    return render(request, "governance/compact_public_list.html", context)


@require_http_methods(["GET", "POST"])
def compact_public(request, code):
    """The compact that is in force, or the draft that families are asked about, in the language of the reader."""
    compact = get_object_or_404(Compact.objects.select_related("school"), code=code)
    if request.GET.get("in") in dict(settings.LANGUAGES):
        translation.activate(request.GET["in"])  # what the portal itself says is in the language of the text
    asking = compact.versions.filter(state=CompactState.FAMILY_INPUT).first()
    version = asking or life.in_force(compact)
    form = FamilyCommentForm(request.POST if request.method == "POST" else None) if asking else None
    status = 200
    if version is not None:
        version.compact = compact
    chosen, offered = chosen_language(request, version)
    if form and request.method == "POST":
        if form.is_from_a_program:
            return redirect(thanks(compact, chosen))  # a program: it learns nothing
        if not may_write(request, version):
            form.add_error(None, _("Too much was written from here within an hour. Please come back later."))
            status = 429
        elif form.is_valid():
            text = form.cleaned_data["text"].replace("\0", "")
            FamilyComment.objects.create(version=version, language=chosen.tag, text=text)
            return redirect(thanks(compact, chosen))
    texts = languages.texts_for(version, chosen.tag) if version and chosen else {}
    if version and wants_pdf(request):
        return printed.sheet_response(request, version, chosen, texts)
    context = {
        "compact": compact,
        "version": version,
        "how": kind_of(compact),
        "is_draft": asking is not None,
        "form": form,
        "is_sent": "sent" in request.GET,
        "chosen": chosen,
        "is_untranslated": version is not None and chosen.tag != languages.SOURCE and not texts,
        "offered": offered,
        "blocks": printed.blocks_for_families(version, texts) if version else [],
    }
    return render(request, "governance/compact_public.html", context, status=status)


def thanks(compact, chosen):
    return reverse("governance:compact-public", args=[compact.code]) + f"?in={chosen.tag}&sent=1#say"


def chosen_language(request, version):
    """The language of the text (`?in=es`, else the one of the page where it is published), and those offered."""
    tags = set(dict(settings.LANGUAGES))
    if version is not None:
        published = version.translations.filter(state=CompactTranslation.State.PUBLISHED)
        tags |= set(published.values_list("language", flat=True))
    offered = list(Language.objects.filter(tag__in=tags))
    wanted = request.GET.get("in") or get_language()
    by_tag = {one.tag: one for one in offered}
    fallback = Language(tag=languages.SOURCE, name="English", own_name="English")
    return by_tag.get(wanted) or by_tag.get(languages.SOURCE) or fallback, offered


@require_safe
def compact_qr(request, code):
    """The QR code of the short address, as a picture for the page and the poster."""
    compact = get_object_or_404(Compact, code=code)
    response = HttpResponse(qr_svg(public_address(request, compact)), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def public_address(request, compact):
    return request.build_absolute_uri(reverse("governance:compact-public", args=[compact.code]))


@require_safe
def compact_poster(request, kind, code, year):
    """A poster with the short address and its QR code, in the language of the reader."""
    compact = compact_or_404(request, kind, code, year)
    document = printed.poster(compact, public_address(request, compact))
    return pdf_response(request, document, _("Poster %(school)s") % {"school": compact.holder})


@require_safe
def compact_sheet(request, kind, code, year):
    """The sheet that families sign and give back, without the name of a child; counted, never kept."""
    compact = compact_or_404(request, kind, code, year)
    version = version_of(compact)
    return pdf_response(request, printed.acknowledgement(version), str(compact))


# ---------------------------------------------------------------------- what was written, and sessions


@require_http_methods(["GET", "POST"])
def voices(request, kind, code, year):
    """What people wrote on the public page: read, taken up or set aside by the school before anybody else sees it."""
    compact = compact_or_404(request, kind, code, year, Can.STEER_COMPACT)
    comments = FamilyComment.objects.filter(version__compact=compact).select_related("version", "read_by")
    if request.method == "POST":
        state = request.POST.get("state")
        number = whole_number(request.POST.get("comment"))
        comment = comments.filter(pk=number).first() if number is not None else None
        if comment and state in FamilyComment.State.values:
            comment.state, comment.read_by = state, request.user
            comment.save()
            messages.success(request, _("Marked as: %(state)s.") % {"state": comment.get_state_display()})
        return redirect("governance:compact-voices", kind, code, year)
    names = languages_by_tag()
    shown = [(one, names.get(one.language, one.language)) for one in comments[:500]]
    context = {"compact": compact, "comments": shown, "public_url": public_address(request, compact)}
    return render(request, "governance/compact_voices.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def session_add(request, kind, code, year):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    return session_page(request, compact, InputSession(version=version_of(compact)))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def session_edit(request, kind, code, year, pk):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    return session_page(
        request, compact, get_object_or_404(InputSession.objects.filter(version__compact=compact), pk=pk)
    )


def session_page(request, compact, session):
    form = SessionForm(request.POST or None, instance=session)
    if form.is_valid():
        form.save()
        ring()
        messages.success(request, _("Saved."))
        return redirect(f"{compact.get_absolute_url()}#sessions")
    return show_form(request, form, compact, _("Families were heard"))
