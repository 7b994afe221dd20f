"""What the law asks of a year's books, rule by rule: kept or not, by how much, in plain words.

Each function takes `Books` and gives a `Finding`. They only warn: what is in the books may have happened all the same,
and no sentence names a school, so that everybody who may read the budget may read them. Source of all: ESEA section
1116(a)(3) (20 USC 6318(a)(3)) as facts 5.2 restates it, where nothing else is named.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from district import school_years
from plans.money import CENT, dollars, percent_of, plain
from plans.title_one.books import NOTHING


class Standing(models.TextChoices):
    """How the books stand to a rule."""

    MET = "MET", gettext_lazy("Met")
    NOT_MET = "NOT_MET", gettext_lazy("Not met")
    NOT_APPLICABLE = "NONE", gettext_lazy("Does not apply")
    UNKNOWN = "UNKNOWN", gettext_lazy("Not yet known")


KINDS = {
    Standing.MET: "good",
    Standing.NOT_MET: "bad",
    Standing.NOT_APPLICABLE: "neutral",
    Standing.UNKNOWN: "waiting",
}


@dataclass(frozen=True)
class Finding:
    """What one rule says of the books. `missing`: the dollars that would make it good, where dollars would."""

    code: str
    title: str
    law: str
    standing: Standing
    sentence: str
    missing: Decimal | None = None

    @property
    def kind(self):
        return KINDS[self.standing]

    @property
    def is_broken(self):
        return self.standing == Standing.NOT_MET


def findings(books):
    """Every rule, in the order in which the money goes."""
    return [rule(books) for rule in RULES]


def reserve_rule(books):
    """Section 1116(a)(3)(A): reserve at least 1 % of the allocation, unless that 1 % comes to $5,000 or less.

    So an allocation of exactly $500,000 is free of the duty, and one of a cent more is not.
    """
    budget, rule = books.budget, books.rule
    about = "reserve", _("The reserve for family engagement"), "1116(a)(3)(A)"
    if rule is None:
        return Finding(*about, Standing.UNKNOWN, _("No legal thresholds are entered for this year."))
    words = {
        "percent": plain(rule.reserve_percent),
        "allocation": dollars(budget.allocation),
        "required": dollars(books.required),
        "exempt": dollars(rule.exempt_up_to),
    }
    if not books.is_bound:
        sentence = _("%(percent)s%% of %(allocation)s is not more than %(exempt)s: nothing has to be reserved.")
        return Finding(*about, Standing.NOT_APPLICABLE, sentence % words)
    if budget.reserve is None:
        sentence = _(
            "At least %(required)s must be reserved (%(percent)s%% of %(allocation)s). Nothing is entered yet."
        )
        return Finding(*about, Standing.UNKNOWN, sentence % words)
    words["reserve"] = dollars(budget.reserve)
    if budget.reserve >= books.required:
        sentence = _("%(reserve)s is reserved; at least %(required)s is asked (%(percent)s%% of %(allocation)s).")
        return Finding(*about, Standing.MET, sentence % words)
    missing = books.required - budget.reserve
    sentence = _("%(reserve)s is reserved, but at least %(required)s is asked (%(percent)s%% of %(allocation)s): %(missing)s is missing.")  # fmt: skip # noqa: E501
    return Finding(*about, Standing.NOT_MET, sentence % (words | {"missing": dollars(missing)}), missing)


def families_rule(books):
    """Section 1116(a)(3)(B): parents and family members are involved in the decisions how the reserve is spent."""
    about = "families", _("Families' say in the decision"), "1116(a)(3)(B)"
    if books.budget.families_on:
        words = {"day": date_format(books.budget.families_on)}
        return Finding(*about, Standing.MET, _("Families took part on %(day)s.") % words)
    if not books.is_bound and not books.budget.reserve:
        return Finding(*about, Standing.NOT_APPLICABLE, _("Nothing is reserved, so there is nothing to decide."))
    if books.spent > 0 or books.is_over:
        sentence = _("Money is spent or the year is over, and it is not recorded how families took part in deciding.")
        return Finding(*about, Standing.NOT_MET, sentence)
    return Finding(*about, Standing.UNKNOWN, _("Not recorded yet; it should stand here before money is spent."))


def schools_rule(books):
    """Section 1116(a)(3)(C): at least 90 % of the reserve is distributed to schools (95 % before ESSA, to 2016-17).

    Of all that is reserved, or of the least that must be: the law is read both ways, and the thresholds say which.
    What schools keep of the year before does not count a second time.
    """
    rule, about = books.rule, ("schools", _("The schools' share"), "1116(a)(3)(C)")
    if rule is None:
        return Finding(*about, Standing.UNKNOWN, _("No legal thresholds are entered for this year."))
    if not books.is_bound:
        sentence = _("Nothing has to be reserved, so nothing has to be passed on to schools.")
        return Finding(*about, Standing.NOT_APPLICABLE, sentence)
    if books.budget.reserve is None:
        return Finding(*about, Standing.UNKNOWN, _("The reserve is not entered yet."))
    words = {
        "given": dollars(books.to_schools),
        "required": dollars(books.required_to_schools),
        "percent": plain(rule.schools_percent),
        "base": dollars(books.schools_base),
    }
    if books.to_schools >= books.required_to_schools:
        sentence = _("%(given)s goes to schools; at least %(required)s is asked (%(percent)s%% of %(base)s).")
        return Finding(*about, Standing.MET, sentence % words)
    missing = books.required_to_schools - books.to_schools
    sentence = _("%(given)s goes to schools, but at least %(required)s is asked (%(percent)s%% of %(base)s): %(missing)s is missing.")  # fmt: skip # noqa: E501
    return Finding(*about, Standing.NOT_MET, sentence % (words | {"missing": dollars(missing)}), missing)


def priority_rule(books):
    """Section 1116(a)(3)(C): priority is given to high-need schools.

    The law does not say how. The district's own test: of the schools that get a part, those in the support tiers that
    the thresholds name get on average no less than the others.
    """
    about = "priority", _("High-need schools first"), "1116(a)(3)(C)"
    funded = [line for line in books.lines if line.amount > 0]
    if not books.is_bound:
        sentence = _("Nothing has to be reserved, so nothing has to be passed on to schools.")
        return Finding(*about, Standing.NOT_APPLICABLE, sentence)
    if not funded:
        return Finding(*about, Standing.UNKNOWN, _("No school has its share yet."))
    if books.rule is None or not books.rule.high_need_tiers:
        return Finding(*about, Standing.UNKNOWN, _("The thresholds do not say which schools count as high need."))
    high = [line.amount for line in funded if line.is_high_need]
    others = [line.amount for line in funded if line.is_high_need is False]
    if not high or not others:
        sentence = _("There is nothing to compare: high-need schools and others do not both have a share.")
        return Finding(*about, Standing.UNKNOWN, sentence)
    mean_high, mean_others = (sum(amounts, NOTHING) / len(amounts) for amounts in (high, others))
    words = {"high": dollars(mean_high), "others": dollars(mean_others)}
    if mean_high >= mean_others:
        sentence = _("High-need schools get %(high)s on average, the others %(others)s.")
        return Finding(*about, Standing.MET, sentence % words)
    sentence = _("High-need schools get %(high)s on average, less than the others with %(others)s.")
    missing = ((mean_others - mean_high) * len(high)).quantize(CENT, ROUND_CEILING)
    return Finding(*about, Standing.NOT_MET, sentence % words, missing)


def served_schools_rule(books):
    """Section 1116(a)(3)(C): the schools' part goes to schools served under Title I, by the facts of that year."""
    about = "served", _("Title I schools only"), "1116(a)(3)(C)"
    funded = [line for line in books.lines if line.amount > 0]
    if not funded:
        return Finding(*about, Standing.UNKNOWN, _("No school has its share yet."))
    wrong = [line for line in funded if line.is_title1 is False]
    if wrong:
        total = sum((line.amount for line in wrong), NOTHING)
        sentence = ngettext(
            "%(number)s school that is no Title I school this year has a share: %(amount)s.",
            "%(number)s schools that are no Title I schools this year have a share: %(amount)s.",
            len(wrong),
        )
        words = {"number": len(wrong), "amount": dollars(total)}
        return Finding(*about, Standing.NOT_MET, sentence % words, total)
    unknown = sum(line.is_title1 is None for line in funded)
    if unknown:
        sentence = ngettext(
            "Of %(number)s school it is not known whether it is a Title I school this year.",
            "Of %(number)s schools it is not known whether they are Title I schools this year.",
            unknown,
        )
        return Finding(*about, Standing.UNKNOWN, sentence % {"number": unknown})
    return Finding(*about, Standing.MET, _("Every school with a share is a Title I school this year."))


def given_rule(books):
    """No more is given to schools than there is: the reserve, and of the year before what was left of it."""
    about = "given", _("No more given than there is"), ""
    if not books.given:
        return Finding(*about, Standing.UNKNOWN, _("No school has its share yet."))
    words = {"given": dollars(books.given), "available": dollars(books.available)}
    over = max(books.to_schools - (books.budget.reserve or NOTHING), NOTHING)
    over += max(books.kept_by_schools - books.budget.carried_over, NOTHING)
    if over:
        sentence = _("Schools have %(over)s more than the reserve and what was left of the year before.")
        return Finding(*about, Standing.NOT_MET, sentence % {"over": dollars(over)}, over)
    return Finding(*about, Standing.MET, _("Schools have %(given)s of %(available)s.") % words)


def spending_rule(books):
    """Nobody spends more than they have: no school, and not central office. 2 CFR 200.403 asks for allocable costs."""
    about = "spending", _("Spending within what there is"), "2 CFR 200.403"
    if not books.entries_total:
        return Finding(*about, Standing.UNKNOWN, _("Nothing is spent yet."))
    over = [line for line in [*books.lines, books.central] if line.is_overspent and line.spent > 0]
    if over:
        total = -sum((line.left for line in over), NOTHING)
        sentence = ngettext(
            "%(number)s school or office has spent more than it has: %(amount)s too much.",
            "%(number)s schools or offices have spent more than they have: %(amount)s too much in all.",
            len(over),
        )
        return Finding(*about, Standing.NOT_MET, sentence % {"number": len(over), "amount": dollars(total)}, total)
    words = {"spent": dollars(books.spent), "available": dollars(books.available)}
    return Finding(*about, Standing.MET, _("%(spent)s of %(available)s is spent, nowhere more than there is.") % words)


def year_end_rule(books):
    """What is not spent by 30 June is carried over and stays for family engagement.

    Title I money may be used in the year after (GEPA section 421(b)); section 1127 limits how much of the whole
    allocation may be carried over, which is not judged here because the portal knows only this part of it.
    """
    about = "year_end", _("Spent, or carried over"), "GEPA 421(b)"
    if not books.available:
        return Finding(*about, Standing.NOT_APPLICABLE, _("There is nothing to spend."))
    left = max(books.left, NOTHING)
    words = {"left": dollars(left), "day": date_format(school_years.last_day(books.budget.school_year_id))}
    if not left:
        return Finding(*about, Standing.MET, _("All of it is spent."))
    if not books.is_over:
        sentence = _("%(left)s is not spent yet; what is left on %(day)s is carried over.")
        return Finding(*about, Standing.UNKNOWN, sentence % words)
    words["taken"] = dollars(books.taken_over or NOTHING)
    if books.taken_over is not None and books.taken_over >= left:
        sentence = _("%(left)s was left, and the next year's budget takes over %(taken)s.")
        return Finding(*about, Standing.MET, sentence % words)
    missing = left - (books.taken_over or NOTHING)
    sentence = _(
        "%(left)s was left on %(day)s, but the next year's budget takes over %(taken)s: %(missing)s is missing."
    )
    return Finding(*about, Standing.NOT_MET, sentence % (words | {"missing": dollars(missing)}), missing)


RULES = (
    reserve_rule,
    families_rule,
    schools_rule,
    priority_rule,
    served_schools_rule,
    given_rule,
    spending_rule,
    year_end_rule,
)


def percent_to_schools(books):
    """How much of its base goes to schools, in percent; None where there is no base."""
    return percent_of(books.to_schools, books.schools_base)
