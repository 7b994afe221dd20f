"""The Parent Advisory Group of this school year: members of most schools, meetings, questions on their way."""

from datetime import time, timedelta

from district import school_years
from district.models import School, User
from fce_portal.demo.days import school_day
from fce_portal.demo.people import HOME_SCHOOL
from governance.models import (
    AdvisoryAttendance,
    AdvisoryItem,
    AdvisoryMeeting,
    AdvisoryMember,
    AdvisoryQuestion,
    CarriedBack,
    SeatTerm,
)
from indicators.models import Indicator
from plans.models import Initiative

WITHOUT = 7  # schools for which nobody speaks yet
# topic, language, question, in English, in Spanish, initiative, answer, in Spanish, promise
QUESTIONS = (
    ("LANGUAGE", "es", "¿Por qué nuestra escuela no tiene intérprete en las conferencias de la noche?",
     "Why does our school have no interpreter at the evening conferences?",
     "¿Por qué nuestra escuela no tiene intérprete en las conferencias de la noche?", "2.1",
     "Schools order interpreters two weeks ahead; the form did not reach everybody. It is on the first page now.",
     "Las escuelas piden intérpretes con dos semanas de anticipación; el formulario no llegó a todas. Ahora está en la "
     "primera página.", "Interpreters at every evening conference / Intérpretes en todas las conferencias de la noche"),
    ("WAY", "en", "Who decides where a crossing guard stands? Two corners near us have none.",
     "Who decides where a crossing guard stands? Two corners near us have none.",
     "¿Quién decide dónde hay un guardia de cruce? Dos esquinas cerca de nosotros no tienen.", "",
     "The city does, on the district's advice. We have asked for both corners.",
     "La ciudad, con el consejo del distrito. Hemos pedido guardias para las dos esquinas.", ""),
    ("LEARNING", "en", "How do we learn what our children should be able to read by winter?",
     "How do we learn what our children should be able to read by winter?",
     "¿Cómo sabemos qué deben poder leer nuestros hijos para el invierno?", "1.1",
     "Each compact says it by grade. Teachers go through it at the conference.",
     "Cada acuerdo lo dice por grado. Los maestros lo repasan en la conferencia.", ""),
    ("SUPPORT", "es", "¿A quién llamo si la reunión de educación especial se cancela dos veces?",
     "Whom do I call if the special education meeting is cancelled twice?",
     "¿A quién llamo si la reunión de educación especial se cancela dos veces?", "", "", "", ""),
    ("FOOD", "en", "Can lunch be later for the upper grades? They eat at half past ten.", "", "", "", "", "", ""),
)  # fmt: skip
AGENDA = (
    ("WELCOME", "Welcome and who is here", "Bienvenida y quién está aquí", 10),
    ("ANSWERS", "Answers to the questions of last time", "Respuestas a las preguntas de la vez pasada", 20),
    ("EXPERIENCE", "Round: what families say of attendance", "Ronda: qué dicen las familias de la asistencia", 25),
    ("ADVICE", "Advice on the family survey", "Consejo sobre la encuesta a las familias", 25),
    ("BACK", "Three sentences for every school", "Tres frases para cada escuela", 10),
)  # fmt: skip
NOTES = (
    "Interpreters come to every evening conference.\n\nThe family survey and its results come in two languages.\n\n"
    "Tell your school what you want to ask next time."
)
NOTES_ES = (
    "Habrá intérpretes en todas las conferencias de la noche.\n\nLa encuesta a las familias y sus "
    "resultados llegan en dos idiomas.\n\nDigan en su escuela qué quieren preguntar la próxima vez."
)


def make_advisory(rng, people, today):
    """Members, two evenings that were and one to come, five questions, what was carried back."""
    central = User.objects.get(pk=people.central)
    schools = list(School.objects.open_on(today).order_by("pk"))
    silent = {school.pk for school in rng.sample([one for one in schools if one.code != HOME_SCHOOL], WITHOUT)}
    members = make_members([one for one in schools if one.pk not in silent], today)
    first = school_years.first_day(school_years.fall_year_of(today))
    past = [day for day in (school_day(today - timedelta(days=back)) for back in (75, 19)) if day >= first]
    meetings = [make_meeting(central, day, is_over=True) for day in past]
    make_meeting(central, school_day(today + timedelta(days=16)), is_over=False)
    there = [
        AdvisoryAttendance(meeting=meeting, member=one, school=one.school, how=rng.choice(["PRESENT"] * 4 + ["ABSENT"]))
        for meeting in meetings
        for one in members
    ]
    AdvisoryAttendance.objects.bulk_create(there)
    questions = make_questions(rng, central, members, meetings, today)
    told = rng.sample(members, 11)
    carried = [
        CarriedBack(
            meeting=meetings[0], school=one.school, day=school_day(meetings[0].held_on + timedelta(days=6)),
            how=rng.choice(["COUNCIL", "PARENTS", "MESSAGE"]), languages=["en", "es"],
            people_total=rng.randint(8, 60), recorded_by=central,
        )
        for one in told if meetings
    ]  # fmt: skip
    if questions:
        carried.append(
            CarriedBack(
                question=questions[-1], school=questions[-1].school, day=today, how="COUNCIL", languages=["en"],
                people_total=14, recorded_by=central,
            )
        )  # fmt: skip
    CarriedBack.objects.bulk_create(carried)


def make_members(schools, today):
    """A parent of each council, so far as it has one."""
    terms = SeatTerm.objects.on(today).filter(council__school__in=schools, kind="PARENT").order_by("council", "pk")
    parents = {}
    for term in terms.select_related("council"):
        parents.setdefault(term.council.school_id, term)
    since = school_years.first_day(school_years.fall_year_of(today))
    return AdvisoryMember.objects.bulk_create(
        AdvisoryMember(
            school=school, user_id=parents[school.pk].user_id, name=parents[school.pk].name, languages=["en"],
            starts_on=since,
        )
        for school in schools
        if school.pk in parents
    )  # fmt: skip


def make_meeting(by, day, is_over):
    meeting = AdvisoryMeeting.objects.create(
        held_on=day,
        starts_at=time(18),
        mode="HYBRID",
        place="Central office, room 2",
        link="https://meet.example.org/parents",
        languages=["en", "es"],
        interpretation="Spanish; child care is offered",
        state="HELD" if is_over else "PLANNED",
        guests_total=6 if is_over else None,
        notes_en=NOTES if is_over else "",
        notes_es=NOTES_ES if is_over else "",
        recorded_by=by,
    )
    AdvisoryItem.objects.bulk_create(
        AdvisoryItem(meeting=meeting, section=section, title=title, title_es=title_es, minutes=minutes)
        for section, title, title_es, minutes in AGENDA
    )
    return meeting


def make_questions(rng, by, members, meetings, today):
    """The answered ones, the newest last; the first is from the home school."""
    initiatives = {one.code: one for one in Initiative.objects.all()}
    reading = Indicator.objects.first()
    home = next((one for one in members if one.school.code == HOME_SCHOOL), members[0])
    rows = []
    for place, (topic, language, text, english, spanish, code, answer, answer_es, promise) in enumerate(QUESTIONS):
        member = home if place == 0 else rng.choice(members)
        asked = meetings[0].held_on if meetings and answer else today - timedelta(days=12 + place * 9)
        rows.append(
            AdvisoryQuestion(
                school=member.school, member=member, meeting=meetings[0] if meetings and answer else None,
                asked_on=asked, language=language, text=text, text_en=english, text_es=spanish, topic=topic,
                initiative=initiatives.get(code), indicator=reading if topic == "LEARNING" else None,
                state="ANSWERED" if answer else "OFFICE" if topic == "SUPPORT" else "ASKED",
                office="Special education" if topic == "SUPPORT" else "",
                answered_on=asked + timedelta(days=7 + place * 6) if answer else None, answer_en=answer,
                answer_es=answer_es, follow_up=promise, follow_up_by=today - timedelta(days=2) if promise else None,
                published_on=today - timedelta(days=1) if answer and place < 2 else None, recorded_by=by,
            )
        )  # fmt: skip
    return [one for one in AdvisoryQuestion.objects.bulk_create(rows) if one.answered_on]
