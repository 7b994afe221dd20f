"""What the district may set of the portal itself: few things, each within bounds, with a default and its reason."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.dates import MONTHS as ALL_MONTHS
from django.utils.translation import gettext_lazy as _

from district.history import tracked


@dataclass(frozen=True)
class Bounds:
    """A setting that is a number: from `least` to `most`, `default` until somebody sets it, and why it is that."""

    default: int
    least: int
    most: int
    source: str


KEPT_DAYS = {
    "mails_kept_days": Bounds(90, 30, 730, _("The portal's own choice: long enough to answer “I never got it”.")),
    "notices_kept_days": Bounds(400, 90, 1500, _("The portal's own choice: a school year and a month.")),
    "drafts_kept_days": Bounds(60, 14, 365, _("The portal's own choice: longer than most breaks.")),
    "uploads_kept_days": Bounds(30, 7, 365, _("The portal's own choice: a month to find a mistake and take it back.")),
    "runs_kept_days": Bounds(60, 14, 365, _("The portal's own choice: two months show what fails each month.")),
    "faults_kept_days": Bounds(90, 14, 365, _("The portal's own choice: as long as mails.")),
    "sessions_kept_days": Bounds(7, 0, 90, _("The portal's own choice: a week to see which browser it was.")),
    "archives_kept_days": Bounds(7, 1, 30, _("The portal's own choice: a week to fetch what somebody asked for.")),
    "staff_files_kept_days": Bounds(30, 1, 180, _("The portal's own choice: such a file names many people.")),
    "rollups_kept_days": Bounds(30, 7, 365, _("The portal's own choice: a month shows what became slower.")),
    "requests_kept_days": Bounds(7, 7, 60, _("The portal's own choice: the mail asks for it within a week.")),
}
# When something is said to need somebody. Each was a proposal of the portal where the law or the plan leaves it open.
THRESHOLDS = {
    "council_gap_days": Bounds(60, 30, 180, _("Practice: councils meet about once a month in the school year.")),
    "vacancy_days": Bounds(60, 14, 365, _("The portal's proposal: two meetings went by without that seat.")),
    "term_end_days": Bounds(60, 14, 180, _("The portal's proposal: time to hold an election.")),
    "status_days": Bounds(45, 14, 180, _("The portal's proposal: a status each month, and half of one to spare.")),
    "far_late_days": Bounds(30, 7, 180, _("The portal's proposal: a month late is no slip.")),
    "plan_state_days": Bounds(10, 3, 60, _("The portal's proposal: two weeks of work.")),
    "agreement_end_days": Bounds(90, 30, 365, _("The plan's calendar of reminders: 90, 60 and 30 days.")),
    "agreement_wait_days": Bounds(14, 3, 90, _("The portal's proposal: two weeks.")),
    "service_days": Bounds(14, 3, 90, _("The portal's proposal: two weeks after the last day of service.")),
    "question_days": Bounds(30, 7, 120, _("The portal's proposal: the group meets about once a month.")),
    "role_end_days": Bounds(30, 7, 120, _("The portal's proposal: time to give a role anew.")),
    "review_asked_days": Bounds(60, 14, 180, _("The portal's proposal: two months for the yearly look at roles.")),
}
INVITING = {
    "invitation_days": Bounds(7, 1, 30, _("The portal's own choice: a week to read one's mail, and no longer.")),
}
BOUNDS = {**KEPT_DAYS, **THRESHOLDS, **INVITING}
MONTHS = {number: ALL_MONTHS[number] for number in range(5, 10)}  # in which a summer can begin and end
FIRST_SUMMER_MONTH, LAST_SUMMER_MONTH = 7, 8
DAYS_OF_MONTHS = {31: (1, 3, 5, 7, 8, 10, 12), 30: (4, 6, 9, 11), 28: (2,)}  # that each year has
NAME_LENGTH = 60
NO_SUCH_DAY = _("The access review is due on a day that its month does not have each year.")
NO_SUMMER = _("The summer ends before it begins.")


def number(name, label, help_text):
    bounds = BOUNDS[name]
    return models.PositiveSmallIntegerField(
        label,
        default=bounds.default,
        help_text=help_text,
        validators=[MinValueValidator(bounds.least), MaxValueValidator(bounds.most)],
    )


def name(label, help_text=""):
    """A name that a thing has here; empty: as the portal calls it by itself."""
    return models.CharField(label, max_length=NAME_LENGTH, blank=True, help_text=help_text)


# What can be called otherwise here: {thing: the two fields}. `district.names` says what holds.
NAMED = {
    thing: (f"{thing}_en", f"{thing}_es")
    for thing in ("portal", "district", "district_short", "council", "councils", "action", "actions")
}


@tracked()
class PortalSettings(models.Model):
    """The one row of the portal's settings; where there is none, the defaults hold (`district.portal_settings`)."""

    support = models.CharField(
        _("whom to ask for help"),
        max_length=120,
        blank=True,
        help_text=_("A telephone number or an office. Error pages name it beside the code."),
    )
    mails_kept_days = number(
        "mails_kept_days", _("days that the list of sent mails is kept"), _("Mails that wait or failed stay.")
    )
    notices_kept_days = number(
        "notices_kept_days", _("days that notices are kept"), _("What a person was told, under the bell.")
    )
    drafts_kept_days = number(
        "drafts_kept_days", _("days that what was typed and not saved is kept"), _("Counted from the last change.")
    )
    uploads_kept_days = number(
        "uploads_kept_days",
        _("days that tables which were brought are kept"),
        _("Their files and cells; what was logged from them stays. After that a table cannot be taken back whole."),
    )
    runs_kept_days = number(
        "runs_kept_days",
        _("days that runs of nightly tasks are kept"),
        _("For finding out since when one fails. The last good one of each task stays."),
    )
    faults_kept_days = number(
        "faults_kept_days", _("days that faults are kept"), _("Counted from the last time that they happened.")
    )

    sessions_kept_days = number(
        "sessions_kept_days", _("days that sessions which are over are kept"), _("Open sessions stay.")
    )
    archives_kept_days = number(
        "archives_kept_days",
        _("days that an archive can be fetched"),
        _("Archives of all data and of a school's evidence. It can be made again at any time."),
    )
    staff_files_kept_days = number(
        "staff_files_kept_days",
        _("days that a staff file which nobody took in is kept"),
        _("One that was taken in goes at once; what it changed stays on record."),
    )
    rollups_kept_days = number(
        "rollups_kept_days",
        _("days that runs of the figures are kept"),
        _("How long each took, under “Jobs and rollups”."),
    )
    requests_kept_days = number(
        "requests_kept_days",
        _("days that unconfirmed requests for mail are kept"),
        _("Addresses that asked on the public page to hear of council meetings and never confirmed it."),
    )

    council_gap_days = number(
        "council_gap_days", _("days without a meeting after which a council is asked"), _("The summer does not count.")
    )
    vacancy_days = number(
        "vacancy_days",
        _("days after which a vacant seat is called long vacant"),
        _("Counted from the last term."),
    )
    term_end_days = number("term_end_days", _("days before which the end of a term is told"), _("Terms of councils."))
    status_days = number(
        "status_days", _("days that the status of an initiative holds"), _("Then a new one is asked for.")
    )
    far_late_days = number(
        "far_late_days", _("days after which a milestone is far behind"), _("An initiative with one is far behind too.")
    )
    plan_state_days = number(
        "plan_state_days", _("days in one state after which an action plan stands out"), _("In central office's list.")
    )
    agreement_end_days = number(
        "agreement_end_days", _("days before its last day from which an agreement is said to expire"), _("Of partners.")
    )
    agreement_wait_days = number(
        "agreement_wait_days", _("days after which an agreement waits long for review"), _("Of partners.")
    )
    service_days = number(
        "service_days", _("days within which service counts as logged in time"), _("Beside “accountability”.")
    )
    question_days = number(
        "question_days", _("days after which a question of parents waits long"), _("Of the advisory group.")
    )
    role_end_days = number(
        "role_end_days", _("days before which the end of roles is told"), _("To those who look after people.")
    )
    review_asked_days = number(
        "review_asked_days", _("days before which the access review is asked for"), _("Before the day it is due.")
    )

    review_due_month = models.PositiveSmallIntegerField(
        _("month in which the access review is due"), choices=ALL_MONTHS.items(), default=10
    )
    review_due_day = models.PositiveSmallIntegerField(
        _("day of that month"),
        default=31,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("By then each school signs for who may do what. Until set: October 31."),
    )
    invitation_days = number(
        "invitation_days",
        _("days that the link of an invitation is good"),
        _("The link in the mail with which a person chooses a password; it can be sent again."),
    )

    summer_from = models.PositiveSmallIntegerField(
        _("first month of the summer"), choices=MONTHS.items(), default=FIRST_SUMMER_MONTH
    )
    summer_until = models.PositiveSmallIntegerField(
        _("last month of the summer"),
        choices=MONTHS.items(),
        default=LAST_SUMMER_MONTH,
        help_text=_("In years without days of school below. Nobody is reminded then, and no gap is counted."),
    )

    portal_en = name(_("this portal, in English"))
    portal_es = name(_("this portal, in Spanish"))
    district_en = name(_("the district, in English"), _("Until set: as the state's directory has it."))
    district_es = name(_("the district, in Spanish"))
    district_short_en = name(_("the district in short, in English"), _("Beside the mark on top of each page."))
    district_short_es = name(_("the district in short, in Spanish"))
    council_en = name(_("a School Governance Council, in English"))
    council_es = name(_("a School Governance Council, in Spanish"))
    councils_en = name(_("several councils, in English"))
    councils_es = name(_("several councils, in Spanish"))
    action_en = name(_("a Priority Action, in English"))
    action_es = name(_("a Priority Action, in Spanish"))
    actions_en = name(_("several actions, in English"))
    actions_es = name(_("several actions, in Spanish"))
    offers_spanish = models.BooleanField(
        _("offer the portal in Spanish"),
        default=True,
        help_text=_(
            "Without it pages and mails are in English alone. Documents keep the languages they are written in."
        ),
    )
    signs_in_by_mail = models.BooleanField(
        _("let people sign in by a code in a mail"),
        default=True,
        help_text=_("Without it everybody needs a password, a passkey or single sign-on."),
    )

    class Meta:
        verbose_name = _("settings of the portal")
        constraints = [
            models.CheckConstraint(name="portal_settings_are_one_row", condition=Q(pk=1)),
            models.CheckConstraint(
                name="portal_settings_summer_is_in_summer",
                condition=Q(summer_from__gte=5, summer_until__gte=F("summer_from"), summer_until__lte=9),
                violation_error_message=NO_SUMMER,
            ),
            models.CheckConstraint(
                name="portal_settings_review_has_a_day",
                condition=Q(
                    *(
                        Q(review_due_month__in=months, review_due_day__range=(1, days))
                        for days, months in DAYS_OF_MONTHS.items()
                    ),
                    _connector=Q.OR,
                ),
                violation_error_message=NO_SUCH_DAY,
            ),
            *(
                models.CheckConstraint(
                    name=f"portal_settings_{name}_in_bounds",
                    condition=Q(**{f"{name}__range": (bounds.least, bounds.most)}),
                )
                for name, bounds in BOUNDS.items()
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def clean(self):
        """Says what the constraints say beside the field that it is about."""
        wrong = {}
        month, day = self.review_due_month, self.review_due_day
        if not any(month in months and day <= days for days, months in DAYS_OF_MONTHS.items()):
            wrong["review_due_day"] = NO_SUCH_DAY
        if self.summer_until < self.summer_from:
            wrong["summer_until"] = NO_SUMMER
        if wrong:
            raise ValidationError(wrong)
