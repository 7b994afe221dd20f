"""Domain G: what became of the council's advice: answered by the principal with a reason, in time, adopted or not."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from governance.effectiveness.lines import share, unknown
from governance.models import Advice
from governance.models.advices import FOLLOWED


def lines(asked):
    """{council id: lines}. Advice counts once it is answered or its answer is overdue. One statement."""
    schools = [council.school_id for council in asked.councils]
    rows = Advice.objects.filter(school__in=schools, given_on__range=(asked.first_day, asked.day))
    answered = Q(answered_on__isnull=False, answered_on__lte=asked.day)
    rows = rows.filter(answered | Q(due_on__lt=asked.day)).order_by().values("school")
    tallies = rows.annotate(
        total=Count("pk"),
        answered=Count("pk", filter=answered),
        in_time=Count("pk", filter=answered & Q(answered_on__lte=F("due_on"))),
        followed=Count("pk", filter=answered & Q(decision__in=FOLLOWED)),
    )  # fmt: skip
    by_school = {one["school"]: one for one in tallies}
    share_wanted = asked.rules.answered_share
    return {council.pk: lines_of(by_school.get(council.school_id), share_wanted) for council in asked.councils}


def lines_of(tally, percent):
    if tally is None:
        return [unknown("G-NONE", _("Advice answered with a reason"))]
    compared = _("The district looks for %(percent)s%%; every answer gives its reason.") % {"percent": percent}
    total, answered = tally["total"], tally["answered"]
    return [
        share("G-ANSWERED", _("Advice answered with a reason"), answered, total, compared, percent),
        share("G-TIME", _("Answered in time"), tally["in_time"], total, _("The day that was set for the answer."), 100),
        share("G-ADOPTED", _("Adopted, in whole or in part"), tally["followed"], answered),
    ]
