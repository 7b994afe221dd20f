"""The council's review: comments at a passage, replies, wordings that are taken over; the vote; the other moves."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from district.access import Can
from district.drafts import kept_while_typing
from governance.compacts import decisions, languages, life, passages
from governance.compacts.forms import ApprovalForm, BoardApprovalForm, CommentForm, NoteForm, ReplyForm
from governance.compacts.life import MOVES, NotPossible
from governance.compacts.views.finding import compact_or_404, open_version, save_and_return, show_form, version_of
from governance.meetings import where_to_vote
from governance.models import CompactComment
from governance.models.compacts import ALL_TEXTS


def passage_or_404(version, key):
    found = next((one for one in passages.passages(version) if one.key == key), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@kept_while_typing
def comment_add(request, kind, code, year, passage):
    compact = compact_or_404(request, kind, code, year, Can.COMMENT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    of = passage_or_404(version, passage)
    comment = CompactComment(version=version, passage=passage, quoted=of.text, by=request.user)
    form = CommentForm(request.POST or None, instance=comment)
    if form.is_valid():
        form.save()
        messages.success(request, _("The comment stands beside its passage."))
        return redirect(f"{compact.get_absolute_url()}#{passage}")
    back = f"{compact.get_absolute_url()}#{passage}"
    own = languages.in_readers_language(version).get(passage)
    return show_form(request, form, compact, _("Comment"), kicker=of.label, quoted=of.text, own=own, back=back)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def comment_reply(request, kind, code, year, pk):
    compact = compact_or_404(request, kind, code, year, Can.COMMENT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    first = get_object_or_404(version.comments.filter(reply_to=None), pk=pk)
    reply = CompactComment(version=version, passage=first.passage, by=request.user, reply_to=first)
    form = ReplyForm(request.POST or None, instance=reply)
    if form.is_valid():
        form.save()
        messages.success(request, _("The reply stands below the comment."))
        return redirect(f"{compact.get_absolute_url()}#{first.passage}")
    back = f"{compact.get_absolute_url()}#{first.passage}"
    return show_form(request, form, compact, _("Reply"), quoted=first.text, back=back)


@require_POST
@transaction.atomic
def comment_resolve(request, kind, code, year, pk):
    """Whoever wrote it, the chair, or whoever writes the compact, says that it is settled. It stays readable."""
    compact = compact_or_404(request, kind, code, year, Can.COMMENT_COMPACT)
    comment = get_object_or_404(CompactComment.objects.filter(version__compact=compact, reply_to=None), pk=pk)
    if comment.by_id != request.user.pk:
        compact.require(request.user, Can.SETTLE_COMPACT)
    resolve(comment, request.user)
    messages.success(request, _("The comment is closed. It stays readable."))
    return redirect(f"{compact.get_absolute_url()}#{comment.passage}")


def resolve(comment, user):
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = timezone.now(), user
        comment.save()


@require_POST
@transaction.atomic
def wording_take(request, kind, code, year, pk):
    """Take a proposed wording over into the text, and close the comment; refused where the text has changed since."""
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    proposals = version.comments.filter(resolved_at=None, reply_to=None).exclude(wording="")
    comment = get_object_or_404(proposals, pk=pk)
    if not put_wording(version, comment):
        messages.warning(
            request, _("The text has changed since this was proposed: change it by hand, then close the comment.")
        )
        return redirect(f"{compact.get_absolute_url()}#{comment.passage}")
    resolve(comment, request.user)
    return save_and_return(request, version, _("The proposed wording stands in the text."), comment.passage)


def put_wording(version, comment):
    """Put the proposed wording where the quoted text still stands; returns whether it did."""
    current = next((one for one in passages.passages(version) if one.key == comment.passage), None)
    if current is None or current.text != comment.quoted:
        return False
    if comment.passage in ALL_TEXTS:
        setattr(version, comment.passage, comment.wording)
        version.save()
        return True
    for section in passages.sections_of(version):
        for part, (field, _label) in passages.SECTION_TEXTS.items():
            if f"{section.key}-{part}" == comment.passage:
                setattr(section, field, comment.wording)
                section.save()
                return True
        for goal in section.goals.all():
            if f"{section.key}-goal-{goal.position}" == comment.passage and len(comment.wording) <= 300:
                goal.statement = comment.wording
                goal.save()
                return True
    return False


# ---------------------------------------------------------------------- the way


@require_http_methods(["GET", "POST"])
def compact_move(request, kind, code, year, name):
    """One step on the way: asked once more, with a note where the step needs it."""
    compact = compact_or_404(request, kind, code, year)
    if name not in MOVES:
        raise Http404
    step = MOVES[name]
    compact.require(request.user, step.permission)
    version = version_to_move(compact, step)
    sent = request.POST if request.method == "POST" else None
    if name == "approve":
        form = (ApprovalForm if compact.school_id else BoardApprovalForm)(sent, label=step.label)
    else:
        form = NoteForm(sent, label=step.label, asks_for_note=step.asks_for_note)
    if form.is_valid():
        try:
            life.move(
                name, version=version, by=request.user, note=form.cleaned_data.get("note", ""), board=board_of(form)
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done: %(move)s.") % {"move": step.label})
            return redirect(compact)
    guidance, vote_at = guidance_of(step, version), ""
    if name == "approve" and compact.school_id and not (form.is_bound or decisions.can_be_approved(version)):
        vote_at = where_to_vote(compact.school)
    return show_form(request, form, compact, step.label, guidance=guidance, vote_at=vote_at)


def board_of(form):
    """What the district's board decided, where the form asks for it."""
    data = form.cleaned_data
    return (data["decided_on"], data["words"]) if "decided_on" in data else None


def version_to_move(compact, step):
    """The newest version in a state from which the step leads; else the newest, and the refusal says its state."""
    version = compact.versions.filter(state__in=step.from_states).first() or version_of(compact)
    version.compact = compact
    return version


def guidance_of(step, version):
    """What the person needs to know before they take the step."""
    if step.name == "undo":
        return _(
            "The vote stays as it was recorded. What this version had replaced is in force again, and its text goes "
            "back to the council as a new version."
        )
    if step.name != "approve":
        return ""
    if version.compact.school_id is None:
        return _("The district's own policy is approved by its board, which does not meet in the portal.")
    motion = decisions.carried(version)
    if motion is None:
        return _("It is approved by a carried motion of the council: put it on the agenda of a meeting.")
    reason = decisions.why_not_by(motion, version)
    words = {"motion": motion, "meeting": motion.meeting, "reason": reason}
    if reason:
        return _("%(motion)s, %(meeting)s, does not approve it: %(reason)s") % words
    return _("It is approved by %(motion)s, carried at this meeting: %(meeting)s.") % words
