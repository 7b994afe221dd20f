"""The words of the demo's compacts, and their Spanish."""

TEXTS = {
    "shared": "We share the work. Families, teachers and students each do a part, and we check together how it goes.",
    "school_role": "We teach every child well, in rooms where children feel safe and welcome.",
    "family_role": "You help in class when you can, you decide with us, and you plan time for reading and rest.",
    "student_role": "I come on time, I try again when it is hard, and I tell somebody when I need help.",
    "strategies": "Talk, read and count together every day, in the language you speak best.",
    "conferences": "We meet in November and in March. We go through this compact for your child each time.",
    "reports": "Every month you hear how your child is doing. Report cards come three times a year.",
    "access": "Call or write to us any day. Come and help in class. Come and watch a lesson.",
    "two_way": "We talk in your language, with an interpreter where you want one, and we answer within two days.",
}

# (first grade, last grade): what teachers do, what families do at home, what students do, goals by indicator
BANDS = {
    (-1, 2): (
        "We read with every child every day and send a book home each week.",
        "Read together for ten minutes a day. Ask what happened in the story.",
        "I choose a book and tell somebody about it.",
        [
            ("READ_G3", "Every child reads well by grade 3."),
            ("CHRONIC_ABS", "Every child is in school every day."),
        ],
    ),
    (3, 5): (
        "We show you each month what comes next in reading and math.",
        "Look at the monthly page together and try one of its games.",
        "I explain my homework to somebody at home.",
        [
            ("READ_G3", "Every third grader reads at grade level."),
            ("CHRONIC_ABS", "Fewer children miss school days."),
        ],
    ),
    (6, 8): (
        "We tell you early when a grade falls, and what helps.",
        "Ask once a week to see the planner.",
        "I keep my planner and ask when I am lost.",
        [("CHRONIC_ABS", "Every student misses fewer than nine days.")],
    ),
    (9, 12): (
        "We check the credits with you twice a year.",
        "Talk about plans after school. Come to the evening for grade 9.",
        "I know my credits and my next step.",
        [("GRAD_4YR", "Every student is on the way to the diploma.")],
    ),
}

SPANISH = {
    TEXTS[
        "shared"
    ]: "Nos repartimos el trabajo. Familias, maestros y estudiantes hacen cada uno su parte, y juntos vemos cómo va.",
    TEXTS["school_role"]: "Enseñamos bien a cada niño y niña, en aulas donde se sienten seguros y bienvenidos.",
    TEXTS[
        "family_role"
    ]: "Usted ayuda en clase cuando puede, decide con nosotros y reserva tiempo para leer y descansar.",
    TEXTS["student_role"]: "Llego a tiempo, lo intento otra vez cuando es difícil y digo cuando necesito ayuda.",
    TEXTS["strategies"]: "Hablen, lean y cuenten juntos cada día, en el idioma que mejor hablen.",
    TEXTS["conferences"]: "Nos reunimos en noviembre y en marzo. Cada vez vemos este acuerdo para su hijo o hija.",
    TEXTS["reports"]: "Cada mes usted sabe cómo va su hijo o hija. Las calificaciones llegan tres veces al año.",
    TEXTS["access"]: "Llámenos o escríbanos cualquier día. Venga a ayudar en clase. Venga a ver una lección.",
    TEXTS["two_way"]: "Hablamos en su idioma, con intérprete si usted quiere, y contestamos en dos días.",
    "The first draft came from grade teams; families read it at two evenings and sent their words.": (
        "El primer borrador vino de los equipos de grado; las familias lo leyeron en dos tardes y opinaron."
    ),
    "Families asked for texts instead of letters and for earlier meetings. Both now stand in this compact.": (
        "Las familias pidieron mensajes en vez de cartas y reuniones más temprano. Ahora este acuerdo lo dice."
    ),
    "We read with every child every day and send a book home each week.": (
        "Leemos con cada niño y niña todos los días y mandamos un libro a casa cada semana."
    ),
    "Read together for ten minutes a day. Ask what happened in the story.": (
        "Lean juntos diez minutos al día. Pregunte qué pasó en el cuento."
    ),
    "I choose a book and tell somebody about it.": "Elijo un libro y le cuento a alguien de qué trata.",
    "Every child reads well by grade 3.": "Cada niño y niña lee bien al llegar al grado 3.",
    "Every child is in school every day.": "Cada niño y niña está en la escuela todos los días.",
    "We show you each month what comes next in reading and math.": (
        "Cada mes le mostramos lo que sigue en lectura y matemáticas."
    ),
    "Look at the monthly page together and try one of its games.": (
        "Miren juntos la hoja del mes y prueben uno de sus juegos."
    ),
    "I explain my homework to somebody at home.": "Explico mi tarea a alguien en casa.",
    "Every third grader reads at grade level.": "Cada estudiante de tercer grado lee al nivel de su grado.",
    "Fewer children miss school days.": "Menos niños faltan a la escuela.",
    "We tell you early when a grade falls, and what helps.": "Le avisamos pronto cuando baja una nota, y qué ayuda.",
    "Ask once a week to see the planner.": "Pida ver la agenda una vez por semana.",
    "I keep my planner and ask when I am lost.": "Llevo mi agenda y pregunto cuando me pierdo.",
    "Every student misses fewer than nine days.": "Cada estudiante falta menos de nueve días.",
    "We check the credits with you twice a year.": "Revisamos los créditos con usted dos veces al año.",
    "Talk about plans after school. Come to the evening for grade 9.": (
        "Hablen de los planes para después de la escuela. Venga a la tarde para el grado 9."
    ),
    "I know my credits and my next step.": "Conozco mis créditos y mi próximo paso.",
    "Every student is on the way to the diploma.": "Cada estudiante va camino del diploma.",
}

# passage, comment, proposed wording, the school's reply
COMMENTS = [
    (
        "access",
        "Many of us work in the day. Say that we may come in the evening too.",
        "Call or write to us any day. Come and help in class, or come in the evening. Come and watch a lesson.",
        "",
    ),
    ("reports", "Three times is not enough. Could we hear every month?", "", "Yes: a text every month. We change it."),
]
