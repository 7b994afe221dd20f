"""Board packets: all that were made, composing one, one with its file and its slides, and packets by schedule."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import jobs, school_years
from district.access import Can, may
from district.drafts import kept_while_typing, put_back
from district.models.jobs import JobState
from indicators.import_pages import JOB_MARKS
from indicators.models import Packet, PacketSchedule
from indicators.packet_forms import PacketForm, ScheduleForm, WithdrawForm
from indicators.packets import making, schedules, sections, slides
from indicators.parameters import chosen_page, this_year, whole_number

PER_PAGE = 25
HTMX_STOP_POLLING = 286
COPIED = ("title", "language", "sections", "schools")


@require_safe
def packet_list(request):
    """Every packet that was made, the newest first, and the schedules by which some make themselves."""
    found = Packet.objects.without_files().select_related("asked_by", "job", "schedule", "meeting")
    page = Paginator(found, PER_PAGE).get_page(chosen_page(request))
    for packet in page:
        packet.year_label = school_years.label(packet.fall_year)
        packet.state_words, packet.state_kind = packet.state
    running = list(PacketSchedule.objects.filter(stopped_on=None).select_related("set_by"))
    for one in running:
        one.says = schedules.in_words(one, timezone.localdate())
    context = {"page": page, "schedules": running, "may_make": may(request.user, Can.MAKE_PACKET)}
    return render(request, "indicators/packet_list.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def packet_compose(request):
    """Choose what goes in. `?like=` begins with what another packet held."""
    form = PacketForm(request.POST or None, initial=beginning(request))
    if form.is_valid():
        packet = making.ask(form.save(commit=False), by=request.user)
        return redirect(packet)
    lead = _("Choose what goes in. The file is made in a few seconds and kept as it was made.")
    return form_page(request, form, title=_("Make a board packet"), lead=lead, **way_back())


def form_page(request, form, **context):
    put_back(request, form)
    return render(request, "indicators/packet_form.html", {"form": form, **context})


def beginning(request):
    like = Packet.objects.without_files().filter(pk=whole_number(request.GET.get("like")) or 0).first()
    initial = {name: getattr(like, name) for name in COPIED} if like else new_packet()
    return initial | {"fall_year": this_year()}


def new_packet():
    return {"title": _("Board packet"), "language": get_language()}


def way_back():
    return {"back": reverse("indicators:packet-list"), "back_label": _("Board packets")}


def packet_or_404(pk, *, with_files=False):
    found = Packet.objects.all() if with_files else Packet.objects.without_files()
    return get_object_or_404(found.select_related("asked_by", "withdrawn_by", "job", "schedule", "meeting"), pk=pk)


@require_safe
def packet_detail(request, pk):
    """One packet: how far it is, its file, what it holds, its sums, and each drawing as a slide."""
    packet = packet_or_404(pk, with_files=True)
    words, kind = packet.state
    context = {
        "packet": packet,
        "state_words": words,
        "state_kind": kind,
        "year_label": school_years.label(packet.fall_year),
        "held": [one.label for one in sections.chosen(packet.sections)],
        "schools": packet.schools_named(),
        "size": len(packet.pdf) if packet.is_made else 0,
        "slides": slides.slides_of(packet) if packet.is_made else [],
        "is_sound": packet.is_made and making.is_sound(packet),
        "may_make": may(request.user, Can.MAKE_PACKET),
        **progress(packet),
    }
    return render(request, "indicators/packet_detail.html", context)


def progress(packet):
    job = packet.job
    runs = job is not None and not packet.is_made
    poll_url = reverse("indicators:packet-progress", args=[packet.pk]) if runs and not job.is_over else ""
    return {"job": job if runs else None, "mark": JOB_MARKS[job.state] if runs else "", "poll_url": poll_url}


@require_safe
def packet_progress(request, pk):
    """The progress alone, asked for every second; in the end the page is loaded again."""
    packet = packet_or_404(pk)
    context = progress(packet)
    if context["poll_url"]:
        return render(request, "indicators/_packet_progress.html", context)
    response = HttpResponse(status=HTMX_STOP_POLLING)
    response["HX-Refresh"] = "true"
    return response


@require_safe
def packet_file(request, pk):
    """The file as it was made."""
    packet = packet_or_404(pk, with_files=True)
    if not packet.is_made:
        raise Http404(_("This packet is not made yet."))
    return handed_out(bytes(packet.pdf), "application/pdf", f"{name_of(packet)}.pdf", packet)


@require_safe
def packet_slide(request, pk, number):
    """One drawing of the packet as a picture."""
    packet = packet_or_404(pk, with_files=True)
    found = {one.number: one for one in slides.slides_of(packet)} if packet.is_made else {}
    if number not in found:
        raise Http404(_("This packet has no such drawing."))
    picture = slides.picture_of(packet, found[number])
    return handed_out(picture, "image/png", f"{name_of(packet)}-{number}.png", packet)


def name_of(packet):
    words = slugify(packet.title)[:60].strip("-") or "packet"
    return f"{words}-{timezone.localtime(packet.made_at):%Y-%m-%d}-{packet.language}"


def handed_out(content, content_type, name, packet):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Language"] = packet.language
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def packet_again(request, pk):
    """Have a packet made that could not be made."""
    packet = packet_or_404(pk)
    if packet.job and packet.job.state == JobState.FAILED and jobs.run_again(packet.job):
        messages.success(request, _("It is being made again."))
    return redirect(packet)


def packets_to_change(request):
    found = Packet.objects.without_files()
    return found.select_for_update() if request.method == "POST" else found


@require_http_methods(["GET", "POST"])
@kept_while_typing
def packet_withdraw(request, pk):
    """Say that a packet was wrong, and why. It stays, and says so."""
    packet = get_object_or_404(packets_to_change(request), pk=pk)
    if not packet.is_made or packet.is_withdrawn:
        messages.info(request, _("This packet cannot be withdrawn: it is not made yet, or it is withdrawn already."))
        return redirect(packet)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        packet.withdrawn_at, packet.withdrawn_by = timezone.now(), request.user
        packet.withdrawn_reason = form.cleaned_data["reason"]
        packet.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        messages.success(request, _("The packet is withdrawn. Whoever opens it reads why."))
        return redirect(packet)
    title = _("Withdraw “%(packet)s”") % {"packet": packet.title}
    return form_page(request, form, title=title, back=packet.get_absolute_url(), back_label=packet.title)


# ---------------------------------------------------------------------- by schedule


@require_http_methods(["GET", "POST"])
@kept_while_typing
def schedule_add(request):
    like = Packet.objects.without_files().filter(pk=whole_number(request.GET.get("like")) or 0).first()
    initial = {name: getattr(like, name) for name in COPIED} if like else new_packet()
    form = ScheduleForm(request.POST or None, initial=initial, instance=PacketSchedule(set_by=request.user))
    return schedule_page(request, form, _("Make packets by schedule"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def schedule_edit(request, pk):
    schedule = get_object_or_404(PacketSchedule, pk=pk, stopped_on=None)
    form = ScheduleForm(request.POST or None, instance=schedule)
    return schedule_page(request, form, schedule.title)


def schedule_page(request, form, title):
    if form.is_valid():
        schedule = form.save()
        says = schedules.in_words(schedule, timezone.localdate() - timedelta(days=1))
        messages.success(request, _("Saved. %(says)s") % {"says": says})
        return redirect("indicators:packet-list")
    lead = _("A packet of the running school year is made by itself and kept; who is told gets a link to it.")
    stop = reverse("indicators:packet-schedule-stop", args=[form.instance.pk]) if form.instance.pk else ""
    return form_page(request, form, title=title, lead=lead, stop=stop, **way_back())


@require_POST
def schedule_stop(request, pk):
    """No further packets; those that were made stay."""
    running = PacketSchedule.objects.filter(pk=pk, stopped_on=None)
    if schedule := running.first():
        schedule.stopped_on = max(timezone.localdate(), schedule.begins_on)
        schedule.save(update_fields=["stopped_on"])
        messages.success(request, _("Stopped. The packets that were made stay."))
    return redirect("indicators:packet-list")
