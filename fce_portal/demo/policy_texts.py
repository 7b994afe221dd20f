"""The words of the demo's engagement policies, and their Spanish."""

# of a school: (text, in Spanish)
SCHOOL = {
    "involvement": (
        "Families sit in the team that plans the year. Each season they read what we plan and say what to change.",
        "Las familias forman parte del equipo que planea el año. En cada estación leen lo que planeamos y dicen qué "
        "cambiar.",
    ),
    "annual_meeting": (
        "In September all families are invited. We explain what Title I is, what it asks of us, and your right to take "
        "part.",
        "En septiembre invitamos a todas las familias. Explicamos qué es Título I, qué nos pide y su derecho a "
        "participar.",
    ),
    "flexible": (
        "We meet in the morning, in the evening and online. We help with the way, with child care, or we come home to "
        "you.",
        "Nos reunimos por la mañana, por la tarde y en línea. Ayudamos con el transporte, con el cuidado de los niños, "
        "o vamos a su casa.",
    ),
    "information": (
        "By October you know what your child learns, how we test it, and what we aim for. We tell you of changes.",
        "Para octubre usted sabe qué aprende su hijo o hija, cómo lo evaluamos y a qué nivel aspiramos. Le avisamos de "
        "los cambios.",
    ),
    "suggestions": (
        "Ask for a meeting any day. We answer within two days, and we write down what became of what you said.",
        "Pida una reunión cualquier día. Respondemos en dos días y escribimos qué pasó con lo que usted dijo.",
    ),
    "objections": (
        "If you do not agree with our plan, write it down. We send your words to the district with the plan.",
        "Si no está de acuerdo con nuestro plan, escríbalo. Enviamos sus palabras al distrito junto con el plan.",
    ),
    "compact_part": (
        "Families write the compact with us each fall. It belongs to this policy, and we talk about it at conferences.",
        "Las familias escriben el acuerdo con nosotros cada otoño. Es parte de esta política y hablamos de él en las "
        "conferencias.",
    ),
    "capacity": (
        "Evenings show what each grade learns. Families learn with us, and staff learn from families how to work with "
        "them.",
        "Hay noches que muestran qué aprende cada grado. Las familias aprenden con nosotros, y el personal aprende de "
        "ellas cómo trabajar juntos.",
    ),
    "inclusion": (
        "We bring interpreters. Rooms have ramps. We read texts aloud, and we call families who have just moved here.",
        "Traemos intérpretes. Las salas tienen rampas. Leemos los textos en voz alta y llamamos a las familias que "
        "acaban de llegar.",
    ),
    "distribution": (
        "Every family gets this text in its language in the fall. It hangs at the door and is read again each spring.",
        "Cada familia recibe este texto en su idioma en otoño. Está en la puerta y se vuelve a leer cada primavera.",
    ),
    "developed": (
        "Five parents, three teachers and the council wrote it. Families read the draft at the fall evening.",
        "Lo escribieron cinco padres y madres, tres maestros y el consejo. Las familias leyeron el borrador en la "
        "noche de otoño.",
    ),
    "heard": (
        "Families asked for evening meetings and for child care. Both stand in the policy now.",
        "Las familias pidieron reuniones por la tarde y cuidado de niños. Ambas cosas están ahora en la política.",
    ),
}
DISTRICT = {
    "involvement": (
        "Parents from every part of the city sit in the group that writes the district's plan, and read each draft.",
        "Padres y madres de toda la ciudad están en el grupo que escribe el plan del distrito y leen cada borrador.",
    ),
    "capacity": (
        "The family office helps each school with training, people and money to work with families.",
        "La oficina de familias ayuda a cada escuela con formación, personas y dinero para trabajar con las familias.",
    ),
    "coordination": (
        "We plan together with the library, preschools and adult classes, so that families need not ask twice.",
        "Planeamos junto con la biblioteca, los preescolares y las clases para adultos, para que nadie tenga que "
        "preguntar dos veces.",
    ),
    "inclusion": (
        "Interpreters, rooms without steps, texts read aloud: we ask each family what it needs to take part.",
        "Intérpretes, salas sin escalones, textos leídos en voz alta: preguntamos a cada familia qué necesita.",
    ),
    "evaluation": (
        "Each spring families tell us what keeps them away, what they need and what worked. We publish what we change.",
        "Cada primavera las familias nos dicen qué las aleja, qué necesitan y qué funcionó. Publicamos lo que "
        "cambiamos.",
    ),
    "reserve": (
        "Parents decide with us each year how the money set aside for families is spent, and see what it bought.",
        "Los padres deciden con nosotros cada año cómo se gasta el dinero apartado para las familias y ven qué se "
        "compró.",
    ),
    "distribution": (
        "Every family gets this policy with the school's own, in its language, and it stands on this page.",
        "Cada familia recibe esta política junto con la de su escuela, en su idioma, y está en esta página.",
    ),
    "developed": (
        "A group of forty parents and staff wrote it in four evenings.",
        "Un grupo de cuarenta padres y personal la escribió en cuatro noches.",
    ),
    "heard": (
        "Parents asked to see how the money is spent. It stands in the policy now.",
        "Los padres pidieron ver cómo se gasta el dinero. Ahora está en la política.",
    ),
}
