"""Ways to compose a council: the state's (facts 4.2) and Hartford's older one (facts 4.9).

Each line: kind of seat, seats, seats in a high school, votes, how it is filled, how a vacancy is filled, years of a
term. Two terms in a row at most, one year for students: what bylaws here say; the law's own words are not at hand
(facts 4.3, contradiction 16). Vacancies are left to bylaws; the same people choose again.
"""

STATE = "STATE_7_5_2"
COUNCIL_MODELS = (
    {
        "code": STATE,
        "name_en": "State model: 7 parents, 5 teachers and 2 community members vote",
        "name_es": "Modelo estatal: votan 7 madres o padres, 5 docentes y 2 miembros de la comunidad",
        "voting_seats": 14,
        "source": "Connecticut General Statutes 10-223j, as restated by the state boards' association (NASBE)",
        "lines": (
            ("PARENT", 7, 7, True, "PARENTS", "PARENTS", 2),
            ("TEACHER", 5, 5, True, "TEACHERS", "TEACHERS", 2),
            ("COMMUNITY", 2, 2, True, "MEMBERS", "MEMBERS", 2),
            ("ADMIN", 1, 1, False, "OFFICE", "OFFICE", 1),
            ("STUDENT", 0, 2, False, "STUDENTS", "STUDENTS", 1),
        ),
    },
    {
        "code": "HPS_12",
        "name_en": "Hartford model: up to 12 members, half of them parents",
        "name_es": "Modelo de Hartford: hasta 12 miembros, la mitad madres o padres",
        "voting_seats": 12,
        "source": "Hartford Board of Education policy of 2009, as reported by the Hartford Courant",
        "lines": (
            ("PARENT", 6, 6, True, "PARENTS", "PARENTS", 2),
            ("TEACHER", 3, 3, True, "TEACHERS", "TEACHERS", 2),
            ("COMMUNITY", 2, 2, True, "MEMBERS", "MEMBERS", 2),
            ("OTHER", 1, 1, True, "COUNCIL", "COUNCIL", 2),
            ("ADMIN", 1, 1, False, "OFFICE", "OFFICE", 1),
            ("STUDENT", 0, 2, False, "STUDENTS", "STUDENTS", 1),
        ),
    },
)
