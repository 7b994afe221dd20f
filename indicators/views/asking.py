"""Ask the data: choose what, by what and when; read a sentence, a chart and a table; keep it, send it, take it."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from district import downloads, ways_back
from indicators import presenting
from indicators.asking import telling
from indicators.asking.answers import Answer
from indicators.asking.examples import examples
from indicators.asking.forms import QuestionForm
from indicators.dashboards import Viewer

PER_PAGE = 25


@require_safe
def ask(request):
    is_asked = "of" in request.GET
    form = QuestionForm(request.GET if is_asked else None)
    if not is_asked or not form.is_valid():
        context = {"form": form, "is_asked": is_asked, "answer": None, "examples": [] if is_asked else examples()}
        return render(request, "indicators/ask.html", context)
    answer = Answer(form.question(), Viewer.of(request.user), here=ways_back.here(request))
    if (file_format := downloads.wanted_format(request)) and answer.subjects:
        return answer_file(file_format, answer)
    page = Paginator(answer.lines if answer.subjects else [], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_asked": True,
        "answer": answer,
        "page": page,
        "title": telling.title(answer) if answer.subjects else "",
        "sentences": telling.sentences(answer),
        "pictures": telling.charts_of(answer, page.object_list),
        "freshness": presenting.freshness(answer.stamp) if answer.measures else "",
    }
    return render(request, "indicators/ask.html", context)


def answer_file(file_format, answer):
    table = telling.headers(answer), telling.rows(answer)
    return downloads.table_response(file_format, "answer", *table, notes=telling.notes(answer))
