"""A survey from its preparation to its results: who asks where, and the one table of its way."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.tasks import ring
from partnerships.models import CountSheet, Survey, SurveyPlace, YearlyReach
from partnerships.models.instruments import Audience
from partnerships.models.surveys import SHOWN_FROM, SurveyState, Way
from partnerships.surveys import publication

STATE_KINDS = {
    SurveyState.DRAFT: "waiting",
    SurveyState.OPEN: "active",
    SurveyState.CLOSED: "warn",
    SurveyState.PUBLISHED: "good",
}


class Refused(Exception):
    """A survey cannot go this way now; says in words why."""


@transaction.atomic
def make_survey(*, version, fall_year, name, opens_on, closes_on, schools, by, **more):
    """A survey in preparation, asked at `schools` (None among them: the district as a whole)."""
    survey = Survey.objects.create(
        version=version,
        fall_year=fall_year,
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        began_by=by,
        **{"shown_from": SHOWN_FROM, **more},
    )
    set_places(survey, schools)
    return survey


@transaction.atomic
def set_places(survey, schools):
    """Ask at exactly these schools. One where answers or slips are already is kept. Families are counted as the
    school stated last; where it did not, somebody has to say how many were asked."""
    wanted = {school.pk if school else None: school for school in schools}
    kept = {place.school_id: place for place in survey.places.all()}
    for pk, place in kept.items():
        if pk not in wanted and not has_begun(place):
            place.delete()
    asks_families = survey.version.instrument.audience == Audience.FAMILIES
    enrolled = latest_enrolled([pk for pk in wanted if pk]) if asks_families else {}
    SurveyPlace.objects.bulk_create(
        SurveyPlace(
            survey=survey,
            school=school,
            asked_total=enrolled.get(pk),
            basis=SurveyPlace.Basis.FAMILIES if asks_families else SurveyPlace.Basis.LIST,
        )
        for pk, school in wanted.items()
        if pk not in kept
    )


def has_begun(place):
    return place.returned_counts.exists() or place.sheets.exists() or place.slip_codes.exists()


def latest_enrolled(school_ids):
    """{school id: families enrolled}, as each school stated last."""
    stated = YearlyReach.objects.filter(school__in=school_ids, families_enrolled__gt=0)
    stated = stated.order_by("school", "-fall_year").distinct("school")
    return dict(stated.values_list("school", "families_enrolled"))


# ---------------------------------------------------------------------- the way of a survey


@dataclass(frozen=True)
class Move:
    """One step on the way, and what its button says."""

    name: str
    label: str
    from_state: SurveyState
    to: SurveyState
    warning: str = ""


MOVES = {
    move.name: move
    for move in (
        Move("open", gettext_lazy("Open the survey"), SurveyState.DRAFT, SurveyState.OPEN),
        Move("close", gettext_lazy("Close the survey"), SurveyState.OPEN, SurveyState.CLOSED),
        Move("reopen", gettext_lazy("Open it once more"), SurveyState.CLOSED, SurveyState.OPEN),
        Move(
            "publish",
            gettext_lazy("Work out and show the results"),
            SurveyState.CLOSED,
            SurveyState.PUBLISHED,
            gettext_lazy(
                "From then on nothing can be added: two results of one survey would tell of those in between."
            ),
        ),
    )
}


def moves_from(survey):
    return [move for move in MOVES.values() if move.from_state == survey.state]


def obstacles(survey, move):
    """What stands in the way of a move, in words."""
    found = []
    if move.name in ("open", "reopen"):
        if not survey.places.exists():
            found.append(_("Say at which schools it is asked."))
        if survey.version.is_draft:
            found.append(_("The instrument is a draft: take it into use first."))
        if survey.closes_on < timezone.localdate():
            found.append(_("The last day is over: choose a later one first."))
        if survey.version.instrument.audience == Audience.STUDENTS and survey.way != Way.SUMMARY:
            found.append(_("Students do not answer here: only sums can be brought."))
    if move.name == "publish":
        waiting = unconfirmed(survey).count()
        if waiting:
            found.append(_("Count sheets wait for a second person: %(total)s.") % {"total": waiting})
    return found


def unconfirmed(survey):
    return CountSheet.objects.filter(place__survey=survey, confirmed_by=None)


@transaction.atomic
def go(survey, name):
    """Take a survey one step on its way. Raises Refused, in words, where it cannot go there now."""
    survey = Survey.objects.select_for_update().select_related("version__instrument").get(pk=survey.pk)
    move = MOVES[name]
    if survey.state != move.from_state:
        raise Refused(_("Somebody was faster: it is “%(state)s” now.") % {"state": survey.get_state_display()})
    if found := obstacles(survey, move):
        raise Refused(" ".join(found))
    survey.state = move.to
    if move.to == SurveyState.PUBLISHED:
        survey.published_on = timezone.localdate()
        publication.store(survey)
    survey.save()
    if move.to == SurveyState.PUBLISHED:
        transaction.on_commit(ring)
    return survey
