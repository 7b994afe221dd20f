"""Invented people: names put together by chance from common first and last names."""

from string import ascii_uppercase

FIRST = """
    Alejandra Andre Angela Anthony Aracelis Beatriz Brenda Carlos Carmen Cassandra Charles Claudette Damaris Daniel
    Denise Desmond Diana Edwin Elena Elijah Ewa Fatima Francisco Gladys Grace Gwendolyn Hector Imani Ivette Jamal
    Janet Jasmine Joanna Jorge Joyce Karen Kevin Keisha Latoya Leonard Lillian Luis Luz Magdalena Marcus Maribel
    Marta Michelle Migdalia Monique Nadia Natalia Nelson Nilda Noemi Olga Patrick Paulette Priya Rafael Raquel
    Rebecca Ricardo Rosa Ruth Samuel Sandra Sean Sonia Stephanie Tamara Teresa Thomas Valerie Vanessa Victor Wanda
    William Xiomara Yolanda Zoila
""".split()  # noqa: SIM905  a list of words reads better as words

LAST = """
    Acevedo Adams Allen Alvarado Baez Bailey Bennett Brown Burgos Campbell Castillo Clarke Colon Cordero Cruz Davis
    Delgado Diaz Dixon Edwards Feliciano Figueroa Flores Foster Francis Garcia Gonzalez Gordon Grant Green Harris
    Henry Hernandez Jackson James Johnson Jones Kowalski Lebron Lopez Maldonado Marrero Martin Matos Mendez Miller
    Mitchell Morales Murphy Negron Nguyen Nieves Nowak Ocasio Ortiz Osei Pagan Parker Perez Quinones Ramos Reid
    Reyes Rivera Roberts Robinson Rodriguez Rosado Ruiz Santiago Santos Scott Serrano Smith Soto Stewart Thompson
    Torres Vargas Vega Velez Walker Washington White Williams Wilson Wright Zayas
""".split()  # noqa: SIM905  a list of words reads better as words


def invented_names(rng):
    """Full names without end, no two alike (a middle initial keeps namesakes apart)."""
    used = set()
    while True:
        first, last = rng.choice(FIRST), rng.choice(LAST)
        name = f"{first} {last}"
        if name in used:
            name = f"{first} {rng.choice(ascii_uppercase)}. {last}"
        if name not in used:
            used.add(name)
            yield name


def email_of(name):
    return name.lower().replace(".", "").replace(" ", ".") + "@hartford.example"
