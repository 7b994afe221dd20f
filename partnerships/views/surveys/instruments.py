"""Instruments: the list, a version as families read it, and writing a draft."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can, may_district_wide
from district.drafts import NotTaken, kept_while_typing
from district.models import Language
from partnerships.forms.surveys.instruments import InstrumentForm, ItemForm, TextsForm
from partnerships.models import Instrument, InstrumentItem
from partnerships.models.instruments import SOURCE_LANGUAGE
from partnerships.surveys import instruments
from partnerships.surveys.scales import STEPS, label_key
from partnerships.views.surveys.finding import show_form, version_or_404

VERSION_KINDS = {"DRAFT": "active", "IN_USE": "good", "RETIRED": "neutral"}


@require_safe
def instrument_list(request):
    found = list(Instrument.objects.visible_to(request.user).prefetch_related("versions"))
    for one in found:
        one.told = [(version, VERSION_KINDS[version.state]) for version in one.versions.all()]
    context = {"instruments": found, "may_run": may_district_wide(request.user, Can.RUN_SURVEY)}
    return render(request, "partnerships/survey_instruments.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def instrument_add(request):
    form = InstrumentForm(request.POST or None, instance=Instrument())
    if form.is_valid():
        version = instruments.begin_version(form.save())
        messages.success(request, _("Saved. Now write its questions."))
        return redirect(version)
    return show_form(
        request, form, _("Add an instrument"), reverse("partnerships:survey-instruments"), _("Instruments")
    )


@require_http_methods(["GET", "POST"])
@kept_while_typing
def instrument_edit(request, pk):
    instrument = get_object_or_404(Instrument, pk=pk)
    form = InstrumentForm(request.POST or None, instance=instrument)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("partnerships:survey-instruments")
    back = reverse("partnerships:survey-instruments")
    return show_form(request, form, _("Change the instrument"), back, _("Instruments"))


@require_POST
def version_begin(request, pk):
    version = instruments.begin_version(get_object_or_404(Instrument, pk=pk))
    messages.success(request, _("This draft begins as the version before."))
    return redirect(version)


@require_safe
def version_detail(request, pk):
    """A version as it is asked, in each language that is ready; for a draft what is missing and how to write on."""
    version = version_or_404(pk)
    offered = instruments.languages_offered(version)
    languages = {one.tag: one for one in Language.objects.all()}
    wanted = request.GET.get("in") or get_language()
    tag = wanted if wanted in offered else SOURCE_LANGUAGE
    may_run = may_district_wide(request.user, Can.RUN_SURVEY)
    context = {
        "version": version,
        "kind": VERSION_KINDS[version.state],
        "parts": list(parts_of(version, instruments.texts_of(version, tag))),
        "chosen": languages.get(tag),
        "offered": [languages[one] for one in offered if one in languages],
        "others": [one for one in languages.values() if one.tag != SOURCE_LANGUAGE],
        "may_run": may_run,
        "may_write": may_run and version.is_draft,
        "missing": instruments.missing(version) if version.is_draft else [],
        "source": SOURCE_LANGUAGE,
    }
    return render(request, "partnerships/survey_version.html", context)


def parts_of(version, texts):
    """(heading, [(item, question, answers)]) of each section."""
    items = list(version.items.all())
    for section in version.sections.all():
        rows = []
        for item in items:
            if item.section_id == section.pk:
                rows.append((item, texts.get(item.text_key, item.code), list(answers_of(item, texts))))
        yield texts.get(f"section-{section.code}") or _("Questions without a heading"), rows


def answers_of(item, texts):
    if item.scale in STEPS:
        for value in reversed(STEPS[item.scale].values):
            yield texts[label_key(item.scale, value)]
    for choice in item.choices:
        yield texts.get(item.choice_key(choice), choice)


@require_POST
def version_use(request, pk):
    version = version_or_404(pk)
    try:
        instruments.take_into_use(version)
    except instruments.NotReady as reasons:
        messages.error(request, str(reasons))
    else:
        messages.success(request, _("In use. It does not change from now on."))
    return redirect(version)


def draft_or_refuse(version):
    if not version.is_draft:
        raise NotTaken(_("This version is in use and stays as it is. Begin a new version."))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def item_add(request, pk):
    version = version_or_404(pk)
    return item_page(request, InstrumentItem(version=version), _("Add a question"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def item_edit(request, pk):
    items = InstrumentItem.objects.select_related("version__instrument", "section")
    return item_page(request, get_object_or_404(items, pk=pk), _("Change the question"))


def item_page(request, item, title):
    version = item.version
    if request.method == "POST":
        draft_or_refuse(version)
    elif not version.is_draft:
        messages.info(request, _("This version is in use and stays as it is. Begin a new version."))
        return redirect(version)
    form = ItemForm(request.POST or None, instance=item)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(version)
    remove = reverse("partnerships:survey-item-remove", args=[item.pk]) if item.pk else ""
    return show_form(request, form, title, version.get_absolute_url(), version, remove=remove)


@require_POST
def item_remove(request, pk):
    item = get_object_or_404(InstrumentItem.objects.select_related("version__instrument"), pk=pk)
    version = item.version
    if version.is_draft:
        version.texts.filter(key__in=[item.text_key, *map(item.choice_key, item.choices)]).delete()
        item.delete()
        version.sections.filter(items=None).delete()
        messages.success(request, _("The question is taken out."))
    else:
        messages.error(request, _("This version is in use and stays as it is. Begin a new version."))
    return redirect(version)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def version_texts(request, pk, language):
    """All texts in one language. Translations may be completed while a version is in use; the English stays then."""
    version = version_or_404(pk)
    spoken = Language.objects.filter(tag=language).first()
    if spoken is None:
        raise Http404
    if language == SOURCE_LANGUAGE and not version.is_draft:
        if request.method == "POST":
            draft_or_refuse(version)
        messages.info(request, _("This version is in use and stays as it is. Begin a new version."))
        return redirect(version)
    form = TextsForm(version, spoken, request.POST or None)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{version.get_absolute_url()}?in={language}")
    title = _("Texts in %(language)s") % {"language": spoken}
    return show_form(request, form, title, version.get_absolute_url(), version)
