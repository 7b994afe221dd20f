"""Engagement policies of the demo: the district's own in use, and of some schools each at another point of the road."""

from datetime import date, timedelta

from district import school_years
from district.models import School, User
from fce_portal.demo import compact_votes
from fce_portal.demo.board import third_tuesday
from fce_portal.demo.compacts import publish, put_in_time
from fce_portal.demo.people import HOME_SCHOOL
from fce_portal.demo.policy_texts import DISTRICT, SCHOOL
from governance.compacts import life
from governance.models import PassageTranslation
from governance.models.compacts import DocumentKind

SCHOOLS = 7  # with a policy that is begun, the home school among them
HEARD, GIVEN_OUT = (9, 24), (11, 12)
STEPS = ("ask-families", "to-council", "approve", "translate", "distribute", "use")


def make_policies(rng, people, today):
    central = User.objects.get(email="central@hartford.example")
    fall_year = school_years.fall_year_of(today)
    of_district = fall_year if today > date(fall_year, *GIVEN_OUT) else fall_year - 1
    district = begin(None, of_district, central, DISTRICT)
    hear(district, of_district, today)
    for name in STEPS:
        if name == "distribute":
            translate(district, central, DISTRICT)
            hand_out(rng, district, of_district, today)
        decided_on = third_tuesday(date(of_district, 10, 1))
        board = (decided_on, "Board of Education, regular meeting, item 7: 8 for, 1 against")
        district = life.move(name, version=district, by=central, board=board)
    put_in_time(rng, district, date(of_district, *GIVEN_OUT))
    schools = School.objects.open_on(today).filter(council__isnull=False).select_related("council")
    home = [one for one in schools if one.code == HOME_SCHOOL]
    others = sorted((one for one in schools if one.code != HOME_SCHOOL), key=lambda one: one.code)
    for place, school in enumerate([*home, *rng.sample(others, min(SCHOOLS - 1, len(others)))]):
        author = User.objects.filter(pk=people.principals.get(school.pk)).first() or central
        version = begin(school, fall_year, author, SCHOOL)
        if place == 1:
            version.objections = version.developed = ""
            version.save()
            continue
        if today <= date(fall_year, *HEARD):
            continue
        hear(version, fall_year, today)
        for name in STEPS[: (2 if school.code == HOME_SCHOOL else 1 + place)]:
            done = step(rng, name, version, author, today)
            if done is None:
                break
            version = done
        version.refresh_from_db()
        given = version.handed_out.order_by("given_on").values_list("given_on", flat=True)
        put_in_time(rng, version, given.last() or version.approved_on)


def begin(school, fall_year, by, texts):
    compact, _new = life.begin(kind=DocumentKind.POLICY, school=school, fall_year=fall_year, by=by)
    version = compact.versions.get()
    for name, (text, _spanish) in texts.items():
        setattr(version, name, text)
    version.save()
    return version


def hear(version, fall_year, today):
    version.sessions.create(
        held_on=min(today, date(fall_year, *HEARD)),
        mode="MEETING",
        languages=["en", "es"],
        families_total=31,
        staff_total=6,
        themes="Meet in the evening, and look after the small ones meanwhile.",
    )


def step(rng, name, version, author, today):
    """One step on the road; None where it cannot be taken, as in life."""
    motion = compact_votes.vote(rng, version, today - timedelta(days=8), author) if name == "approve" else None
    if name == "approve":
        version.refresh_from_db()
    if name == "distribute":
        translate(version, author, SCHOOL)
        hand_out(rng, version, version.compact.fall_year, today)
    try:
        return life.move(name, version=version, by=author, motion=motion)
    except life.NotPossible:
        return None


def translate(version, author, texts):
    translation = version.translations.create(language_id="es")
    PassageTranslation.objects.bulk_create(
        PassageTranslation(translation=translation, passage=name, source=text, text=spanish)
        for name, (text, spanish) in texts.items()
    )
    publish(translation, author, version.approved_on + timedelta(days=5))


def hand_out(rng, version, fall_year, today):
    given_on = min(today, max(date(fall_year, *GIVEN_OUT), version.approved_on + timedelta(days=7)))
    for tag in ("en", "es"):
        version.handed_out.create(
            given_on=given_on,
            channel="HOME",
            language_id=tag,
            copies_total=rng.randint(80, 200),
        )
