"""What a type of activity is called, row after row."""

import pytest
from django.db.models import base
from django.utils import translation

from partnerships.activity_types import ActivityType
from partnerships.models import Activity


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_type_is_called_what_its_label_says_in_the_language_of_the_reader(language):
    with translation.override(language):
        for member in ActivityType:
            assert Activity(activity_type=member.value).get_activity_type_display() == str(member.label)


def test_a_type_that_is_no_more_is_called_by_its_code():
    assert Activity(activity_type="BAZAAR").get_activity_type_display() == "BAZAAR"


def test_a_file_of_many_rows_does_not_translate_every_type_for_each(monkeypatch):
    monkeypatch.setattr(base, "make_hashable", lambda choices: pytest.fail("all types were taken apart for one row"))
    assert Activity(activity_type=ActivityType.WORKSHOP).get_activity_type_display()
