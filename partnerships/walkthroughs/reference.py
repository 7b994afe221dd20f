"""What a district begins with: the headings of the national standards, and a first set of items of its own.

Of the national PTA's standards only number and name are here (facts 9); their text belongs to the PTA. The items are
ours, written along the four parts of a Connecticut walkthrough: (part, code, national standard, English, Spanish).
"""

from django.utils.translation import gettext_noop

HEADINGS = {
    2008: (
        ("Welcoming All Families into the School Community", "Acoger a todas las familias en la comunidad escolar"),
        ("Communicating Effectively", "Comunicarse eficazmente"),
        ("Supporting Student Success", "Apoyar el éxito de los estudiantes"),
        ("Speaking Up for Every Child", "Defender a cada niño"),
        ("Sharing Power", "Compartir el poder"),
        ("Collaborating with Community", "Colaborar con la comunidad"),
    ),
    2022: (
        ("Welcome All Families", "Acoger a todas las familias"),
        ("Communicate Effectively", "Comunicar con eficacia"),
        ("Support Student Success", "Apoyar el éxito estudiantil"),
        ("Speak Up for Every Child", "Alzar la voz por cada niño"),
        ("Share Power", "Compartir el poder de decidir"),
        ("Collaborate with Community", "Colaborar con la comunidad"),
    ),
}

ITEMS = (
    ("A", "way-from-street", 1, "From the street it is clear which door families use.",
     "Desde la calle se ve claramente qué puerta usan las familias."),
    ("A", "visitor-parking", 1, "There is parking for visitors, near the entrance and marked.",
     "Hay estacionamiento para visitantes, cerca de la entrada y señalado."),
    ("A", "step-free", 1, "A wheelchair or a stroller gets in without help.",
     "Se puede entrar sin ayuda con silla de ruedas o cochecito."),
    ("A", "welcome-sign", 1, "A welcome sign stands at the entrance in the languages families speak.",
     "En la entrada hay un letrero de bienvenida en los idiomas de las familias."),
    ("A", "direction-signs", 2, "Signs in those languages lead to the office and the classrooms.",
     "Letreros en esos idiomas guían a la oficina y a los salones."),
    ("A", "door-and-bell", 1, "How to ring and sign in is explained in a friendly way.",
     "Se explica con amabilidad cómo tocar el timbre y registrarse."),
    ("A", "waiting-area", 1, "There is a place to sit and wait, for adults and for small children.",
     "Hay un lugar para sentarse y esperar, para adultos y para niños pequeños."),
    ("A", "displays-of-cultures", 4, "Walls show the cultures and languages of the families.",
     "Las paredes muestran las culturas y los idiomas de las familias."),
    ("A", "work-of-students", 3, "Work of students is on show, with what it was meant to teach.",
     "Se exhiben trabajos de estudiantes, con lo que se quería enseñar."),
    ("A", "family-room", 1, "Parents have a room or a corner of their own with something to take along.",
     "Las familias tienen una sala o un rincón propio con materiales para llevar."),
    ("B", "greeting-rule", 1, "Everybody who works here knows how visitors are to be greeted.",
     "Todo el personal sabe cómo se recibe a las visitas."),
    ("B", "new-families", 1, "A family that comes during the year is shown around and named somebody to ask.",
     "A la familia que llega durante el año se le muestra la escuela y se le dice a quién preguntar."),
    ("B", "hours-for-work", 1, "Conferences and events are also held when parents who work can come.",
     "Hay reuniones y eventos también cuando pueden venir quienes trabajan."),
    ("B", "interpreters", 2, "An interpreter can be had for any conversation, and families know how.",
     "Se puede tener intérprete para cualquier conversación, y las familias saben cómo."),
    ("B", "child-care-rides", 1, "Child care, food or a ride are thought of when families are invited.",
     "Al invitar a las familias se piensa en cuidado de niños, comida o transporte."),
    ("B", "visits-to-class", 3, "Families may visit a class; how to do so is written down and simple.",
     "Las familias pueden visitar una clase; está escrito cómo y es sencillo."),
    ("B", "learning-at-home", 3, "Teachers tell families what is being learned and how to help at home.",
     "Los maestros dicen a las familias qué se está aprendiendo y cómo ayudar en casa."),
    ("B", "where-to-complain", 4, "Families know to whom to turn with a concern, and get an answer in days.",
     "Las familias saben a quién acudir con una preocupación y reciben respuesta en pocos días."),
    ("B", "voice-in-decisions", 5, "Parents take part in decisions that count, not only in events.",
     "Las familias participan en decisiones que cuentan, no solo en eventos."),
    ("B", "partners-known", 6, "The school knows what neighbors and partners offer, and brings families to it.",
     "La escuela conoce lo que ofrecen vecinos y organizaciones y acerca a las familias."),
    ("C", "greeted-soon", 1, "Whoever comes in is greeted within a minute, with a look and a word.",
     "A quien entra se le saluda en menos de un minuto, con una mirada y una palabra."),
    ("C", "tone-at-desk", 1, "At the desk people are spoken to with respect, also when it is busy.",
     "En la recepción se habla con respeto, también cuando hay mucho trabajo."),
    ("C", "help-in-language", 2, "Somebody who speaks no English is helped, in person or by an interpreter line.",
     "Se ayuda a quien no habla inglés, en persona o por línea de intérpretes."),
    ("C", "phone-answered", 2, "The phone is answered by a person who says their name and listens.",
     "Contesta el teléfono una persona que dice su nombre y escucha."),
    ("C", "hallway-greetings", 1, "In the hallways adults greet visitors and students.",
     "En los pasillos los adultos saludan a visitas y estudiantes."),
    ("C", "names-and-badges", 1, "One can see who works here and what they do.",
     "Se puede ver quién trabaja aquí y qué hace."),
    ("C", "private-word", 4, "There is a way to talk in private, without telling it at the desk.",
     "Hay manera de hablar en privado, sin contarlo en la recepción."),
    ("D", "plain-words", 2, "Letters and flyers are short and in plain words.",
     "Las cartas y los volantes son cortos y con palabras sencillas."),
    ("D", "in-our-languages", 2, "What every family must know is there in the languages they read.",
     "Lo que toda familia debe saber está en los idiomas que leen."),
    ("D", "handbook-tone", 1, "The handbook welcomes first and forbids later.",
     "El manual primero da la bienvenida y después prohíbe."),
    ("D", "website-current", 2, "The website is up to date, works on a phone and says whom to call.",
     "El sitio web está al día, funciona en el teléfono y dice a quién llamar."),
    ("D", "phone-message", 2, "The recorded message is friendly, short and in more than one language.",
     "El mensaje grabado es amable, corto y en más de un idioma."),
    ("D", "invites-to-decide", 5, "What is written invites families to advise, and says what came of it.",
     "Lo escrito invita a las familias a opinar y cuenta qué resultó de ello."),
    ("D", "community-services", 6, "Families find in writing where help is to be had in the neighborhood.",
     "Las familias encuentran por escrito dónde hay ayuda en el barrio."),
)  # fmt: skip

NOTE = gettext_noop(
    "A first set to begin with. Initiative 1.1 asks for standards of the community's own: change it together with "
    "families and staff, as a new version."
)
