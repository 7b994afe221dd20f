"""School-family compacts of the demo: last year's in use at most schools, this year's in every state.

At the home school the council is reviewing this year's: two comments are open, and one Spanish passage is stale.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from district import school_years
from district.models import School, User
from fce_portal.demo import compact_votes
from fce_portal.demo.compact_texts import BANDS, COMMENTS, SPANISH, TEXTS
from fce_portal.demo.days import school_day, school_days
from fce_portal.demo.people import HOME_SCHOOL
from governance.compacts import languages, life
from governance.compacts.passages import written
from governance.models import CompactTranslation, CompactVersion
from governance.models.compacts import CompactState
from governance.models.meetings import MeetingKind
from indicators.models import Indicator
from plans.models import PlanGoal

WAY = ("ask-families", "to-council", "approve", "translate", "distribute", "use")
REACHED = {
    CompactState.DRAFT: 0,
    CompactState.FAMILY_INPUT: 1,
    CompactState.COUNCIL_REVIEW: 2,
    CompactState.APPROVED: 3,
    CompactState.TRANSLATION: 4,
    CompactState.DISTRIBUTED: 5,
    CompactState.IN_USE: 6,
}
COUNCIL_MEMBER = "familia@hartford.example"


def make_compacts(rng, people, today):
    central = User.objects.get(email="central@hartford.example")
    this_year = school_years.fall_year_of(today)
    schools = (
        School.objects.open_on(today).with_profile_on(today, "low_grade", "high_grade").filter(council__isnull=False)
    )
    for school in schools.select_related("council").order_by("code"):
        author = User.objects.filter(pk=people.principals.get(school.pk)).first() or central
        last = None
        if school.code == HOME_SCHOOL or rng.random() < 0.3:
            last = write(rng, school, this_year - 1, author, CompactState.IN_USE, today)
        wanted = rng.choices([None, *REACHED], [2, 2, 2, 2, 3, 3, 3, 4])[0]
        if school.code == HOME_SCHOOL:
            wanted = CompactState.COUNCIL_REVIEW
        if wanted and today < date(this_year, 9, 8):
            wanted = CompactState.DRAFT  # nobody has been asked yet
        if wanted is not None:
            version = write(rng, school, this_year, author, wanted, today, before=last)
            if school.code == HOME_SCHOOL and version.state == CompactState.COUNCIL_REVIEW:
                leave_open(version, author)


def write(rng, school, fall_year, author, wanted, today, before=None):
    compact, _is_new = life.begin(school=school, fall_year=fall_year, by=author, copy_from=before)
    version = compact.versions.get()
    if before is None:
        for name, text in TEXTS.items():
            setattr(version, name, text)
        write_grades(version, school)
    version.developed = "The first draft came from grade teams; families read it at two evenings and sent their words."
    version.heard = (
        "Families asked for texts instead of letters and for earlier meetings. Both now stand in this compact."
    )
    if wanted == CompactState.DRAFT:
        version.heard = version.developed = ""
        for name in rng.sample(["reports", "access", "two_way"], rng.randint(0, 2)):
            setattr(version, name, "")
    version.save()
    if wanted != CompactState.DRAFT:
        hear(rng, version, fall_year, today)
    go(rng, version, wanted, author, today)
    return CompactVersion.objects.get(pk=version.pk)


def write_grades(version, school):
    low, high = school.profile_low_grade, school.profile_high_grade
    tied = {
        goal.indicator_id: goal
        for goal in PlanGoal.objects.filter(plan__school=school, plan__fall_year=version.compact.fall_year)
    }
    for (first, last), (does, home, students, goals) in BANDS.items():
        if low is None or max(first, low) > min(last, high):
            continue
        section = version.sections.create(
            low_grade=max(first, low),
            high_grade=min(last, high),
            school_does=does,
            families_do=home,
            students_do=students,
        )
        for position, (code, statement) in enumerate(goals, start=1):
            indicator = Indicator.objects.get(code=code)
            section.goals.create(position=position, statement=statement, indicator=indicator, plan_goal=tied.get(code))
    untied = [section for section in version.sections.all() if not section.goals.exclude(plan_goal=None).exists()]
    for section in untied:  # the demo's plans hold two goals; whatever the grade, one of them is served
        goal = section.goals.first()
        if tied:
            goal.plan_goal = next(iter(tied.values()))
            goal.save()


def hear(rng, version, fall_year, today):
    said = [
        ("MEETING", ["en", "es"], "Texts reach us, letters do not. Please begin evenings at half past five."),
        ("TALKS", ["es"], "Families want to know what to read at home, and in which language."),
    ]
    for (mode, tags, themes), first in zip(said, (2, 14), strict=True):
        day = date(fall_year, 9, first + rng.randint(0, 11))
        version.sessions.create(
            held_on=school_day(min(today - timedelta(days=1), day)),
            mode=mode,
            languages=tags,
            families_total=rng.randint(9, 60),
            staff_total=rng.randint(3, 14),
            students_total=rng.choice([0, 0, 6, 12]),
            themes=themes,
        )


def go(rng, version, wanted, author, today):
    """Take it as far as wanted; no further than the council's meetings with a quorum allow."""
    given_on = None
    for name in WAY[: REACHED[wanted]]:
        if name == "approve":
            done = approve(rng, version, author, today)
            if done is None:
                break
            version = done
            given_on = school_day(min(today, version.approved_on + timedelta(days=rng.randint(8, 16))))
            continue
        if name == "distribute":
            translate(version, author, on=version.approved_on + timedelta(days=5))
            hand_out(rng, version, given_on)
        if name == "use":
            talk_it_over(rng, version, today)
        try:
            version = life.move(name, version=version, by=author)
        except life.NotPossible:
            break  # as in life: something is still missing
    if version.state == CompactState.TRANSLATION:
        translate(version, author)
    if version.state in (CompactState.FAMILY_INPUT, CompactState.COUNCIL_REVIEW):
        for tag, text in [
            ("es", "Más mensajes de texto, por favor, y también los sábados."),
            ("en", "What should we read at home in grade 1?"),
        ]:
            version.family_comments.create(language=tag, text=text)
    if version.state == CompactState.FAMILY_INPUT and version.compact.school_id % 2:
        translate(version, author)
    put_in_time(rng, version, given_on)


def put_in_time(rng, version, given_on):
    """When it was begun, and since when it is where it is; what it replaced was in force until the vote."""
    begun = min(at(date(version.compact.fall_year, 8, 28)), timezone.now() - timedelta(days=1))
    days = {
        CompactState.DRAFT: timezone.localdate(begun),
        CompactState.APPROVED: version.approved_on,
        CompactState.TRANSLATION: version.approved_on,
        CompactState.DISTRIBUTED: given_on,
        CompactState.IN_USE: given_on,
    }
    if version.state == CompactState.FAMILY_INPUT:
        days[version.state] = version.sessions.earliest("held_on").held_on - timedelta(days=1)
    if version.state == CompactState.COUNCIL_REVIEW:
        days[version.state] = version.sessions.latest("held_on").held_on + timedelta(days=1)
    since = min(at(days[version.state]), timezone.now() - timedelta(hours=rng.randint(1, 6)))
    CompactVersion.objects.filter(pk=version.pk).update(state_since=since, begun_at=min(begun, since))
    if version.approved_on:
        CompactVersion.objects.filter(replaced_by=version).update(state_since=at(version.approved_on))


def at(day):
    return timezone.make_aware(datetime.combine(day, time(15, 10)))


def approve(rng, version, author, today):
    """By a meeting of last year that had a quorum, or by a motion of this year; None where there is neither."""
    fall_year, council = version.compact.fall_year, version.compact.school.council
    if fall_year == school_years.fall_year_of(today):
        motion = compact_votes.vote(rng, version, today, author)
        version.refresh_from_db()
        return motion and life.approve(version, motion, by=author)
    days = (date(fall_year, *compact_votes.FIRST_VOTE), date(fall_year, 12, 31))
    held = council.meetings.filter(held_on__range=days).order_by("held_on")
    meeting = next((one for one in held if one.had_quorum), None)
    if meeting is None:
        said = {"voting_present": council.quorum() + 1, "quorum_required": council.quorum(), "recorded_by": author}
        taken = set(held.values_list("held_on", flat=True))
        day = next(day for day in school_days(fall_year, 10) if day not in taken)
        kind = MeetingKind.SPECIAL if any(one.month == 10 for one in taken) else MeetingKind.REGULAR
        meeting = council.meetings.create(held_on=day, kind=kind, **said)
    return compact_votes.state(version, meeting, author)


def translate(version, author, on=None):
    """Into Spanish; checked and published on a day, where one is given."""
    translation, _new = version.translations.get_or_create(language_id="es")
    translation.passages.all().delete()
    for passage in written(version):
        translation.passages.create(passage=passage.key, source=passage.text, text=SPANISH[passage.text])
    if on:
        publish(translation, author, on)


def publish(translation, author, on):
    languages.publish(languages.check(translation, by=author))
    on = min(on, timezone.localdate())
    checked_at = min(at(on), timezone.now())
    CompactTranslation.objects.filter(pk=translation.pk).update(checked_at=checked_at, published_on=on)


def hand_out(rng, version, given_on):
    for tag in ("en", "es"):
        version.handed_out.create(
            given_on=given_on,
            channel=rng.choice(["HOME", "CONFERENCE", "MESSAGE"]),
            language_id=tag,
            copies_total=rng.randint(90, 260),
            acknowledged_total=rng.randint(20, 80),
        )


def talk_it_over(rng, version, today):
    """At the conferences of November, once families hold it."""
    held_on = min(today, max(date(version.compact.fall_year, 11, 20), version.handed_out.latest("given_on").given_on))
    for section in version.sections.all():
        held = rng.randint(30, 70)
        version.talks.create(
            grade=section.low_grade,
            round=1,
            held_on=held_on,
            held_total=held,
            discussed_total=round(held * rng.uniform(0.5, 0.95)),
        )


def leave_open(version, author):
    """Comments of a council member, one answered, one with a wording; and a passage that changed after translation."""
    member = User.objects.filter(email=COUNCIL_MEMBER).first() or author
    for passage, text, wording, reply in COMMENTS:
        of = next(one for one in written(version) if one.key == passage)
        comment = version.comments.create(passage=passage, quoted=of.text, text=text, wording=wording, by=member)
        if reply:
            version.comments.create(passage=passage, text=reply, reply_to=comment, by=author)
    now = timezone.now()
    version.comments.filter(reply_to=None).update(at=now - timedelta(hours=30))
    version.comments.exclude(reply_to=None).update(at=now - timedelta(hours=26))
    translate(version, author)
    version.reports = (
        "Every month you hear how your child is doing: a text, a call, or a note. Report cards come three times."
    )
    version.save()
    life.text_changed(version)
