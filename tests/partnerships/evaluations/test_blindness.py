"""What a side has written is read by nobody else before every side has handed in: on no page, in no file, in no
history, notice or mail. One world, and all addresses of the portal that can be opened in it."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from district import audit
from district.access import Role
from district.models import OutgoingMail
from partnerships.evaluations import links, rounds, rubrics
from partnerships.models import CriterionRating, Evaluation
from partnerships.models.evaluations import Side
from tests.factories import MembershipFactory
from tests.partnerships.evaluations.worlds import World
from tests.test_access import addresses

PARTNER_WROTE, SCHOOL_WROTE = "Zebraquartz", "Yellowtopaz"


@pytest.fixture
def world():
    """The partner has handed in, the school writes, twelve families have answered."""
    made = World()
    made.hand_in(Side.PARTNER, 1, PARTNER_WROTE)
    made.rate(Side.SCHOOL, 4, SCHOOL_WROTE)
    made.families_say(12, value=1, criterion="learning")
    made.admin = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    made.board = MembershipFactory(role=Role.BOARD_MEMBER, school=None).user
    made.staff = made.person(Role.SCHOOL_STAFF)
    made.both = made.person(Role.PRINCIPAL)  # at the school and for the partner: on the school's side
    account = MembershipFactory(role=Role.PARTNER_CONTACT, school=None, user=made.both)
    account.partner_account = type(made.contact.memberships.get().partner_account)(
        membership=account, partner=made.partner
    )
    account.partner_account.save()
    return made


def every_address(world):
    """Whatever takes no argument; and our own."""
    yield from (reverse(name) for name, takes_arguments in sorted(set(addresses())) if not takes_arguments)
    yield reverse("district:school-detail", args=[world.school.code])
    yield f"{reverse('search')}?q={PARTNER_WROTE[:9]}"  # what was asked for stands on the page
    yield from our_addresses(world)


def our_addresses(world):
    """The pages and files of partners and evaluations in this world, and the histories of their records."""
    for name, takes_arguments in sorted(set(addresses())):
        if not name.startswith(tuple(f"partnerships:{part}" for part in ("evaluation", "partner", "family", "agreed"))):
            continue
        for one in arguments_of(name, world) if takes_arguments else [{}]:
            try:
                address = reverse(name, kwargs=one)
            except NoReverseMatch:
                continue
            yield address
            yield from (f"{address}?format={kind}" for kind in FILES.get(name.removeprefix("partnerships:"), ()))
    kinds = [kind for kind in audit.kinds() if "evaluation" in kind or "criterion" in kind or "agreed" in kind]
    yield from (f"{reverse('district:history')}?kind={kind}" for kind in kinds)


FILES = {
    "evaluation-list": ("csv", "xlsx"),
    "evaluation-summary": ("csv",),
    "evaluation": ("pdf",),
    "partner-list": ("csv",),
}


def arguments_of(name, world):
    key = world.partner.pk if name.startswith("partnerships:partner") else world.evaluation.pk
    if "rubric" in name:
        key = rubrics.in_use().pk
    yield {"pk": key}
    yield {"pk": key, "code": "trust"}
    yield {"pk": world.partner.pk, "code": world.school.code}
    yield {"code": world.side(Side.FAMILIES).code}
    yield {"token": links.token_of(world.side(Side.PARTNER))}
    yield {"token": links.token_of(world.side(Side.PARTNER)), "code": "trust"}


def text_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        book = zipfile.ZipFile(io.BytesIO(body))
        body = b" ".join(book.read(name) for name in book.namelist())
    return body.decode(errors="replace")


def read(person, wrote, where):
    """The addresses, of some, at which a person reads a text of one of the sides."""
    client = Client()
    if person:
        client.force_login(person)
    found = [address for address in where if "logout" not in address and wrote in text_of(client.get(address))]
    assert person is None or client.get("/").context["user"] == person
    return found


@pytest.mark.django_db
def test_nobody_reads_the_other_side_before_all_have_handed_in(world):
    everywhere, ours = list(every_address(world)), list(our_addresses(world))
    assert len(everywhere) > 100 and len(ours) > 35
    assert read(world.principal, PARTNER_WROTE, everywhere) == []
    assert read(world.contact, SCHOOL_WROTE, everywhere) == []
    assert read(world.admin, PARTNER_WROTE, ours) == []
    assert read(world.central, SCHOOL_WROTE, ours) == []
    assert read(None, PARTNER_WROTE, ours) == []
    assert not OutgoingMail.objects.filter(letter__body__contains=SCHOOL_WROTE).exists()


@pytest.mark.django_db
def test_the_rule_that_all_of_them_ask_knows_whose_side_everybody_is_on(world):
    def sees(person):
        ratings = CriterionRating.objects.visible_to(person)
        return sorted(set(ratings.values_list("side__side", flat=True)))

    assert sees(world.contact) == ["PARTNER"]
    assert sees(world.principal) == sees(world.staff) == ["SCHOOL"]
    assert sees(world.both) == ["SCHOOL"]
    assert sees(world.central) == sees(world.admin) == sees(world.board) == []
    elsewhere = World()
    assert sees(elsewhere.principal) == [] and sees(elsewhere.contact) == []
    assert list(Evaluation.objects.visible_to(elsewhere.contact)) == [elsewhere.evaluation]


@pytest.mark.django_db
def test_central_office_reads_only_its_own_side_of_a_partnership_with_the_district():
    world = World(sides=("PARTNER", "SCHOOL"), school=False)
    world.rate(Side.PARTNER)
    world.rate(Side.SCHOOL)
    sees = {one: set(CriterionRating.objects.visible_to(one).values_list("side__side", flat=True))
            for one in (world.central, world.contact, world.principal)}  # fmt: skip
    assert sees == {world.central: {"SCHOOL"}, world.contact: {"PARTNER"}, world.principal: set()}


@pytest.mark.django_db
def test_once_it_is_shared_each_side_reads_the_other_and_history_tells_it(world):
    own = world.evaluation.get_absolute_url()
    files = [f"{reverse('partnerships:evaluation-list')}?format={kind}" for kind in ("csv", "xlsx")]
    history = f"{reverse('district:history')}?kind=partnerships.criterionrating"
    where = [own, *files, history]
    assert read(world.admin, SCHOOL_WROTE, where) == []
    rounds.hand_in(world.side(Side.SCHOOL))
    world.hand_in(Side.FAMILIES)
    assert read(world.principal, PARTNER_WROTE, where) == where
    assert read(world.contact, SCHOOL_WROTE, where) == [own, *files]
    assert read(world.admin, SCHOOL_WROTE, where) == where
    assert read(World().principal, PARTNER_WROTE, where) == []
