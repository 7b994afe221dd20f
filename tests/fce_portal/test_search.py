"""One box for everything: what is found, by whom, how it is shown, and what it costs."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from district.access import DISTRICT_ROLES, GRANTS, PUBLIC, Can, Role
from district.search import asking, finding, statements
from fce_portal.search import KINDS, kinds_for
from partnerships.models import PartnerAccount
from tests.factories import (
    ActionPlanFactory,
    ActionStepFactory,
    ActivityFactory,
    CouncilFactory,
    CouncilMeetingFactory,
    IndicatorFactory,
    InitiativeFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    PartnerFactory,
    PlanGoalFactory,
    PriorityActionFactory,
    SchoolFactory,
    SchoolProfileFactory,
    StatusUpdateFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WORD = "zebrafish"  # a word that nothing else in the portal uses


def one_of_each(school=None, partner=None):
    """A record of every kind that the word finds, at `school` where it belongs to one."""
    school = school or SchoolFactory(name="Zebrafish School")
    initiative = InitiativeFactory(title="A zebrafish in each class")
    work = InitiativeWorkFactory(initiative=InitiativeFactory(), families_grow="Families keep a zebrafish.")
    goal = PlanGoalFactory(plan__school=school, plan__needs="No zebrafish yet.", statement="Every child, a zebrafish.")
    return {
        "schools": school,
        "priority-actions": PriorityActionFactory(code="9", title="The zebrafish action"),
        "initiatives": initiative,
        "stories": StoryFactory(title_en="The zebrafish of room 4", school=school),
        "indicators": IndicatorFactory(code="ZEBRA", name="Share of children with a zebrafish"),
        "councils": CouncilFactory(school=school),
        "partners": partner or PartnerFactory(about="They bring the zebrafish."),
        "people": UserFactory(name="Zoe Zebrafish"),
        "implementation": work,
        "milestones": MilestoneFactory(work=work, title="First zebrafish bought"),
        "updates": StatusUpdateFactory(work=work, happened="The zebrafish arrived."),
        "action-plans": goal.plan,
        "goals": goal,
        "steps": ActionStepFactory(goal=goal, what="Feed the zebrafish"),
        "activities": ActivityFactory(school=school, notes="We looked at the zebrafish together."),
    }


def person(role, school=None):
    return MembershipFactory(role=role, school=None if role in DISTRICT_ROLES else school or SchoolFactory()).user


def found_by(user, text):
    """{code of a kind: the keys that were found}, kinds without any left out."""
    question = asking.ask(text)
    found = finding.find(kinds_for(user), user, question)
    return {one.kind.code: list(one.keys) for one in found if one.keys}


def search(client, **asked):
    return client.get(reverse("search"), asked)


def names(response):
    """The titles on the page as text, in order."""
    groups = response.context.get("groups")
    results = response.context["results"] if groups is None else [one for group in groups for one in group.results]
    return [re.sub("<[^>]+>", "", result.title) for result in results]


@pytest.fixture
def administrator(client):
    user = person(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


# ---------------------------------------------------------------------- what can be found, and by whom


def test_a_record_of_every_kind_is_found_by_its_word(administrator):
    records = one_of_each()

    found = found_by(administrator, WORD)

    assert sorted(records) == sorted(kind.code for kind in KINDS)
    assert {code: records[code].pk in keys for code, keys in found.items()} == dict.fromkeys(records, True)


def test_a_story_is_found_in_both_languages_and_by_strangers_only_once_everybody_in_it_agreed():
    shown = StoryFactory(text_en="Books at home", text_es="Libros en casa")
    StoryFactory(text_en="Books at school", text_es="Libros en la escuela", people_in_words=1)
    for text in ("books", "libros"):
        assert found_by(AnonymousUser(), text) == {"stories": [shown.pk]}
        assert len(found_by(person(Role.CENTRAL_OFFICE), text)["stories"]) == 2


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_finds_what_it_may_read_and_can_open_all_of_it(role, client):
    ours, theirs = SchoolFactory(name="Our zebrafish school"), SchoolFactory(name="Their zebrafish school")
    user = person(role, ours) if role else None
    ours, theirs = one_of_each(ours), one_of_each(theirs)
    if role == Role.PARTNER_CONTACT:
        PartnerAccount.objects.create(membership=user.memberships.get(), partner=ours["partners"])
    if user:
        client.force_login(user)
    expected = {}
    for kind in KINDS:
        may = kind.asks == PUBLIC or (role and kind.asks in GRANTS[role])
        is_ours_only = (
            kind.code in ("activities", "action-plans", "goals", "steps")
            and role not in DISTRICT_ROLES
            or (kind.code == "partners" and role == Role.PARTNER_CONTACT)
        )
        if may:
            expected[kind.code] = {ours[kind.code].pk} if is_ours_only else {ours[kind.code].pk, theirs[kind.code].pk}

    shown = {}
    for kind in KINDS:
        page = search(client, q=WORD, kind=kind.code)
        if page.context["kind"]:
            shown[kind.code] = {result.url for result in page.context["results"]}
            assert page.context["page"].paginator.count == len(expected[kind.code])
        for url in shown.get(kind.code, ()):
            assert client.get(url.partition("#")[0]).status_code == 200, (role, url)
    assert shown.keys() == expected.keys()
    assert {code: len(urls) for code, urls in shown.items()} == {code: len(keys) for code, keys in expected.items()}
    overview = search(client, q=WORD)
    assert {group.anchor.removeprefix("found-"): int(group.total) for group in overview.context["groups"]} == {
        code: len(keys) for code, keys in expected.items()
    }


def test_only_those_who_manage_people_find_people_or_are_told_of_the_kind(client):
    UserFactory(name="Zoe Zebrafish")

    for role in (None, *Role):
        if role:
            client.force_login(person(role))
        page = search(client, q="Zebrafissh")
        may = bool(role) and Can.MANAGE_PEOPLE in GRANTS[role]
        assert ("Zoe" in page.text) == may
        assert ("People" in page.context["looked_at"]) == may


def test_a_deleted_activity_is_not_found(administrator):
    ActivityFactory(
        title="Zebrafish night", deleted_at=timezone.now(), deleted_by=UserFactory(), deleted_reason="Entered twice"
    )
    assert found_by(administrator, WORD) == {}


def test_a_role_that_ended_finds_nothing_of_the_school(client):
    held = MembershipFactory(role=Role.PRINCIPAL, ends_on=date(2020, 1, 1))
    ActivityFactory(school=held.school, title="Zebrafish night")
    assert found_by(held.user, WORD) == {}


# ---------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Logro académico de nuestros niños", "logro academico"),
        ("Logro academico", "logro académico"),
        ("Reuniones con familias", "reunión"),
        ("La educación en casa", "educaciones"),
        ("Workshops for families", "workshop family"),
        ("Café with the principal", "cafe"),
        ("Math/science night", "science"),
        ("Engagement of fathers", "engagem"),
        ("Compact for grade 3", "COMPACT"),
        ("Family-friendly tour", "friendly"),
        ("قراءة مع الأسرة", "الأسرة"),
        ("Dzie\u0144 rodziny", "dzien"),
        ("Reading at home", "reading or swimming"),
        ("Reading at home", '"reading at home"'),
        ("Reading at home", "reading -swimming"),
    ],
)
def test_an_activity_is_found_by_other_forms_of_its_words(administrator, written, asked):
    activity = ActivityFactory(title=written)
    assert found_by(administrator, asked).get("activities") == [activity.pk]


@pytest.mark.parametrize(
    "asked", ['"home reading"', "reading -home", "reading swimming", "eading", "re", "“home reading”x swimming"]
)
def test_an_activity_is_not_found_by_what_it_does_not_say(administrator, asked):
    ActivityFactory(title="Reading at home")
    assert "activities" not in found_by(administrator, asked)


def test_a_text_is_found_in_either_language_whatever_the_reader_speaks(administrator):
    initiative = InitiativeFactory(title_en="Welcoming schools", title_es="Escuelas acogedoras")

    for language in ("en", "es"):
        with translation.override(language):
            assert found_by(administrator, "acogedoras")["initiatives"] == [initiative.pk]
            assert found_by(administrator, "welcoming")["initiatives"] == [initiative.pk]


@pytest.mark.parametrize("asked", ["0640611", "640611", "06406", "Burr", "Wethersfield", "Old Burr"])
def test_a_school_is_found_by_its_code_its_name_an_earlier_name_and_its_address(administrator, asked):
    school = SchoolFactory(code="0640611", name="Burr School")
    SchoolProfileFactory(school=school, name="Old Burr Academy", address="400 Wethersfield Avenue")

    assert found_by(administrator, asked)["schools"] == [school.pk]


def test_a_council_and_an_action_plan_are_found_by_their_school(administrator):
    meeting = CouncilMeetingFactory(council__school__name="Burr School", held_on=date(2025, 10, 20))
    plan = ActionPlanFactory(school=meeting.council.school)

    found = found_by(administrator, "burr")

    assert (found["councils"], found["action-plans"]) == ([meeting.council.pk], [plan.pk])


def test_a_person_is_found_by_a_part_of_the_address(administrator):
    ana = UserFactory(name="Ana O.", email="ana.ortiz@hartford.example")
    assert found_by(administrator, "ortiz")["people"] == [ana.pk]
    assert found_by(administrator, "ana.ortiz@hartford.example")["people"] == [ana.pk]


# ---------------------------------------------------------------------- order


def test_a_title_comes_before_notes_and_the_newest_first(administrator):
    in_notes = ActivityFactory(title="Café", notes="About a zebrafish", held_on=date(2025, 11, 1))
    older = ActivityFactory(title="Zebrafish day", held_on=date(2025, 9, 1))
    newer = ActivityFactory(title="A day for a zebrafish and all who like it", held_on=date(2025, 10, 1))

    assert found_by(administrator, WORD)["activities"] == [newer.pk, older.pk, in_notes.pk]


def test_the_name_that_says_little_else_comes_first(administrator):
    long = SchoolFactory(name="Academy of Burr and Science and the Performing Arts")
    short = SchoolFactory(name="Burr School")

    assert found_by(administrator, "burr")["schools"] == [short.pk, long.pk]


# ---------------------------------------------------------------------- the page


def test_the_page_marks_the_words_and_says_where_each_thing_is(client, administrator):
    ActivityFactory(title="Reading night", notes="We read about a zebrafish.", held_on=date(2025, 10, 14))

    page = search(client, q="zebrafish")

    assert names(page) == ["Reading night"]
    assert "<mark>zebrafish</mark>" in page.text
    assert "Workshop for families, October 14, 2025" in " ".join(page.text.split())


def test_what_people_wrote_stays_text(client, administrator):
    evil = '<script>alert("x")</script> & <b onclick=y>zebrafish</b> <mark>'
    ActivityFactory(title=evil, notes=evil + " \ue000zebrafish\ue001 \ue001 \ue000 <img src=x onerror=alert(1)>")
    PartnerFactory(name="<i>zebrafish</i>", about=evil)

    for page in (search(client, q="zebrafish"), search(client, q="<script>zebrafish</script>")):
        body = page.text.partition("<main")[2]
        assert not re.search(r"<(script|b|i|img)\b", body)
        assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &lt;b" in search(client, q=WORD).text


def test_all_of_a_kind_comes_in_pages_that_keep_the_question(client, administrator):
    for number in range(30):
        ActivityFactory(title=f"Zebrafish day {number}")

    overview = search(client, q=WORD)
    (group,) = overview.context["groups"]
    assert (group.total, len(group.results)) == ("30", 3)

    first = client.get(group.url)
    second = search(client, q=WORD, kind="activities", page=2)
    assert (len(names(first)), len(names(second))) == (25, 5)
    assert not {*map(str, first.context["results"])} & {*map(str, second.context["results"])}
    assert "q=zebrafish&amp;kind=activities&amp;page=2" in first.text
    for page in ("0", "-1", "999", "x", "9" * 40):
        assert search(client, q=WORD, kind="activities", page=page).status_code == 200


def test_more_than_a_list_holds_is_said(client, administrator, monkeypatch):
    for module in ("district.search.finding", "district.search.statements", "fce_portal.search_views"):
        monkeypatch.setattr(f"{module}.MOST", 5)
    for number in range(9):
        PartnerFactory(name=f"Zebrafish friends {number}")

    page = search(client, q=WORD, kind="partners")

    assert (len(names(page)), page.context["total"]) == (5, "5 or more")
    assert "There are more than are listed here." in page.text


def test_a_kind_that_is_unknown_or_not_for_the_person_is_left_out(client):
    for kind in ("people", "activities", "' OR 1=1 --", "\0", "x" * 500):
        page = search(client, q="zebrafish", kind=kind)
        assert page.status_code == 200
        assert page.context["kind"] is None


def test_an_empty_result_says_what_was_looked_at_and_leads_on(client):
    page = search(client, q="nowhere")

    assert "Looked at: Schools, Priority Actions, Initiatives, Indicators, Stories, Councils." in page.text
    assert reverse("account_login") in page.text.partition("<main")[2]


HOSTILE = {
    "": "What can be found here",
    "   \t\n ": "What can be found here",
    "\0": "What can be found here",
    "zebra\0fish": "Nothing was found",
    "x" * 10_000: "That was very long.",
    "zebra fish " * 1_000: "That was very long.",
    "the": "There is no word in it",
    "de la": "There is no word in it",
    "y": "There is no word in it",
    "!?&|()<->:*'\\": "There is no word in it",
    "-school": "That only says what to leave out.",
    "zebra or -school": "That only says what to leave out.",
    '"': "There is no word in it",
    '"zebra': "Nothing was found",
    '""""""': "There is no word in it",
    "-": "There is no word in it",
    "- - -a -b": "That only says what to leave out.",
    "or": "There is no word in it",
    "or or or": "There is no word in it",
    "zebra:* & !fish | (": "Nothing was found",
    "' OR 1=1 --": "Nothing was found",
    "%s %(q)s %%": "Nothing was found",
    "🐟": "Nothing was found",
    "👩‍👧‍👦 zebra": "Nothing was found",
    "\u202eabc\u202c שלום مرحبا": "Nothing was found",
    "\ud800": "Nothing was found",
    "a\u0301" * 300: "That was very long.",
    "<script>alert(1)</script>": "Nothing was found",
}


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: repr(typed[:20]))
def test_whatever_is_typed_gives_a_clear_page(typed, client, administrator):
    IndicatorFactory()
    for kind in ("", "activities", "schools"):
        page = client.get(reverse("search"), {"q": typed.encode("utf-8", "surrogatepass"), "kind": kind})
        assert page.status_code == 200
        assert HOSTILE[typed] in page.text


def test_the_box_is_on_every_page_once(client):
    assert client.get(reverse("home")).text.count('role="search"') == 1
    assert search(client).text.count('role="search"') == 1


def test_the_page_speaks_spanish(client, administrator):
    SchoolFactory(name="Burr School", code="0640611")
    client.cookies["language"] = "es"

    page = search(client, q="burr")

    assert "Código estatal 0640611" in page.text
    assert "Buscar en el portal" in page.text


# ---------------------------------------------------------------------- did you mean


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Kenelly", "Kennelly School"),
        ("Bruns academy", "Burns Latino Studies Academy"),
        ("librery", "Hartford Public Library"),
        ("Ramon Ortis", "Ramón Ortiz"),
    ],
)
def test_a_name_that_is_almost_right_is_offered(client, administrator, asked, meant):
    SchoolFactory(name="Kennelly School")
    SchoolFactory(name="Burns Latino Studies Academy")
    PartnerFactory(name="Hartford Public Library")
    UserFactory(name="Ramón Ortiz")

    page = search(client, q=asked)

    assert page.context["alike"][0]["name"] == meant
    assert client.get(page.context["alike"][0]["url"]).status_code == 200


def test_nothing_is_offered_that_the_person_may_not_see(client):
    own, other = PartnerFactory(name="Hartford Public Library"), PartnerFactory(name="Hartford Public Librarians")
    UserFactory(name="Hartford Librarian")
    held = MembershipFactory(role=Role.PARTNER_CONTACT, school=None)
    PartnerAccount.objects.create(membership=held, partner=own)

    assert search(client, q="librery").context["alike"] == []
    client.force_login(held.user)
    assert [one["name"] for one in search(client, q="librery").context["alike"]] == [own.name]
    assert other.name not in search(client, q="librery").text


# ---------------------------------------------------------------------- what it costs


@pytest.mark.parametrize("kind", ["", "activities", "steps"])
def test_the_number_of_queries_does_not_depend_on_how_much_is_found(client, administrator, kind):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert search(client, q=WORD, kind=kind).status_code == 200
        return len(asked)

    one_of_each()
    few = queries()
    for _more in range(8):
        one_of_each()
    for number in range(30):
        ActivityFactory(title=f"Zebrafish day {number}")

    assert queries() <= few + 3  # whether there is more than the newest
    assert few <= (80 if not kind else 25)


def plan_of(statement):
    sql, parameters = statement
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", parameters)
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.is_large], ids=lambda kind: kind.code)
def test_every_kind_is_found_through_its_indexes(administrator, kind):
    """Sequential scans are made dear, because the tables of a test are small; what cannot use its index still does."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = plan_of(statements.for_all(kind, kind.rows(administrator), asking.ask(WORD)))

    table = kind.rows(administrator).model._meta
    own = {index.name for index in table.indexes if index.name.endswith("_words")}
    others = {index.name for also in kind.also for index in also.rows.model._meta.indexes if "_words" in index.name}
    assert own | others
    for name in own | others:
        assert f"Bitmap Index Scan on {name}" in plan


def test_a_rare_word_is_looked_up_in_the_index_and_a_common_one_among_the_newest(administrator):
    school, logger = SchoolFactory(), UserFactory()
    ActivityFactory._meta.model.objects.bulk_create(
        ActivityFactory.build(school=school, logged_by=logger, title=f"Reading {number}", held_on=date(2025, 10, 1))
        for number in range(3_000)
    )
    rare = ActivityFactory(school=school, title="Zebrafish day", held_on=date(2020, 1, 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE partnerships_activity")
    (activities,) = [kind for kind in KINDS if kind.code == "activities"]

    def look_for(text):
        (found,) = finding.find([activities], administrator, asking.ask(text))
        return found

    plan = plan_of(statements.for_all(activities, activities.rows(administrator), asking.ask(WORD)))
    assert "Bitmap Index Scan on activity_words" in plan
    assert look_for(WORD).keys == (rare.pk,)
    common = look_for("reading")
    assert (len(common.keys), common.is_more) == (statements.MOST, True)
    newest = plan_of(statements.for_newest(activities, activities.rows(administrator), asking.ask("reading"), 1_000))
    assert "activity_by_day" in newest
    assert "activity_words" not in newest


def test_a_word_that_only_old_activities_hold_is_found_beside_common_ones(administrator, monkeypatch):
    monkeypatch.setattr(finding, "ENOUGH", 3)
    for number in range(4):
        ActivityFactory(title=f"Zebrafish {number}", held_on=date(2025, 10, 1))
    (activities,) = [kind for kind in KINDS if kind.code == "activities"]

    def look_for(text, newest):
        monkeypatch.setattr(finding, "NEWEST", newest)
        (found,) = finding.find([activities], administrator, asking.ask(text), newest=newest)
        return len(found.keys), found.is_more

    assert look_for(WORD, newest=2) == (4, False)  # not often enough among the newest: the index knows all
    assert look_for(WORD, newest=3) == (3, True)
    assert look_for(WORD, newest=4) == (4, False)  # the newest are all there are


def test_words_in_a_row_are_looked_for_in_the_newest_that_hold_them_all(client, administrator, monkeypatch):
    monkeypatch.setattr(statements, "CANDIDATES", 2)
    monkeypatch.setattr(finding, "CANDIDATES", 2)
    old = ActivityFactory(title="Zebrafish day", held_on=date(2025, 9, 1))
    for number in (1, 2):
        ActivityFactory(title="Day of the zebrafish", held_on=date(2025, 10, number))

    page = search(client, q='"zebrafish day"', kind="activities")
    assert (names(page), page.context["stopped"]) == ([], ["Activities"])

    monkeypatch.setattr(statements, "CANDIDATES", 3)
    monkeypatch.setattr(finding, "CANDIDATES", 3)
    assert found_by(administrator, '"zebrafish day"')["activities"] == [old.pk]


def test_what_takes_too_long_is_stopped_and_said(client, administrator, monkeypatch):
    monkeypatch.setattr(finding, "MILLISECONDS", 50)
    monkeypatch.setattr(statements, "for_all", lambda *_: ("SELECT 1 FROM pg_sleep(5)", ()))
    ActivityFactory(title="Zebrafish day")

    page = search(client, q=WORD, kind="activities")

    assert "Not everything could be looked through in time: Activities." in page.text
    assert names(page) == ["Zebrafish day"]
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
