"""The partners that the plan and its neighbours name (facts 8.2). Reference data: loaded once, then edited by people.

Shelters are named nowhere on purpose: where families without a home stay is protected (facts 11.3).
"""

from dataclasses import dataclass

from partnerships.models.partners import PartnerKind as Kind

CYCLE = "2015-2020"


@dataclass(frozen=True)
class PartnerText:
    name: str
    kinds: tuple
    about: str
    about_es: str
    initiatives: tuple = ()
    indicators: tuple = ()
    areas: tuple = ()
    languages: tuple = ()
    since_year: int | None = None
    website: str = ""


@dataclass(frozen=True)
class AreaText:
    code: str
    name: str
    name_es: str
    indicators: tuple = ()
    of_community_schools: bool = False


# The six areas of Community Schools (facts 8.2), then what the plan's initiatives ask for. Which indicators an area is
# to move is the district's own judgment: these ties are a proposal to begin with.
AREAS = (
    AreaText("HEALTH", "Health", "Salud", ("CHRONIC_ABS",), True),
    AreaText("MENTAL_HEALTH", "Mental health", "Salud mental", ("CHRONIC_ABS", "OSS_COUNT"), True),
    AreaText(
        "YOUTH",
        "Youth development and out-of-school time",
        "Desarrollo juvenil y tiempo fuera de la escuela",
        ("SSP_ADULT", "OSS_COUNT"),
        True,
    ),
    AreaText("LIFELONG", "Lifelong learning", "Aprendizaje para toda la vida", (), True),
    AreaText("PARENT", "Parent engagement", "Participación de las familias", ("CHRONIC_ABS", "READ_G3"), True),
    AreaText("COMMUNITY", "Community engagement", "Participación de la comunidad", (), True),
    AreaText("READING", "Reading by third grade", "Lectura para el tercer grado", ("READ_G3",)),
    AreaText(
        "COLLEGE_CAREER",
        "College and career readiness",
        "Preparación para la universidad y el trabajo",
        ("COLLEGE_ACCEPT", "GRAD_4YR", "CCR_ACCESS", "ALG1_G9"),
    ),
    AreaText("ARTS", "Arts and enrichment", "Artes y enriquecimiento"),
    AreaText("LEADERSHIP", "Parent leadership and councils", "Liderazgo de familias y consejos"),
    AreaText("BASIC_NEEDS", "Basic needs and housing", "Necesidades básicas y vivienda", ("CHRONIC_ABS",)),
)


PARTNERS = (
    PartnerText(
        "Hartford Foundation for Public Giving",
        (Kind.FUNDER,),
        "Funded the planning of the engagement plan; founding partner of the Community Schools. In 2018 it gave "
        "$380,000 for staff who build family, school and community partnerships.",
        "Financió la preparación del plan de participación; socia fundadora de las Escuelas Comunitarias. En 2018 dio "
        "$380,000 para el personal que forma alianzas entre familias, escuela y comunidad.",
        ("1.5",),
        areas=("COMMUNITY",),
    ),
    PartnerText(
        "Hartford Parent University",
        (Kind.PARENT_ORG,),
        "Classes for parents in English and Spanish, with a certificate after ten; trains councils and parent groups. "
        "Graduates: more than 60 in 2016, 85 in 2019, 107 in 2022.",
        "Clases para madres y padres en inglés y español, con un certificado después de diez; capacita a los consejos "
        "y a los grupos de padres. Personas graduadas: más de 60 en 2016, 85 en 2019, 107 en 2022.",
        ("1.3", "3.1"),
        areas=("PARENT", "LEADERSHIP", "LIFELONG"),
        languages=("en", "es"),
        since_year=2011,
    ),
    PartnerText(
        "Leadership Greater Hartford",
        (Kind.COMMUNITY_DEV,),
        "Leadership development; named in the plan as a resource.",
        "Desarrollo de liderazgo; el plan la nombra como recurso.",
        areas=("LEADERSHIP",),
    ),
    PartnerText(
        "Hartford Public Library",
        (Kind.LIBRARY,),
        "One of the seven community-wide efforts that the plan deepens.",
        "Uno de los siete esfuerzos de toda la comunidad que el plan profundiza.",
        ("1.6",),
        areas=("READING", "LIFELONG"),
    ),
    PartnerText(
        "Hartford Performs",
        (Kind.ARTS,),
        "Brings about 150 providers of arts education to the schools.",
        "Lleva a las escuelas a unos 150 proveedores de educación artística.",
        ("1.6",),
        areas=("ARTS",),
        website="https://hartfordperforms.org",
    ),
    PartnerText(
        "Hartford Promise",
        (Kind.COLLEGE_CAREER, Kind.FUNDER),
        "College scholarships, up to $20,000 when the plan was made, for students who live in Hartford, go to its "
        "schools through high school, attend at least 93% of days and have a grade average of 3.0.",
        "Becas universitarias, de hasta $20,000 cuando se hizo el plan, para estudiantes que viven en Hartford, van a "
        "sus escuelas durante la secundaria, asisten al menos al 93% de los días y tienen un promedio de 3.0.",
        ("1.6",),
        indicators=("CHRONIC_ABS", "COLLEGE_ACCEPT"),
        areas=("COLLEGE_CAREER",),
        website="https://www.hartfordpromise.org",
    ),
    PartnerText(
        "Hartford Campaign for Grade Level Reading",
        (Kind.ADVOCACY,),
        "Works so that every child reads at grade level by the end of third grade.",
        "Trabaja para que cada niño lea al nivel de su grado al final del tercer grado.",
        ("1.6",),
        indicators=("READ_G3",),
        areas=("READING",),
    ),
    PartnerText(
        "Hartford Partnership for Student Success",
        (Kind.COMMUNITY_DEV, Kind.CITY),
        "Coalition of the schools, the City, the Hartford Foundation and United Way since 2007, with companies that "
        "invest, behind the Community Schools; its members sign a memorandum each year.",
        "Coalición de las escuelas, la Ciudad, la Hartford Foundation y United Way desde 2007, con empresas que "
        "invierten, detrás de las Escuelas Comunitarias; sus miembros firman un memorando cada año.",
        ("1.5", "1.6"),
        areas=("COMMUNITY",),
        since_year=2007,
    ),
    PartnerText(
        "College and Career Readiness Framework Partnership",
        (Kind.COLLEGE_CAREER,),
        "One of the seven community-wide efforts that the plan deepens.",
        "Uno de los siete esfuerzos de toda la comunidad que el plan profundiza.",
        ("1.6",),
        indicators=("CCR_ACCESS",),
        areas=("COLLEGE_CAREER",),
    ),
    PartnerText(
        "Hartford Student Internship Plan",
        (Kind.COLLEGE_CAREER, Kind.BUSINESS),
        "One of the seven community-wide efforts that the plan deepens.",
        "Uno de los siete esfuerzos de toda la comunidad que el plan profundiza.",
        ("1.6",),
        indicators=("CCR_ACCESS",),
        areas=("COLLEGE_CAREER",),
    ),
    PartnerText(
        "The Village for Families and Children",
        (Kind.LEAD_AGENCY, Kind.HEALTH),
        "Lead agency of Community Schools.",
        "Agencia líder de Escuelas Comunitarias.",
        ("1.5",),
        areas=("HEALTH", "MENTAL_HEALTH"),
    ),
    PartnerText(
        "Boys & Girls Clubs of Hartford",
        (Kind.LEAD_AGENCY, Kind.YOUTH),
        "Lead agency of Community Schools.",
        "Agencia líder de Escuelas Comunitarias.",
        ("1.5",),
        areas=("YOUTH",),
    ),
    PartnerText(
        "Catholic Charities",
        (Kind.LEAD_AGENCY, Kind.FAITH),
        "Lead agency of Community Schools.",
        "Agencia líder de Escuelas Comunitarias.",
        ("1.5",),
        areas=("COMMUNITY",),
    ),
)

# Lead agencies and their schools are not written here: the published sources say "three nonprofits in seven schools"
# and name both, but not who led which (facts 8.2). The district enters them on the pages of the schools.
