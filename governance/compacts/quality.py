"""What councils and the district found in compacts by the quality guide: of one compact over the years, of all schools
by question."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from district import school_years
from district.access import Can, may_district_wide
from governance.compacts.quality_guide import GUIDES, SOURCE
from governance.models import Compact, QualityAnswer, QualityGuide, QualityItem, QualityReview
from governance.models.compacts import CompactState, DocumentKind

Side = QualityReview.Side


def load_guides():
    """Put the versions of the guide into the database; those that are there stay. Safe to run again."""
    for number, questions in GUIDES.items():
        guide, is_new = QualityGuide.objects.get_or_create(number=number, defaults={"source": SOURCE})
        if is_new:
            QualityItem.objects.bulk_create(
                QualityItem(guide=guide, code=code, position=place, question_en=english, question_es=spanish)
                for place, (code, english, spanish) in enumerate(questions, start=1)
            )


def current_guide():
    return QualityGuide.objects.prefetch_related("items").first()


def may_judge(user, version, side):
    """The council judges through its chair, or hands its sheet to central office, which judges for the district; drafts
    are not judged."""
    if version.compact.kind != DocumentKind.COMPACT or version.state in (CompactState.DRAFT, CompactState.RETIRED):
        return False
    if side == Side.DISTRICT:
        return may_district_wide(user, Can.APPROVE_COMPACT)
    return version.compact.lets(user, Can.APPROVE_COMPACT)


@transaction.atomic
def judge(version, side, answers, *, guide, by, note=""):
    """Keep what a side found. `answers`: {item: (yes, what to put right)}, one for each question of the guide."""
    review = QualityReview.objects.create(version=version, guide=guide, side=side, note=note, by=by)
    QualityAnswer.objects.bulk_create(
        QualityAnswer(review=review, item=item, is_met=is_met, fix="" if is_met else fix)
        for item, (is_met, fix) in answers.items()
    )
    return review


def latest(reviews):
    """The reviews that count: the last of each version and side."""
    last = QualityReview.objects.filter(version=OuterRef("version"), side=OuterRef("side")).order_by("-pk")
    return reviews.filter(pk=Subquery(last.values("pk")[:1]))


@dataclass(frozen=True)
class Line:
    """One question with the answers of the reviews in the head of the table; None: it was not asked then."""

    question: str
    answers: list


@dataclass(frozen=True)
class OverTheYears:
    reviews: list
    lines: list
    fixes: list


def of_school(compact, most=6):
    """The newest reviews of a school's compacts, by year and side, question by question; None where there are none."""
    reviews = latest(QualityReview.objects.filter(version__compact__school=compact.school_id))
    reviews = reviews.filter(version__compact__fall_year__lte=compact.fall_year, version__compact__kind=compact.kind)
    reviews = reviews.select_related("version__compact", "by").prefetch_related("answers__item")
    found = list(reviews.order_by("-version__compact__fall_year", "-version__number", "side")[:most])
    if not found:
        return None
    questions, said = {}, {}
    for review in found:
        for answer in review.answers.all():
            questions.setdefault(answer.item.code, answer.item.question)
            said[review.pk, answer.item.code] = answer
    lines = [Line(words, [said.get((one.pk, code)) for one in found]) for code, words in questions.items()]
    newest = [one for one in found if one.version_id == found[0].version_id]
    fixes = [(one, answer) for one in newest for answer in one.answers.all() if not answer.is_met]
    return OverTheYears(found, lines, fixes)


@dataclass(frozen=True)
class Sum:
    """A question and how many schools' compacts meet it, by side: (yes, judged)."""

    code: str
    question: str
    council: tuple
    district: tuple


def of_all(fall_year):
    """By question, over all schools of a year. Two queries."""
    reviews = latest(QualityReview.objects.filter(version__compact__fall_year=fall_year))
    newest = reviews.filter(version__number=newest_judged(), version__compact__kind=DocumentKind.COMPACT)
    answers = QualityAnswer.objects.filter(review__in=newest.values("pk")).values("item__code", side=F("review__side"))
    counted = {}
    for row in answers.order_by().annotate(asked=Count("pk"), met=Count("pk", filter=Q(is_met=True))):
        counted[row["item__code"], row["side"]] = (row["met"], row["asked"])
    items = QualityItem.objects.filter(code__in={code for code, _side in counted}).order_by(
        "-guide__number", "position"
    )
    questions = {}
    for item in items:
        questions.setdefault(item.code, item.question)
    return [
        Sum(code, words, *(counted.get((code, side), (0, 0)) for side in (Side.COUNCIL, Side.DISTRICT)))
        for code, words in questions.items()
    ]


def newest_judged():
    """The newest version of its compact that the same side has judged."""
    same = QualityReview.objects.filter(version__compact=OuterRef("version__compact"), side=OuterRef("side"))
    return Subquery(same.order_by("-version__number").values("version__number")[:1])


def lines_of_answers(user, fall_year):
    """Every answer of a year that a person may see, as a row of a file."""
    seen = Compact.objects.visible_to(user).filter(fall_year=fall_year)
    reviews = latest(QualityReview.objects.filter(version__compact__in=seen))
    answers = QualityAnswer.objects.filter(review__in=reviews.values("pk"))
    answers = answers.select_related("item", "review__version__compact__school", "review__guide")
    for one in answers.order_by("review__version__compact__school__name", "review__side", "item__position"):
        review = one.review
        school = review.version.compact.school
        yield (
            school.code, school.name, school_years.label(fall_year), review.version.number, review.guide.number,
            review.side, timezone.localdate(review.at), one.item.code, one.item.question, int(one.is_met), one.fix,
        )  # fmt: skip
