"""Stories of the demo, in both languages: told, waiting for a second person, and one whose permission was withdrawn.

Everything is invented. The pictures are drawn, so that nobody is in them.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from district.models import School, User
from fce_portal.demo.people import HOME_SCHOOL
from plans.models import Initiative, Story, StoryPermission
from plans.stories import pictures

CENTRAL, ADMINISTRATOR = "central@hartford.example", "admin@hartford.example"
SIGNED = ("Family and Community Engagement Office", "Oficina de Participación de las Familias y la Comunidad")

# days ago, at the home school?, initiative, state, (title, text) in English, the same in Spanish, people, withdrawn?
STORIES = (
    (9, True, "1.1", "PUBLISHED",
     ("A greeter at the door, every morning",
      "Since October two parents stand at the main door from 7:40 to 8:10. They know where the office is, who speaks "
      "Spanish, and how to ring the nurse. In the first month they greeted about 90 families a week. The office says "
      "that fewer people leave without an answer."),
     ("Alguien en la puerta que saluda, cada mañana",
      "Desde octubre, dos madres y padres están en la puerta principal de 7:40 a 8:10. Saben dónde está la oficina, "
      "quién habla español y cómo llamar a la enfermera. En el primer mes saludaron a unas 90 familias por semana. La "
      "oficina dice que menos personas se van sin respuesta."),
     1, False),
    (23, False, "1.3", "PUBLISHED",
     ("Reading at home: a workshop that teachers took too",
      "Families and teachers of four schools sat at the same tables and tried three ways to read a book together. Each "
      "family took two books home. Teachers said they will send the questions of the workshop with the next report."),
     ("Leer en casa: un taller que también tomaron los maestros",
      "Familias y maestros de cuatro escuelas se sentaron en las mismas mesas y probaron tres maneras de leer un libro "
      "juntos. Cada familia se llevó dos libros. Los maestros dijeron que enviarán las preguntas del taller con el "
      "próximo informe."),
     0, False),
    (41, True, "3.2", "PUBLISHED",
     ("A compact that fits on one page",
      "The council asked for a compact that a family can read in five minutes. Parents, teachers and students cut it "
      "from four pages to one, in English and Spanish, and voted on it in October."),
     ("Un acuerdo que cabe en una página",
      "El consejo pidió un acuerdo que una familia pueda leer en cinco minutos. Madres, padres, maestros y estudiantes "
      "lo redujeron de cuatro páginas a una, en inglés y español, y lo votaron en octubre."),
     0, False),
    (5, False, "2.1", "READY",
     ("Neighbors learn what to do before it is an emergency",
      "Forty neighbors met a counselor at the library and left with a list of whom to call."),
     ("Vecinos aprenden qué hacer antes de una emergencia",
      "Cuarenta vecinos se reunieron con una consejera en la biblioteca y se llevaron una lista de a quién llamar."),
     0, False),
    (60, True, "1.2", "TAKEN_DOWN",
     ("A father asks the Superintendent",
      "A father asked why the bus is late on Mondays. Two weeks later the route was changed."),
     ("Un padre le pregunta a la Superintendencia",
      "Un padre preguntó por qué el autobús llega tarde los lunes. Dos semanas después se cambió la ruta."),
     1, True),
)  # fmt: skip
PICTURED = {
    0: ("A door with three arches, the middle one open.", "Una puerta con tres arcos, el del medio abierto."),
    1: ("Open books on a long table.", "Libros abiertos sobre una mesa larga."),
}


def make_stories(today):
    writer, reader = (User.objects.get(email=email) for email in (CENTRAL, ADMINISTRATOR))
    home = School.objects.get(code=HOME_SCHOOL)
    initiatives = {one.code: one for one in Initiative.objects.all()}
    made = []
    for number, (ago, at_home, code, state, english, spanish, people, _withdrawn) in enumerate(STORIES):
        day = today - timedelta(days=ago)
        is_out = state in ("PUBLISHED", "TAKEN_DOWN")
        picture = pictures.keep(drawn(number), by=writer) if number in PICTURED else None
        alt = PICTURED.get(number, ("", ""))
        made.append(
            Story(
                title_en=english[0], text_en=english[1], title_es=spanish[0], text_es=spanish[1], happened_on=day,
                signed_en=SIGNED[0], signed_es=SIGNED[1],
                school=home if at_home else None, initiative=initiatives.get(code), state=state,
                people_in_words=people, picture=picture, alt_en=alt[0], alt_es=alt[1], written_by=writer,
                ready_by=writer, published_by=reader if is_out else None,
                published_at=at_ten(day + timedelta(days=2)) if is_out else None,
                taken_down_because="PERMISSION_ENDED" if state == "TAKEN_DOWN" else "",
            )
        )  # fmt: skip
    Story.objects.bulk_create(made)
    StoryPermission.objects.bulk_create(
        StoryPermission(
            story=story, person="The parent who speaks", giver="SELF", covers_words=True, given_on=story.happened_on,
            ends_on=story.happened_on + timedelta(days=365), kept_at="Folder 12, Family Engagement Office",
            withdrawn_on=today - timedelta(days=12) if row[-1] else None, recorded_by=writer,
        )
        for story, row in zip(made, STORIES, strict=True)
        if story.people_in_words
    )  # fmt: skip


def at_ten(day):
    return timezone.make_aware(datetime.combine(day, time(10)))


def drawn(number):
    """A drawing in the colours of the portal: arches, or books. No photograph, nobody in it."""
    picture = Image.new("RGB", (960, 640), "#e3f0f2")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 540, 960, 640), fill="#f0a818")
    if number == 0:
        for left, colour in ((110, "#0c2e3e"), (370, "#0a5a6a"), (630, "#7b3a6c")):
            pen.pieslice((left, 150, left + 220, 370), 180, 360, fill=colour)
            pen.rectangle((left, 260, left + 220, 540), fill=colour)
        pen.pieslice((420, 200, 540, 320), 180, 360, fill="#ffffff")
        pen.rectangle((420, 260, 540, 540), fill="#ffffff")
    else:
        for left, colour in ((80, "#0a5a6a"), (370, "#b86e00"), (660, "#7b3a6c")):
            pen.polygon([(left, 400), (left + 110, 430), (left + 110, 520), (left, 490)], fill=colour)
            pen.polygon([(left + 220, 400), (left + 110, 430), (left + 110, 520), (left + 220, 490)], fill="#0c2e3e")
    return picture
