"""The nine modules that a district begins with (facts 4.8); afterwards they are the district's own.

Each line: code, name, name in Spanish, what it is about, the same in Spanish, required of, days within which it is due
after taking office, minutes, years for which it holds (None for good), whether it is asked anew with each term, the
initiative of the plan that it serves. The basics are due in the 60 days of facts 10; what belongs to a season of the
school year, before it.
"""

MEMBERS = ["PARENT", "TEACHER", "COMMUNITY", "ADMIN", "OTHER"]
DECIDING = ["PARENT", "TEACHER", "COMMUNITY", "OTHER"]

MODULES = (
    ("SGC_LAW", "What the law says about councils", "Lo que dice la ley sobre los consejos",
     "Why School Governance Councils exist, what state law and board policy ask of them, and what they may not do.",
     "Por qué existen los Consejos de Gobierno Escolar, qué les piden la ley estatal y la política de la junta, y qué "
     "no pueden hacer.", [*MEMBERS, "PRINCIPAL"], 60, 60, None, False, "3.1"),
    ("SGC_ROLES", "Roles and responsibilities", "Funciones y responsabilidades",
     "What parents, teachers, community members, students and the principal each bring to the council, and how they "
     "decide together.",
     "Qué aporta cada quien al consejo: familias, docentes, comunidad, estudiantes y dirección, y cómo deciden juntos.",
     [*MEMBERS, "STUDENT", "PRINCIPAL"], 60, 60, None, True, "3.1"),
    ("SGC_BYLAWS", "Bylaws and how a council works", "Estatutos y funcionamiento del consejo",
     "Writing and keeping bylaws; terms, officers, vacancies, agendas, quorum and votes.",
     "Escribir y respetar los estatutos; períodos, cargos, vacantes, agendas, quórum y votaciones.",
     ["OFFICER", "PRINCIPAL"], 90, 90, None, True, "3.1"),
    ("FOIA", "Open meetings and public records", "Reuniones abiertas y registros públicos",
     "A council is a public agency: notice, agenda, votes and minutes in time, and what counts as a meeting.",
     "El consejo es una entidad pública: aviso, orden del día, votos y actas a tiempo, y qué cuenta como reunión.",
     [*MEMBERS, "PRINCIPAL"], 60, 60, 3, False, "3.1"),
    ("DATA_SIP", "School data and the improvement plan", "Datos de la escuela y plan de mejora",
     "Reading the school's figures with families, and advising on the school improvement plan.",
     "Leer los datos de la escuela con las familias y aconsejar sobre el plan de mejora escolar.",
     DECIDING, 240, 90, 2, False, "3.1"),
    ("BUDGET", "The school budget", "El presupuesto de la escuela",
     "Where the money comes from, what a council advises on, and when its advice is due.",
     "De dónde viene el dinero, sobre qué aconseja el consejo y cuándo debe dar su consejo.",
     DECIDING, 150, 90, 2, False, "3.1"),
    ("PRINCIPAL_HIRING", "Choosing a principal", "Elegir a la directora o al director",
     "Interviewing candidates fairly and in confidence, and recommending to the Superintendent.",
     "Entrevistar con justicia y reserva, y recomendar a la Superintendencia.", [], 60, 60, 3, False, "3.1"),
    ("COMPACT", "School-family compacts", "Acuerdos entre escuela y familia",
     "Writing the compact with families, tying it to learning goals, and using it at conferences all year.",
     "Escribir el acuerdo con las familias, unirlo a las metas de aprendizaje y usarlo en las reuniones todo el año.",
     [*MEMBERS, "PRINCIPAL"], 120, 90, 2, False, "3.2"),
    ("OUTREACH_ELECTIONS", "Reaching families and holding elections", "Llegar a las familias y celebrar elecciones",
     "Inviting families who are seldom heard, in their languages, and running an election in lawful order.",
     "Invitar en su idioma a las familias que pocas veces se escuchan y llevar una elección en el orden legal.",
     ["OFFICER"], 120, 60, 2, False, "3.1"),
)  # fmt: skip
