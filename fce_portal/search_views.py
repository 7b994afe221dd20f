"""The one box for everything: what was found of each kind, and all of one kind."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from district.flood import limited
from district.search import alike, asking, finding, highlights
from district.search.asking import Problem
from district.search.finding import NEWEST_FOR_LIST
from district.search.statements import MOST
from fce_portal.search import kinds_for

SHOWN = 3  # of each kind on the page of all kinds
PER_PAGE = 25
# Searches within an hour: more than anybody reads. An address without an account may be a whole school.
MOST_BY_PERSON, MOST_BY_ADDRESS = 600, 1200


@dataclass(frozen=True)
class Group:
    """One kind on the page of all kinds."""

    label: str
    icon: str
    anchor: str
    total: str
    results: list
    url: str  # of all of this kind, empty where all are shown


@require_safe
@limited("search", asks=lambda request: request.GET.get("q"), by_person=MOST_BY_PERSON, by_address=MOST_BY_ADDRESS)
def search(request):
    kinds = kinds_for(request.user)
    asked_kind = request.GET.get("kind", "")
    kind = next((one for one in kinds if one.code == asked_kind), None)
    question = asking.ask(request.GET.get("q", ""))
    context = {
        "question": question,
        "kind": kind,
        "looked_at": [kind.label] if kind else [one.label for one in kinds],
        "no_words": question.problem == Problem.NO_WORDS,
        "only_without": question.problem == Problem.ONLY_WITHOUT,
        "longest": asking.LONGEST,
    }
    if not question.problem:
        context |= of_one_kind(request, kind, question) if kind else of_all_kinds(request, kinds, question)
    return render(request, "search/search.html", context)


def of_all_kinds(request, kinds, question):
    found = finding.find(kinds, request.user, question)
    hits = [one for one in found if one.keys]
    lines = highlights.results([(one.kind, records(one, request.user, one.keys[:SHOWN])) for one in hits], question)
    groups = [group(one, results, question) for one, results in zip(hits, lines, strict=True)]
    return {
        "groups": groups,
        "tabs": [tab(one, question) for one in hits],
        "stopped": [one.kind.label for one in found if one.is_stopped],
        "alike": [] if hits else names_like(kinds, request.user, question),
    }


def of_one_kind(request, kind, question):
    (found,) = finding.find([kind], request.user, question, newest=NEWEST_FOR_LIST)
    page = Paginator(found.keys, PER_PAGE).get_page(request.GET.get("page"))
    (results,) = highlights.results([(kind, records(found, request.user, page.object_list))], question)
    return {
        "results": results,
        "tabs": [(_("All kinds"), address(q=question.text), False), (*tab(found, question)[:2], True)],
        "page": page,
        "total": count_words(found),
        "is_cut_short": found.is_more and not found.is_stopped and len(found.keys) == MOST,
        "most": MOST,
        "stopped": [kind.label] if found.is_stopped else [],
        "alike": [] if found.keys else names_like([kind], request.user, question),
        "all_url": address(q=question.text),
    }


def records(found, user, keys):
    """The records of these keys, in the order of the keys; one deleted a moment ago is left out."""
    by_key = {record.pk: record for record in found.kind.rows(user).filter(pk__in=keys)}
    return [by_key[key] for key in keys if key in by_key]


def group(found, results, question):
    return Group(
        label=found.kind.label,
        icon=found.kind.icon,
        anchor=f"found-{found.kind.code}",
        total=count_words(found),
        results=results,
        url=address(q=question.text, kind=found.kind.code) if len(found.keys) > len(results) else "",
    )


def tab(found, question):
    words = _("%(kind)s (%(number)s)") % {"kind": found.kind.label, "number": count_words(found)}
    return words, address(q=question.text, kind=found.kind.code), False


def count_words(found):
    """How many there are; where counting them all would cost too much, how many at least."""
    if found.is_more and found.keys:
        return pgettext("search results", "%(number)s or more") % {"number": len(found.keys)}
    return str(len(found.keys))


def names_like(kinds, user, question):
    return [
        {"name": kind.title(record), "kind": kind.label, "url": kind.url(record)}
        for kind, record in alike.names_like(kinds, user, question.text)
    ]


def address(**parameters):
    return f"{reverse('search')}?{urlencode(parameters)}"
