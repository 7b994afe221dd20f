"""Notices of the demo: what the plans and figures told people of late, and a look at the outbox."""

from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from district import invitations, mail_folder, school_years
from district.models import CalendarFeed, Notice, OutgoingMail, User
from district.models.mails import MailKind, MailState
from fce_portal.demo.people import HOME_SCHOOL, SIGN_INS, newcomers
from plans import action_plans, notices, reminders
from plans.models import SchoolActionPlan

CENTRAL, COUNCIL, STAFF = "central@hartford.example", "council@hartford.example", "staff@hartford.example"
PRINCIPAL = "principal@hartford.example"
READ_AFTER = timedelta(days=6)
REMINDED_BACK = 14  # days
DEADLINES = ("milestone.soon", "milestone.late", "step.soon", "step.late")


def make_notices(today):
    """To be called last: it moves what the demo's events told to the days on which they are said to have happened."""
    talk_about_the_home_plan()
    forget_years_gone_by(today)
    put_in_time(today)
    remind_of_late(today)
    Notice.objects.filter(made_at__lt=timezone.now() - READ_AFTER).update(read_at=timezone.now() - timedelta(days=1))
    make_outbox()
    CalendarFeed.objects.create(user=User.objects.get(email=CENTRAL))
    invite_into_the_folder()


def talk_about_the_home_plan():
    """The plan that came back: its reviewer's demand, an answer that stays inside the school, a name that is named."""
    plan = SchoolActionPlan.objects.filter(school__code=HOME_SCHOOL).first()
    if plan is None:
        return
    council, staff, principal = (User.objects.get(email=email) for email in (COUNCIL, STAFF, PRINCIPAL))
    notices.ask_for_advice(plan=plan, by=principal)
    for comment in plan.comments.all():
        notices.comment_written(comment)
    for by, text in (
        (council, "Thank you for the Saturday. Could the invitation come a week earlier?"),
        (principal, "Yes: by text message ten days before, and again the evening before."),
    ):
        quoted = action_plans.advice_text(plan)
        notices.comment_written(plan.comments.create(passage="advice", quoted=quoted, by=by, text=text))
    inside = plan.comments.create(
        passage="voice",
        quoted=plan.voice,
        by=council,
        visibility="SCHOOL",
        text=f"@{staff.name}, could we ask the families of the evening again before we write more?",
    )
    notices.comment_written(inside)


def forget_years_gone_by(today):
    old = SchoolActionPlan.objects.filter(fall_year__lt=school_years.fall_year_of(today))
    Notice.objects.filter(about="plans.schoolactionplan", about_id__in=old.values("pk")).delete()


def put_in_time(today):
    since = SchoolActionPlan.objects.filter(pk=OuterRef("about_id")).values("state_since")
    Notice.objects.filter(about="plans.schoolactionplan").update(made_at=Subquery(since))
    Notice.objects.filter(about="plans.plancomment").update(made_at=timezone.now() - timedelta(days=2, hours=3))


def remind_of_late(today):
    """The reminders of the last two weeks, each on its day."""
    for back in range(REMINDED_BACK, -1, -1):
        day = today - timedelta(days=back)
        before = set(Notice.objects.filter(kind__in=DEADLINES).values_list("pk", flat=True))
        reminders.remind(day)
        moment = timezone.make_aware(datetime.combine(day, time(6, 30)))
        new = Notice.objects.filter(kind__in=DEADLINES).exclude(pk__in=before)
        new.update(made_at=min(moment, timezone.now()))


def make_outbox():
    """What an administrator finds: mail that left, one that was refused, one with nothing left to say."""
    now = timezone.now()
    people = {one.email: one for one in User.objects.filter(email__in=[one.email for one in SIGN_INS])}
    for number, (email, subject) in enumerate(
        [
            ("central@hartford.example", "3 things need you"),
            ("principal@hartford.example", "2 things need you"),
            ("board@hartford.example", "1 notice for you"),
        ]
    ):
        at = now - timedelta(days=1, minutes=number)
        OutgoingMail.objects.create(
            recipient=people[email], kind=MailKind.DIGEST, key=f"demo/sent/{number}", day=at.date(), subject=subject,
            state=MailState.SENT, made_at=at, sent_at=at + timedelta(seconds=4), tries=1,
        )  # fmt: skip
    OutgoingMail.objects.create(
        recipient=User.objects.waiting().exclude(memberships__in=newcomers()).order_by("pk").first(),
        kind=MailKind.NOTICES,
        key="demo/failed",
        subject="2 notices",
        state=MailState.FAILED,
        made_at=now - timedelta(hours=20),
        tries=1,
        reason="550 5.1.1 No such mailbox (demonstration)",
    )
    OutgoingMail.objects.create(
        recipient=people[STAFF],
        kind=MailKind.NOTICES,
        key="demo/dropped",
        state=MailState.DROPPED,
        made_at=now - timedelta(hours=30),
        reason="nothing to say",
    )


def invite_into_the_folder():
    """Two of the invitations that wait, where mail is written into a folder: their links can be followed there."""
    if mail_folder.is_in_use():
        empty_the_folder()
        by = User.objects.get(email="admin@hartford.example")
        for person in User.objects.waiting().filter(memberships__in=newcomers()).order_by("pk")[:2]:
            person.invited_at = timezone.now()
            person.save()
            invitations.send(user=person, link=settings.PORTAL_URL + invitations.path_for(person), by=by)


def empty_the_folder():
    """Mails of an earlier demo name people who are no more; a folder that somebody else set is left alone."""
    folder = Path(settings.EMAIL_FILE_PATH)
    if folder.is_relative_to(settings.PORTAL_VAR):
        for path in folder.glob("*.log"):
            if mail_folder.NAME.match(path.name):
                path.unlink()
