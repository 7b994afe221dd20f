"""A text that looks as if it named a child is warned about and taken; a table of children is refused."""

import json
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse, QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from district import childrens_names, free_text
from district.childrens_names import column_about_a_child, found_in, name_in
from district.directory.reading import COLUMNS, read
from district.directory.reasons import FileRefused
from district.middleware import FreeTextMiddleware
from district.models import User
from indicators.importing import families, reading
from indicators.importing.observations import Refused
from partnerships.importing import sheets
from partnerships.importing.kinds import kind_of
from partnerships.models.uploads import UploadKind
from plans.title_one.bringing import fields_in


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("We called the student Maria at home", "name", "Maria"),
        ("su hija, Ana, vino", "name", "Ana"),
        ("Jayden R. read aloud", "name", "Jayden"),
        ("Maria Lopez, grade 4, was absent", "name", "Maria"),
        ("Luis (3rd grade) and his mother", "name", "Luis"),
        ("Ana is in fifth grade", "name", "Ana"),
        ("José está en tercer grado", "name", "José"),
        ("Her number is 1234567890.", "number", "1234567890"),
        ("SASID: 4455667788", "number", "4455667788"),
        ("student id 99881", "number", "99881"),
        ("número de estudiante 44551", "number", "44551"),
        ("born 3/14/2015", "birth", "3/14/2015"),
        ("DOB: 2015-03-14", "birth", "2015-03-14"),
        ("Date of birth March 14, 2015", "birth", "March 14, 2015"),
        ("nacida el 14 de marzo de 2015", "birth", "14 de marzo de 2015"),
    ],
)
def test_what_speaks_of_one_child_is_seen(text, kind, words):
    assert words in [finding.words for finding in found_in(text) if finding.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "Student Success Center, grade 3 families",
        "Family Math Night for Grade 4",
        "Reading, grade 3: 41% at goal",
        "Call (860) 695-8400 or 860-695-8400",
        "The session was on 3/14/2026 and 44 families came",
        "$1,234,567,890 in the year 2026",
        "School code 0640611",
        "Students in 3rd grade read with parents in March 2026",
        "Las familias de tercer grado vinieron",
    ],
)
def test_what_schools_write_every_day_is_left_alone(text):
    assert found_in(text) == []


def test_a_district_adds_words_of_its_own(settings):
    assert name_in("the student Blueback") == "Blueback"
    settings.CHILD_SCAN_NO_NAMES, settings.CHILD_SCAN_COLUMNS = ["Blueback"], ["Blue Card"]
    assert name_in("the student Blueback") == ""
    assert column_about_a_child(["Families", "blue_card"]) == "blue_card"


@pytest.mark.parametrize(
    "heading",
    [
        "Student Name",
        "student_name",
        "STUDENT'S NAME",
        "SASID",
        "State-Assigned Student ID",
        "DOB",
        "Fecha de nacimiento",
    ],
)
def test_headings_of_a_list_of_children(heading):
    assert column_about_a_child(["Date", heading]) == heading


def test_headings_of_the_portals_own_tables_are_none():
    for kind in UploadKind.values:
        assert column_about_a_child(kind_of(kind).known_headings()) == ""
    assert column_about_a_child(["Student Group", "Students", "Student Open Date", *COLUMNS]) == ""


# ------------------------------------------------------------------ tables

TABLE = "District Code,Student Name,Families\n0640011,Somebody,3\n"


def test_no_importer_takes_a_list_of_children(db):
    with pytest.raises(Refused) as indicators:
        families.recognise(reading.read(TABLE.encode()))
    assert indicators.value.issue.code == "CHILD_COLUMN"
    with pytest.raises(FileRefused, match="about single children"):
        read(TABLE.encode(), "0640011")
    for headings_of in (lambda header: sheets.columns_in(header, kind_of(UploadKind.ACTIVITIES)), fields_in):
        with pytest.raises(forms.ValidationError, match="about single children"):
            headings_of(["Date", "Date of Birth"])


# ------------------------------------------------------------------ beside the field, and after saving


class Note(forms.Form):
    notes = forms.CharField(widget=forms.Textarea)
    title = forms.CharField()
    name = forms.CharField()


def shown(form, field):
    page = Template("{% load look %}{% for hint in field|child_hints %}{{ hint }}{% endfor %}")
    return page.render(Context({"field": form[field]}))


def test_the_warning_stands_beside_free_texts_and_not_beside_the_names_of_grown_ups():
    form = Note({"notes": "student Maria", "title": "Maria, grade 4", "name": "student Maria"})
    assert "looks like a child" in shown(form, "notes") and "Maria" in shown(form, "title")
    assert shown(form, "name") == ""
    assert form.is_valid()  # it warns; nothing is refused


def test_it_stands_there_when_a_text_is_opened_again_and_in_spanish():
    with translation.override("es"):
        assert "nombre de un niño o una niña" in shown(Note(initial={"notes": "la alumna Maria"}), "notes")


def test_the_browser_gets_the_same_rules():
    rules = json.loads(Template("{% load look %}{% child_patterns as said %}{{ said|safe }}").render(Context()))
    assert [tuple(pair) for pair in rules["patterns"]] == childrens_names.patterns()
    assert not [
        pattern for _kind, pattern in rules["patterns"] if "(?i" in pattern or "(?P" in pattern or "(?<" in pattern
    ]


def said_after(status, **posted):
    """What the portal says after somebody signed in sent this and got that answer."""
    request = RequestFactory().post("/", posted)
    request.user, request.resolver_match = User(), SimpleNamespace(view_name="plans:step-edit")
    request._messages = CookieStorage(request)
    FreeTextMiddleware(lambda request: HttpResponse(status=status))(request)
    return [str(message) for message in request._messages]


def test_after_saving_the_portal_says_so_without_repeating_the_text():
    (said,) = said_after(302, notes="Her SASID is 1234567890, she came with her mother to the evening")
    assert "a student's number" in said and "1234567890" not in said
    assert "names a child" in said_after(302, title="student Maria")[0]


def test_nothing_is_said_of_what_was_not_saved_of_plain_texts_and_of_pasted_tables():
    assert said_after(200, title="student Maria") == []
    assert said_after(302, title="Reading night", name="Maria L. of the student council") == []
    assert (
        said_after(302, grid="SASID 1234567890 and more than forty characters of it", password1="student Maria") == []
    )


@pytest.mark.parametrize(
    ("page", "posted", "is_looked_at"),
    [
        ("plans:step-edit", "", True),
        ("account_change_password", "", False),
        ("partnerships:activity-edit", "confirmed=title-1", False),  # that form asked already
    ],
)
def test_forms_of_the_account_and_forms_that_asked_already_are_not_looked_at_again(page, posted, is_looked_at):
    person = SimpleNamespace(is_authenticated=True)
    request = SimpleNamespace(user=person, POST=QueryDict(posted), resolver_match=SimpleNamespace(view_name=page))
    assert free_text.is_looked_at(request) is is_looked_at
