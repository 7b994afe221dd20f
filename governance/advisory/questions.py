"""The way of a question to the Superintendent: asked, with an office, answered, published; its promise kept or not."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from district.portal_settings import known
from governance.models import AdvisoryQuestion
from governance.models.advisory import QuestionState

STATE_KINDS = {
    QuestionState.ASKED: "waiting",
    QuestionState.WITH_OFFICE: "active",
    QuestionState.ANSWERED: "good",
    QuestionState.WITHDRAWN: "stopped",
}


def long_days():
    """After how many days a question waits for long: a setting."""
    return known().question_days


class NotPossible(Exception):
    """What the question does not allow now; the text says why, in words for the page."""


def why_not_changed(question):
    """Why the question's own words stay as they are, in words; empty where they may change."""
    if question.state == QuestionState.ANSWERED:
        return _("This question is answered: it stays as it was asked.")
    if question.state == QuestionState.WITHDRAWN:
        return _("This question was withdrawn.")
    return ""


def why_not_published(question):
    """What publishing lacks, in words; empty where nothing does."""
    if question.state != QuestionState.ANSWERED:
        return _("Only an answered question is published.")
    if not (question.text_en and question.text_es):
        return _("Write the question in English and in Spanish first.")
    return "" if question.answer_es else _("Write the answer in Spanish too.")


@transaction.atomic
def publish(question, *, wanted, today=None):
    """Put a question with its answer on the public page, or take it off. Raises NotPossible, in words."""
    question = AdvisoryQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if wanted and (words := why_not_published(question)):
        raise NotPossible(words)
    if wanted and question.published_on:
        return question
    question.published_on = (today or timezone.localdate()) if wanted else None
    question.save()
    return question


@transaction.atomic
def withdraw(question):
    question = AdvisoryQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if not question.is_open:
        raise NotPossible(why_not_changed(question))
    question.state = QuestionState.WITHDRAWN
    question.save()
    return question
