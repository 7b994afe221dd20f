"""Compacts in each state, made the way people make them."""

from datetime import date

from django.utils import timezone

from governance.compacts import languages, life
from governance.compacts.decisions import Decision
from governance.compacts.passages import written
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


def decision_for(version, **fields):
    """A vote of nine to none at a meeting of today with a quorum."""
    council = getattr(version.compact.school, "council", None) or CouncilFactory(school=version.compact.school)
    meeting = fields.pop("meeting", None) or todays_meeting(council)
    said = {"was_noticed": True, "votes_for": 9, "votes_against": 0, "votes_abstaining": 0} | fields
    return Decision(meeting=meeting, **said)


def todays_meeting(council):
    today = timezone.localdate()
    return council.meetings.filter(held_on=today).first() or CouncilMeetingFactory(council=council, held_on=today)


def approved(school=None):
    version = in_review(school)
    return life.approve(version, decision_for(version), by=UserFactory())


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
