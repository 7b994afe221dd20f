"""Who was at a session, one tap each: a page for one school, for a phone at the door."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from district.access import Can, require
from governance.training import recording
from governance.training.people import people_at, person_of
from governance.training.views.sessions import school_of, session_or_404
from indicators.tasks import ring


def place(request, pk, code):
    session = session_or_404(request, pk)
    school = school_of(request, session, code)
    require(request.user, Can.RECORD_TRAINING, school)
    return session, school


@require_safe
def attendance(request, pk, code):
    session, school = place(request, pk, code)
    try:
        recording.require_open(session)
    except recording.NotPossible as reason:
        messages.warning(request, str(reason))
        return redirect(session)
    came = set(session.records.filter(school=school).values_list("term", "user"))
    people = people_at(school, session.held_on, session=session)
    lines = [(one, (one.term and one.term.pk, one.user and one.user.pk) in came) for one in people]
    context = {"session": session, "school": school, "lines": lines, "came": sum(there for _one, there in lines)}
    return render(request, "governance/training_attendance.html", context)


@require_POST
def presence(request, pk, code, key):
    """One tap: `there` says what is so; sent twice it does the same."""
    session, school = place(request, pk, code)
    person = person_of(people_at(school, session.held_on, session=session), key)
    if person is None:
        raise Http404
    address = reverse("governance:training-attendance", args=[session.pk, school.code])
    try:
        if request.POST.get("there") in ("yes", "no"):
            recording.record_presence(session, school, person, request.POST["there"] == "yes", by=request.user)
            ring()
    except recording.NotPossible as reason:
        messages.warning(request, str(reason))
        return redirect(session)
    return redirect(f"{address}#{person.key}")
