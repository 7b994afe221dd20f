"""Ways to compose a council: the state's (facts 4.2) and Hartford's older one (facts 4.9)."""

COUNCIL_MODELS = (
    {
        "code": "STATE_7_5_2",
        "name_en": "State model: 7 parents, 5 teachers and 2 community members vote",
        "name_es": "Modelo estatal: votan 7 madres o padres, 5 docentes y 2 miembros de la comunidad",
        "voting_seats": 14,
        "source": "Connecticut General Statutes 10-223j, as restated by the state boards' association (NASBE)",
    },
    {
        "code": "HPS_12",
        "name_en": "Hartford model: up to 12 members, half of them parents",
        "name_es": "Modelo de Hartford: hasta 12 miembros, la mitad madres o padres",
        "voting_seats": 12,
        "source": "Hartford Board of Education policy of 2009, as reported by the Hartford Courant",
    },
)
