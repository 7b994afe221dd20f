"""What the central office says of an indicator: signed, in two languages, withdrawn and never deleted."""

from datetime import datetime

import pytest
import time_machine
from django.db import InternalError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation

from district.access import Role
from indicators import comments
from indicators.comment_forms import CommentForm
from indicators.models import IndicatorComment
from tests.factories import IndicatorCommentFactory, IndicatorFactory, MembershipFactory, SchoolYearFactory, UserFactory

pytestmark = pytest.mark.django_db
BOTH = {"seen_es": "Faltan menos niños.", "done_es": "Llamamos a casa al segundo día."}


def form_of(comment=None, **values):
    SchoolYearFactory(fall_year=2014)
    comment = comment or IndicatorComment(indicator=IndicatorFactory())
    given = {"fall_year": 2014, "seen_en": "Fewer miss school.", "done_en": "We call.", "signature": "Office", **values}
    data = QueryDict(mutable=True)
    data.update({key: str(value) for key, value in given.items()})
    return CommentForm(data, instance=comment)


class TestWhatIsWritten:
    def test_a_comment_in_one_language_is_enough(self):
        form = form_of()
        assert form.is_valid(), form.errors
        assert comments.save(form.save(commit=False), by=UserFactory()).pk

    def test_a_language_has_both_texts_or_none_and_the_error_stands_at_the_one_that_is_missing(self):
        assert list(form_of(done_en="").errors) == ["done_en"]
        assert list(form_of(seen_es="Faltan menos.").errors) == ["done_es"]

    def test_one_that_says_nothing_or_is_not_signed_is_refused(self):
        assert list(form_of(seen_en=" ", done_en="").errors) == ["seen_en"]
        assert list(form_of(signature=" ").errors) == ["signature"]

    @pytest.mark.parametrize("wrong", [{"seen_en": ""}, {"seen_en": "", "done_en": ""}, {"signature": ""}])
    def test_the_database_refuses_what_the_form_refuses(self, wrong):
        with pytest.raises(Exception, match="comment_"), transaction.atomic():
            IndicatorCommentFactory(**wrong)


class TestHowItIsTold:
    def test_each_reader_gets_the_text_of_their_language(self):
        comment = IndicatorCommentFactory(**BOTH)
        assert comments.told(comment, "es").seen == "Faltan menos niños."
        assert comments.told(comment, "en").seen == "Fewer children miss school."
        assert comments.told(comment, "es").missing == ""

    def test_where_a_language_is_missing_the_other_is_shown_and_said_to_be_so(self):
        told = comments.told(IndicatorCommentFactory(), "es")
        assert (told.language, told.seen) == ("en", "Fewer children miss school.")
        assert "Spanish" in told.missing

    def test_it_is_dated_by_the_day_it_was_written_and_the_day_it_was_changed(self):
        with time_machine.travel(datetime(2026, 3, 2, 17), tick=False):
            comment = IndicatorCommentFactory()
        with time_machine.travel(datetime(2026, 3, 9, 17), tick=False):
            comments.save(comment, by=UserFactory())
        assert comments.told(comment).signed == "Office of Attendance, March 2, 2026; changed on March 9, 2026"

    def test_the_page_of_the_indicator_tells_the_newest_up_to_the_chosen_year(self):
        older, newer = IndicatorCommentFactory(fall_year=2013), IndicatorCommentFactory(fall_year=2014)
        later = IndicatorCommentFactory(fall_year=2016)
        told = comments.newest(older.indicator, None, 2015)
        assert [one.comment for one in told] == [newer, older]
        assert later not in [one.comment for one in told]


class TestWithdrawing:
    def test_a_withdrawn_comment_tells_its_reason_and_no_more_its_text(self):
        comment = comments.withdraw(IndicatorCommentFactory(), by=UserFactory(), reason="Wrong year.")
        told = comments.told(comment)
        assert (told.seen, told.done) == ("", "")
        assert "withdrawn on" in told.signed
        assert comments.newest(comment.indicator, None, 2014) == []

    def test_it_is_neither_deleted_nor_changed_afterwards(self):
        comment = IndicatorCommentFactory()
        with pytest.raises(InternalError, match="delete"), transaction.atomic():
            comment.delete()
        comments.withdraw(comment, by=UserFactory(), reason="Wrong year.")
        comment.seen_en = "Something else."
        with pytest.raises(InternalError, match="update"), transaction.atomic():
            comment.save()

    def test_the_history_keeps_what_was_said(self):
        comment = IndicatorCommentFactory()
        comment.seen_en = "More children miss school."
        comments.save(comment, by=UserFactory())
        said = comment.events.order_by("pgh_id").values_list("seen_en", flat=True)
        assert list(said) == ["Fewer children miss school.", "More children miss school."]


class TestPages:
    @pytest.fixture
    def central(self, client):
        client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
        return client

    def test_a_comment_is_written_changed_and_withdrawn_and_everybody_reads_it(self, central):
        SchoolYearFactory(fall_year=2014)
        code = IndicatorFactory().code
        given = {"fall_year": 2014, "seen_en": "Fewer miss school.", "done_en": "We call.", "signature": "Office"}
        central.post(reverse("indicators:comment-add", args=[code]), given)
        comment = IndicatorComment.objects.get()
        address = reverse("indicators:comment-edit", args=[code, comment.pk])
        seen = central.get(address).context["form"].initial["seen"]
        central.post(address, given | {"done_en": "We visit.", "seen": seen})
        central.logout()
        page = central.get(reverse("indicators:indicator-detail", args=[code])).content.decode()
        assert "We visit." in page
        assert "changed on" in page
        assert "Withdraw" not in page

    def test_a_second_person_who_saves_over_an_unseen_change_reads_it_first(self, central):
        comment = IndicatorCommentFactory()
        SchoolYearFactory(fall_year=2014)
        address = reverse("indicators:comment-edit", args=[comment.indicator_id, comment.pk])
        seen = central.get(address).context["form"].initial["seen"]
        IndicatorComment.objects.update(done_en="We visit families.", changed_by=comment.written_by,
                                        changed_at=timezone.now())  # fmt: skip
        answer = central.post(address, {"fall_year": 2014, "seen_en": comment.seen_en, "done_en": "We write.",
                                        "signature": "Office of Attendance", "seen": seen})  # fmt: skip
        assert "We visit families." in answer.content.decode()
        assert IndicatorComment.objects.get().done_en == "We visit families."

    def test_a_withdrawn_one_cannot_be_opened_for_change_and_its_page_says_why(self, central):
        comment = IndicatorCommentFactory()
        code = comment.indicator_id
        central.post(reverse("indicators:comment-withdraw", args=[code, comment.pk]), {"reason": "Wrong year."})
        assert central.get(reverse("indicators:comment-edit", args=[code, comment.pk])).status_code == 404
        with translation.override("en"):
            page = central.get(reverse("indicators:indicator-comments", args=[code])).content.decode()
        assert "Wrong year." in page
        assert "Fewer children miss school." not in page

    @pytest.mark.parametrize("pk", [0, 10**30])
    def test_no_such_comment_is_not_found(self, central, pk):
        code = IndicatorFactory().code
        assert central.get(f"/indicators/{code}/comments/{pk}/").status_code == 404
