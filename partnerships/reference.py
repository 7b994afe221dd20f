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


PARTNERS = (
    PartnerText(
        "Hartford Foundation for Public Giving",
        (Kind.FUNDER,),
        "Funded the planning of the engagement plan; founding partner of the Community Schools.",
        "Financió la preparación del plan de participación; socia fundadora de las Escuelas Comunitarias.",
        ("1.5",),
    ),
    PartnerText(
        "Hartford Parent University",
        (Kind.PARENT_ORG,),
        "Classes for parents in English and Spanish, with a certificate after ten; trains councils and parent groups.",
        "Clases para madres y padres en inglés y español, con un certificado después de diez; capacita a los consejos "
        "y a los grupos de padres.",
        ("1.3", "3.1"),
    ),
    PartnerText(
        "Leadership Greater Hartford",
        (Kind.COMMUNITY_DEV,),
        "Leadership development; named in the plan as a resource.",
        "Desarrollo de liderazgo; el plan la nombra como recurso.",
    ),
    PartnerText(
        "Hartford Public Library",
        (Kind.LIBRARY,),
        "One of the seven community-wide efforts that the plan deepens.",
        "Uno de los siete esfuerzos de toda la comunidad que el plan profundiza.",
        ("1.6",),
    ),
    PartnerText(
        "Hartford Performs",
        (Kind.ARTS,),
        "Brings about 150 providers of arts education to the schools.",
        "Lleva a las escuelas a unos 150 proveedores de educación artística.",
        ("1.6",),
    ),
    PartnerText(
        "Hartford Promise",
        (Kind.COLLEGE_CAREER, Kind.FUNDER),
        "College scholarships for residents with high attendance and good grades through high school.",
        "Becas universitarias para residentes con alta asistencia y buenas notas durante la escuela secundaria.",
        ("1.6",),
    ),
    PartnerText(
        "Hartford Campaign for Grade Level Reading",
        (Kind.ADVOCACY,),
        "Works so that every child reads at grade level by the end of third grade.",
        "Trabaja para que cada niño lea al nivel de su grado al final del tercer grado.",
        ("1.6",),
    ),
    PartnerText(
        "Hartford Partnership for Student Success",
        (Kind.COMMUNITY_DEV, Kind.CITY),
        "Coalition of the schools, the City, the Hartford Foundation and United Way since 2007, behind the Community "
        "Schools.",
        "Coalición de las escuelas, la Ciudad, la Hartford Foundation y United Way desde 2007, detrás de las Escuelas "
        "Comunitarias.",
        ("1.5", "1.6"),
    ),
    PartnerText(
        "College and Career Readiness Framework Partnership",
        (Kind.COLLEGE_CAREER,),
        "One of the seven community-wide efforts that the plan deepens.",
        "Uno de los siete esfuerzos de toda la comunidad que el plan profundiza.",
        ("1.6",),
    ),
    PartnerText(
        "Hartford Student Internship Plan",
        (Kind.COLLEGE_CAREER, Kind.BUSINESS),
        "One of the seven community-wide efforts that the plan deepens.",
        "Uno de los siete esfuerzos de toda la comunidad que el plan profundiza.",
        ("1.6",),
    ),
    PartnerText(
        "The Village for Families and Children",
        (Kind.LEAD_AGENCY, Kind.HEALTH),
        "Lead agency of Community Schools.",
        "Agencia líder de Escuelas Comunitarias.",
        ("1.5",),
    ),
    PartnerText(
        "Boys & Girls Clubs of Hartford",
        (Kind.LEAD_AGENCY, Kind.YOUTH),
        "Lead agency of Community Schools.",
        "Agencia líder de Escuelas Comunitarias.",
        ("1.5",),
    ),
    PartnerText(
        "Catholic Charities",
        (Kind.LEAD_AGENCY, Kind.FAITH),
        "Lead agency of Community Schools.",
        "Agencia líder de Escuelas Comunitarias.",
        ("1.5",),
    ),
)
