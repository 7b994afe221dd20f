"""What is typed into a form and not saved yet is kept for the person, as they write and when the portal cannot take
it: a closed phone loses nothing (features, row 105; decision 010).

A view says `@kept_while_typing` and gives its unbound form to `put_back`. The record itself changes only when the
person saves: others read no half sentence, and the audit trail holds what somebody meant.
"""

from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.forms import FileInput
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from district.models import FormDraft
from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before
from district.trail import entries
from district.typed_text import NEVER_KEPT, typed_text

MOST = 100  # drafts of one person; the oldest give way
LONGEST = 60_000  # characters of one draft
OWN_FIELDS = (*NEVER_KEPT, "draft-title")


class NotTaken(Exception):
    """What was sent cannot be taken now; the text says why, in words for the page. What was typed stays."""


def kept_while_typing(view):
    """Decorator of a view with a form; its POST runs in one transaction.

    A redirect means that it was saved, and the draft goes. Any other answer keeps what was typed. Where the record is
    gone, or the view raises NotTaken, the person reads why, with all they typed.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if "X-Draft" in request.headers:
            return HttpResponse(status=204 if keep(request) else 413)
        if "forget-draft" in request.POST:
            forget(request)
            return redirect(request.path)
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
        except Http404:
            return not_taken(request, _("This is not here any more: somebody has taken it out meanwhile."), status=404)
        except NotTaken as refusal:
            return not_taken(request, str(refusal), status=409)
        forget(request) if 300 <= response.status_code < 400 else keep(request)
        return response

    return wrapped


def keep(request):
    """Keep what was sent to this address, in place of what was kept before. False where it is too much to keep."""
    posted = {name: values for name, values in request.POST.lists() if _is_kept(name)}
    if sum(len(value) for values in posted.values() for value in values) > LONGEST or len(request.path) > 200:
        return False
    typed = {name: [value.replace("\0", "") for value in values] for name, values in posted.items()}
    draft = FormDraft(
        user=request.user,
        path=request.path,
        title=request.POST.get("draft-title", "").replace("\0", "")[:200],
        typed=typed,
        kept_at=timezone.now(),
    )
    FormDraft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "path"],
        update_fields=["typed", "kept_at", *(["title"] if draft.title else [])],
    )
    own = FormDraft.objects.filter(user=request.user)
    own.filter(pk__in=own.order_by("-kept_at").values("pk")[MOST:]).delete()
    return True


def _is_kept(name):
    return name not in OWN_FIELDS and "password" not in name


def has_typed(request):
    """Whether a form was sent, not only a button."""
    return any(_is_kept(name) for name in request.POST)


def forget(request):
    FormDraft.objects.filter(user=request.user, path=request.path).delete()


def put_back(request, form):
    """Fill an unbound form with what the person typed into it and did not save. `form.draft`: the draft, or None."""
    form.draft = None
    if not form.is_bound:
        draft = FormDraft.objects.filter(user=request.user, path=request.path).first()
        form.draft = draft and _fill(form, draft)
    return form


def _fill(form, draft):
    typed = QueryDict(mutable=True)
    for name, values in draft.typed.items():
        typed.setlist(name, values)
    sent = {
        name: field.widget.value_from_datadict(typed, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not isinstance(field.widget, FileInput)
        and not field.widget.value_omitted_from_data(typed, {}, form.add_prefix(name))
    }
    if not any(_differs(form, name, value) for name, value in sent.items()):
        draft.delete()
        return None
    form.initial.update(sent)
    return draft


def _differs(form, name, value):
    field = form.fields[name]
    return name != "seen" and field.has_changed(form.get_initial_for_field(field, name), value)


def refused(request, words, back):
    """What cannot be done now: said on the page it came from, or where something was typed with all of it."""
    if has_typed(request):
        raise NotTaken(words)
    messages.warning(request, words)
    return redirect(back)


def not_taken(request, reason, status):
    """The page that says why, with what was typed; the draft stays for when the form can be used again."""
    typed = typed_text(request)
    if status == 404 and not typed.texts:
        raise Http404
    if status != 404:
        keep(request)
    return render(request, "not_taken.html", {"reason": reason, "typed": typed}, status=status)


def sweep():
    """Remove what was typed long ago. Returns how many drafts went."""
    gone, _by_kind = untouched_since(moment_before(portal_settings().drafts_kept_days)).delete()
    entries.forgotten(FormDraft, gone)
    return gone


def untouched_since(moment):
    return FormDraft.objects.filter(kept_at__lt=moment)
