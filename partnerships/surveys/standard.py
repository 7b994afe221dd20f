"""The district's own questionnaires, as a beginning: families, staff, partners, and one along Gallup's five drivers.

The questions are the house's own words, short enough for three minutes on a phone. Of Gallup's instrument (2015; facts
7.4) only the names of the drivers are taken; its questions are not free to copy.
"""

from django.utils.translation import gettext_noop

from partnerships.models import Instrument
from partnerships.models.instruments import Audience, Scale
from partnerships.surveys.instruments import make_instrument, take_into_use

A5, YN, O4 = Scale.AGREE5, Scale.YES_NO, Scale.OFTEN4

# Each: code, name, audience, note, {section: (English, Spanish, [(item, scale, English, Spanish[, choices])])},
# and title and introduction in both languages.
STANDARD = (
    {
        "code": "families",
        "name": "Families and our school",
        "audience": Audience.FAMILIES,
        "note": gettext_noop(
            "The district's own questionnaire for families, after the conditions of the dual capacity framework."
        ),
        "title": ("How is it going with our school?", "¿Cómo le va con nuestra escuela?"),
        "intro": (
            "About three minutes. Nobody can see who answered. Leave out whatever you do not want to answer.",
            "Unos tres minutos. Nadie puede ver quién respondió. Deje en blanco lo que no quiera responder.",
        ),
        "sections": {
            "welcome": (
                "Being welcome",
                "Sentirse bienvenido",
                [
                    ("welcome-school", A5, "I feel welcome at school.", "Me siento bienvenido en la escuela."),
                    (
                        "welcome-language",
                        A5,
                        "I can speak with somebody in my language.",
                        "Puedo hablar con alguien en mi idioma.",
                    ),
                    (
                        "welcome-respect",
                        A5,
                        "People at school treat my family with respect.",
                        "En la escuela tratan a mi familia con respeto.",
                    ),
                ],
            ),
            "learning": (
                "Learning",
                "El aprendizaje",
                [
                    ("learning-progress", A5, "I know how my child is doing.", "Sé cómo le va a mi hijo o hija."),
                    (
                        "learning-home",
                        A5,
                        "I know what I can do at home to help my child learn.",
                        "Sé qué puedo hacer en casa para ayudar a mi hijo o hija a aprender.",
                    ),
                    (
                        "learning-expect",
                        A5,
                        "The school expects a lot of my child.",
                        "La escuela espera mucho de mi hijo o hija.",
                    ),
                ],
            ),
            "together": (
                "Talking with each other",
                "La comunicación",
                [
                    ("together-hear", O4, "I hear from the school.", "Recibo noticias de la escuela."),
                    (
                        "together-answer",
                        A5,
                        "When I ask something, I get an answer.",
                        "Cuando pregunto algo, recibo una respuesta.",
                    ),
                    (
                        "together-decide",
                        A5,
                        "Families have a say in what the school decides.",
                        "Las familias tienen voz en lo que decide la escuela.",
                    ),
                    (
                        "together-council",
                        YN,
                        "I know that the school has a council with parents.",
                        "Sé que la escuela tiene un consejo con padres y madres.",
                    ),
                ],
            ),
            "taking-part": (
                "Taking part",
                "Participar",
                [
                    (
                        "part-in",
                        Scale.SEVERAL,
                        "What did you take part in this year?",
                        "¿En qué participó este año?",
                        {
                            "conference": ("A conference with a teacher", "Una reunión con un maestro o maestra"),
                            "evening": ("An evening or a workshop", "Una tarde o un taller"),
                            "visit": ("A home visit", "Una visita al hogar"),
                            "helping": ("Helping at school", "Ayudar en la escuela"),
                            "nothing": ("None of these", "Nada de esto"),
                        },
                    ),
                    (
                        "own-words",
                        Scale.TEXT,
                        "What should we do differently?",
                        "¿Qué deberíamos hacer de otra manera?",
                    ),
                ],
            ),
        },
    },
    {
        "code": "staff",
        "name": "Staff and families",
        "audience": Audience.STAFF,
        "note": gettext_noop("The district's own questionnaire for staff."),
        "title": ("Working with families", "Trabajar con las familias"),
        "intro": (
            "About three minutes. Nobody can see who answered.",
            "Unos tres minutos. Nadie puede ver quién respondió.",
        ),
        "sections": {
            "skills": (
                "What I can do",
                "Lo que sé hacer",
                [
                    (
                        "staff-prepared",
                        A5,
                        "I feel prepared to work with all families of my students.",
                        "Me siento con preparación para trabajar con todas las familias de mis estudiantes.",
                    ),
                    (
                        "staff-data",
                        A5,
                        "I can show families how their child is doing in words they understand.",
                        "Puedo mostrar a las familias cómo le va a su hijo o hija con palabras que entienden.",
                    ),
                    (
                        "staff-learn",
                        A5,
                        "I learn from families about their children.",
                        "Aprendo de las familias sobre sus hijos e hijas.",
                    ),
                ],
            ),
            "support": (
                "What supports me",
                "Lo que me apoya",
                [
                    (
                        "staff-time",
                        A5,
                        "I have time set aside for working with families.",
                        "Tengo tiempo reservado para trabajar con las familias.",
                    ),
                    (
                        "staff-interpreter",
                        A5,
                        "I get an interpreter when I need one.",
                        "Consigo un intérprete cuando lo necesito.",
                    ),
                    (
                        "staff-leaders",
                        A5,
                        "The leaders of my school see families as partners.",
                        "La dirección de mi escuela ve a las familias como aliadas.",
                    ),
                    ("staff-words", Scale.TEXT, "What would help you most?", "¿Qué le ayudaría más?"),
                ],
            ),
        },
    },
    {
        "code": "partners",
        "name": "Partners and the district",
        "audience": Audience.PARTNERS,
        "note": gettext_noop("The district's own questionnaire for community partners."),
        "title": ("Working with the schools", "Trabajar con las escuelas"),
        "intro": (
            "About two minutes. Nobody can see who answered.",
            "Unos dos minutos. Nadie puede ver quién respondió.",
        ),
        "sections": {
            "work": (
                "Our work together",
                "Nuestro trabajo en común",
                [
                    (
                        "partner-goals",
                        A5,
                        "We and the schools agree on what our work is for.",
                        "Las escuelas y nosotros coincidimos en para qué es nuestro trabajo.",
                    ),
                    ("partner-contact", A5, "We know whom to call.", "Sabemos a quién llamar."),
                    (
                        "partner-data",
                        A5,
                        "We get the figures that we need to see whether it works.",
                        "Recibimos las cifras que necesitamos para ver si funciona.",
                    ),
                    ("partner-heard", A5, "Our advice is heard.", "Se escucha nuestro consejo."),
                    (
                        "partner-words",
                        Scale.TEXT,
                        "What stands in the way of our work?",
                        "¿Qué dificulta nuestro trabajo?",
                    ),
                ],
            ),
        },
    },
    {
        "code": "drivers",
        "name": "Families along five drivers (optional)",
        "audience": Audience.FAMILIES,
        "note": gettext_noop(
            "Headings: the five drivers of parent engagement that Gallup named in 2015. The questions are the "
            "district's own; results cannot be held against Gallup's."
        ),
        "title": ("Five questions about our school", "Cinco preguntas sobre nuestra escuela"),
        "intro": ("One minute. Nobody can see who answered.", "Un minuto. Nadie puede ver quién respondió."),
        "sections": {
            "leadership": (
                "Leadership",
                "Liderazgo",
                [
                    (
                        "driver-leadership",
                        A5,
                        "The people who lead the school can be reached and keep their word.",
                        "Quienes dirigen la escuela son accesibles y cumplen su palabra.",
                    )
                ],
            ),
            "standards": (
                "Academic standards",
                "Nivel académico",
                [
                    (
                        "driver-standards",
                        A5,
                        "My child learns what they will need.",
                        "Mi hijo o hija aprende lo que va a necesitar.",
                    )
                ],
            ),
            "personal": (
                "Personalized learning",
                "Aprendizaje personalizado",
                [
                    (
                        "driver-personal",
                        A5,
                        "The teachers see what my child is good at.",
                        "Los maestros ven en qué destaca mi hijo o hija.",
                    )
                ],
            ),
            "environment": (
                "Environment",
                "Ambiente",
                [
                    (
                        "driver-environment",
                        A5,
                        "My child is safe and treated with care.",
                        "Mi hijo o hija está seguro y lo tratan con cuidado.",
                    )
                ],
            ),
            "communication": (
                "Communication and involvement",
                "Comunicación y participación",
                [
                    (
                        "driver-communication",
                        A5,
                        "There are many ways for us to take part.",
                        "Hay muchas maneras de participar.",
                    )
                ],
            ),
        },
    },
    {
        "code": "after-event",
        "name": "After an event",
        "audience": Audience.FAMILIES,
        "note": gettext_noop("Asked by a poster about one activity. All questions on the five steps."),
        "title": ("How was it?", "¿Qué le pareció?"),
        "intro": (
            "Three questions, half a minute. Nobody can see who answered.",
            "Tres preguntas, medio minuto. Nadie puede ver quién respondió.",
        ),
        "sections": {
            "event": (
                "",
                "",
                [
                    ("event-welcome", A5, "I felt welcome.", "Me sentí bienvenido."),
                    (
                        "event-useful",
                        A5,
                        "I learned something that helps my child learn.",
                        "Aprendí algo que ayuda a mi hijo o hija a aprender.",
                    ),
                    (
                        "event-ask",
                        A5,
                        "I could ask and say what matters to me.",
                        "Pude preguntar y decir lo que me importa.",
                    ),
                ],
            )
        },
    },
)


def load_standard():
    """Make those that are not there yet; what the district has made of one afterwards is left alone."""
    there = set(Instrument.objects.values_list("code", flat=True))
    for one in STANDARD:
        if one["code"] not in there:
            take_into_use(make_instrument(**described(one)))


def described(one):
    """The arguments of `make_instrument`."""
    texts = {"en": {}, "es": {}}

    def say(key, english, spanish):
        texts["en"][key], texts["es"][key] = english, spanish

    say("title", *one["title"])
    say("intro", *one["intro"])
    sections = {}
    for section, (english, spanish, items) in one["sections"].items():
        if english:
            say(f"section-{section}", english, spanish)
        sections[section] = rows = []
        for code, scale, item_english, item_spanish, *choices in items:
            words = choices[0] if choices else {}
            rows.append((code, scale, list(words)))
            say(f"item-{code}", item_english, item_spanish)
            for choice, both in words.items():
                say(f"choice-{code}-{choice}", *both)
    names = ("code", "name", "audience", "note")
    return {name: one[name] for name in names} | {"sections": sections, "texts": texts}
