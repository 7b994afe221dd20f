"""The survey about a council: asked of its members, the principal and other parents of the school, all the same.

Nobody says which of them they are: one principal would be known at once. The items are the house's own words, built
from the domains of facts 10; no published instrument was found. Of each item only the number of answers and their mean
are shown, from the threshold on (facts 10 H). What was asked stays a version of the survey engine.
"""

from datetime import timedelta

from django.db import transaction

from district import school_years
from district.loading import load_languages
from governance.effectiveness.overview import councils_of
from indicators.models import SuppressionRule
from partnerships.models import Instrument, Survey
from partnerships.models.instruments import Audience, Detail, Scale, VersionState
from partnerships.models.surveys import LEAST_SHOWN_FROM
from partnerships.surveys import instruments, rounds

CODE = "council"
OPEN_FOR = timedelta(days=21)
NOTE = "The district's own, after the domains of initiative 3.3: for members, the principal and other parents."
TEXTS = (
    ("title", "How is our School Governance Council doing?", "¿Cómo va nuestro Consejo de Gobierno Escolar?"),
    (
        "intro",
        "For members of the council, the principal and other parents. About two minutes. Nobody can see who answered; "
        "leave out whatever you do not want to answer.",
        "Para miembros del consejo, la dirección y otras familias. Unos dos minutos. Nadie puede ver quién respondió; "
        "deje en blanco lo que no quiera responder.",
    ),
    ("section-meetings", "Its meetings", "Sus reuniones"),
    ("section-voice", "Whose voice counts", "Qué voz cuenta"),
    ("section-effect", "What comes of it", "Qué resulta"),
)
# section: (item, English, Spanish)
ITEMS = {
    "meetings": (
        ("time", "Meetings are at a time and place that work for families.",
         "Las reuniones son a una hora y en un lugar que convienen a las familias."),
        ("ready", "People get what they need to read in time.",
         "Las personas reciben a tiempo lo que necesitan leer."),
        ("language", "Everybody can follow and speak in their language.",
         "Todas las personas pueden seguir la reunión y hablar en su idioma."),
    ),
    "voice": (
        ("heard", "Parents are heard as much as staff.", "A las familias se las escucha tanto como al personal."),
        ("families", "The council knows what families of the school think.",
         "El consejo sabe qué piensan las familias de la escuela."),
        ("respect", "Different opinions are treated with respect.",
         "Las opiniones distintas se tratan con respeto."),
    ),
    "effect": (
        ("role", "It is clear what the council may decide and advise.",
         "Está claro qué puede decidir y aconsejar el consejo."),
        ("answered", "The principal answers the council's advice and says why.",
         "La dirección responde a los consejos del consejo y dice por qué."),
        ("told", "Families hear what came of the council's work.",
         "Las familias se enteran de qué resultó del trabajo del consejo."),
        ("better", "The council makes the school better.", "El consejo hace mejor a la escuela."),
    ),
}  # fmt: skip


@transaction.atomic
def load_instrument():
    """Make the instrument where it is not there yet; what the district makes of it afterwards is left alone."""
    if Instrument.objects.filter(code=CODE).exists():
        return
    load_languages()
    texts = {"en": {}, "es": {}}
    for key, english, spanish in TEXTS:
        texts["en"][key], texts["es"][key] = english, spanish
    for items in ITEMS.values():
        for code, english, spanish in items:
            texts["en"][f"item-{code}"], texts["es"][f"item-{code}"] = english, spanish
    version = instruments.make_instrument(
        code=CODE,
        name="School Governance Councils",
        audience=Audience.COUNCIL,
        sections={section: [(code, Scale.AGREE5, []) for code, *_texts in rows] for section, rows in ITEMS.items()},
        texts=texts,
        detail=Detail.MEAN,
        note=NOTE,
    )
    instruments.take_into_use(version)


def survey_of(fall_year):
    """The newest council survey of a school year, or None."""
    return Survey.objects.filter(version__instrument__code=CODE, fall_year=fall_year).order_by("-opens_on").first()


@transaction.atomic
def ask(fall_year, *, by, opens_on, closes_on=None, schools=None):
    """Open the survey of a year at all councils' schools (or at those given): closed links, results for the school and
    the district alone, from the smallest number of answers that both the engine and the district's rule allow."""
    load_instrument()
    version = Instrument.objects.get(code=CODE).versions.filter(state=VersionState.IN_USE).get()
    survey = rounds.make_survey(
        version=version,
        fall_year=fall_year,
        name=f"{version.instrument.name}, {school_years.label(fall_year)}",
        opens_on=opens_on,
        closes_on=closes_on or opens_on + OPEN_FOR,
        schools=schools or [council.school for council in councils_of(fall_year)],
        by=by,
        shown_from=max(LEAST_SHOWN_FROM, SuppressionRule.in_force().min_numerator),
        is_public=False,
    )
    return rounds.go(survey, "open")
