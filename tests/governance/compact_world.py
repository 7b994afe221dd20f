"""Compacts in each state, made the way people make them."""

from datetime import date, time, timedelta

from django.utils import timezone

from governance.compacts import languages, life
from governance.compacts.passages import written
from governance.models import AgendaItem, Attendance, Motion, Seat, SeatTerm, Vote
from tests.factories import (
    CompactFactory,
    CompactGoalFactory,
    CompactSectionFactory,
    CompactVersionFactory,
    CouncilFactory,
    CouncilMeetingFactory,
    UserFactory,
)


def draft(school=None, **fields):
    """A draft that families may be asked about."""
    compact = CompactFactory(**({"school": school} if school else {}))
    version = CompactVersionFactory(compact=compact, **fields)
    CompactGoalFactory(section=CompactSectionFactory(version=version))
    return version


def heard(school=None):
    """A draft with all that the council's review asks for, in family input."""
    version = draft(school, developed="Twenty families and the first-grade team.", heard="Texts in Spanish first.")
    version.sessions.create(
        held_on=date(2025, 10, 1), mode="MEETING", languages=["es"], families_total=20, themes="Texts"
    )
    return life.move("ask-families", version=version, by=UserFactory())


def in_review(school=None):
    return life.move("to-council", version=heard(school), by=UserFactory())


def motion_for(version, council=None, votes=("FOR",) * 9, outcome="CARRIED", announced_hours=30, **meeting):
    """A motion that approves this version, at today's meeting of the council: nine members are there, eight it takes.

    `announced_hours`: how long before the meeting its item was made public, None for not at all; `meeting`: what is
    otherwise with the meeting.
    """
    council = (
        council or getattr(version.compact.school, "council", None) or CouncilFactory(school=version.compact.school)
    )
    held = meeting_today(council, **meeting)
    item = AgendaItem.objects.create(
        meeting=held, position=1, kind="DECISION", title="Approval", compact_version=version,
        posted_at=held.begins - timedelta(hours=announced_hours) if announced_hours and held.begins else None,
    )  # fmt: skip
    return voted(held, item, version, votes, outcome)


def meeting_today(council, **fields):
    values = {"held_on": timezone.localdate(), "starts_at": time(0, 5)} | fields
    found = council.meetings.filter(held_on=values["held_on"]).first()
    return found or CouncilMeetingFactory(council=council, **values)


def voted(meeting, item, version, votes, outcome, **fields):
    """A decided motion on a version with these votes, each of a member who was there."""
    terms = members_of(meeting.council, len(votes))
    number = meeting.motions.count() + 1
    motion = Motion.objects.create(
        meeting=meeting, item=item, number=number, text="Approve it.", mover=terms[0], approves=version,
        put_at=timezone.now(), **fields,
    )  # fmt: skip
    Vote.objects.bulk_create(Vote(motion=motion, term=t, choice=c) for t, c in zip(terms, votes, strict=True))
    present = {one.term_id for one in meeting.attendances.all()}
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, term=term, how="ABSENT" if choice == "ABSENT" else "PRESENT")
        for term, choice in zip(terms, votes, strict=True)
        if term.pk not in present
    )
    motion.outcome, motion.quorum_required = outcome, 8
    motion.decided_at = timezone.now() if outcome else None
    motion.save()
    return motion


def members_of(council, total):
    """So many voting members of a council, made once."""
    terms = list(SeatTerm.objects.filter(council=council).order_by("seat__number"))
    if len(terms) < total:
        numbers = range(len(terms) + 1, total + 1)
        since = date(2015, 7, 1)
        seats = Seat.objects.bulk_create(
            Seat(council=council, kind="PARENT", number=number, votes=True, starts_on=since) for number in numbers
        )
        terms += SeatTerm.objects.bulk_create(
            SeatTerm(
                seat=seat, council=council, kind="PARENT", votes=True, name=f"Member {seat.number}", how="ELECTED",
                starts_on=date(2025, 7, 1), ends_on=date(2027, 6, 30),
            )
            for seat in seats
        )  # fmt: skip
    return terms[:total]


def approved(school=None):
    version = in_review(school)
    return life.approve(version, motion_for(version), by=UserFactory())


def translated(version, tag="es", text="Traducido: {}"):
    """All passages in another language, not checked yet."""
    translation = version.translations.create(language_id=tag)
    for passage in written(version):
        translation.passages.create(passage=passage.key, source=passage.text, text=text.format(passage.key))
    return translation


def published(version, tag="es"):
    return languages.publish(languages.check(translated(version, tag), by=UserFactory()))


def in_state(state):
    """A version in that state, or in the one before it where it stays for good."""
    makers = {"DRAFT": draft, "FAMILY_INPUT": heard, "COUNCIL_REVIEW": in_review, "APPROVED": approved}
    if state in makers:
        return makers[state]()
    version = life.move("translate", version=approved(), by=UserFactory())
    published(version)
    version.handed_out.create(given_on=date(2025, 11, 20), channel="HOME", language_id="es", copies_total=100)
    for name, reached in [
        ("", "TRANSLATION"),
        ("distribute", "DISTRIBUTED"),
        ("use", "IN_USE"),
        ("review", "ANNUAL_REVIEW"),
        ("retire", "RETIRED"),
    ]:
        if name == "retire":
            looked_back(version)
        if name:
            version = life.move(name, version=version, by=UserFactory())
        if reached == state:
            return version
    raise ValueError(state)


def looked_back(version):
    from governance.models import CompactReview

    CompactReview.objects.get_or_create(
        version=version, defaults={"worked": "Calls", "data": "Fewer absences", "changes": "More", "by": UserFactory()}
    )
