"""Tables that people bring: looked at first, then logged whole, and taken back whole where that was a mistake."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from district.access import Can, may_district_wide
from district.models import Job, User


class UploadKind(models.TextChoices):
    ACTIVITIES = "activities", _("Activities")
    HOME_VISITS = "home-visits", _("Home visits")
    SERVICE = "service", _("Service of partners")


class UploadSource(models.TextChoices):
    FILE = "FILE", _("A file")
    PASTE = "PASTE", _("Pasted cells")
    GRID = "GRID", _("The page for a month")


class UploadState(models.TextChoices):
    """A table is in the hands of a worker in CHECKING, LOGGING and UNDOING, of its owner otherwise."""

    CHECKING = "CHECKING", _("Being checked")
    UNREADABLE = "UNREADABLE", _("Cannot be read")
    READY = "READY", _("Checked, not logged yet")
    LOGGING = "LOGGING", _("Being logged")
    LOGGED = "LOGGED", _("Logged")
    UNDOING = "UNDOING", _("Being taken back")
    UNDONE = "UNDONE", _("Taken back")


class RowState(models.TextChoices):
    RIGHT = "RIGHT", _("Can be logged")
    ASKED = "ASKED", _("Can be logged, with a question")
    REFUSED = "REFUSED", _("Cannot be logged")
    LEFT_OUT = "LEFT_OUT", _("Left out")
    LOGGED = "LOGGED", _("Logged")


def random_path(upload, filename):
    """A name that cannot be guessed and says nothing; the name people gave is kept in `file_name`."""
    return f"uploads/{secrets.token_hex(16)}"


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own tables; all of them for those who may delete activities of the whole district."""
        return self if may_district_wide(user, Can.DELETE_ACTIVITY) else self.filter(owner=user.pk)


class Upload(models.Model):
    """A table that a person brought. All its rows are logged in one transaction, or none.

    `key` is made of the form's own key, the person and the content: a form that arrives again is the same table.
    `refusal` says why a file cannot be read as a table: {"line", "code", "details"} as `indicators.importing.issues`
    puts into words.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what it holds"), max_length=12, choices=UploadKind.choices)
    source = models.CharField(_("came as"), max_length=5, choices=UploadSource.choices, default=UploadSource.FILE)
    owner = models.ForeignKey(User, models.PROTECT, related_name="uploads", verbose_name=_("brought by"))
    file = models.FileField(_("stored file"), upload_to=random_path, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=UploadState.choices, default=UploadState.CHECKING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    refusal = models.JSONField(null=True, blank=True)
    said = models.CharField(_("what stood in the way last"), max_length=300, blank=True)
    uploaded_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    logged_at = models.DateTimeField(_("logged at"), null=True, blank=True)
    logged_total = models.PositiveIntegerField(_("rows logged"), default=0)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    undone_total = models.PositiveIntegerField(_("rows taken back"), default=0)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("table")
        indexes = [models.Index(name="upload_newest", fields=["-uploaded_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="upload_logged_at_and_total_together",
                condition=Q(logged_at=None, logged_total=0) | Q(logged_at__isnull=False, logged_total__gt=0),
            ),
            models.CheckConstraint(
                name="upload_logged_where_it_says_so",
                condition=Q(state__in=["LOGGED", "UNDOING", "UNDONE"], logged_at__isnull=False)
                | (~Q(state__in=["LOGGED", "UNDOING", "UNDONE"]) & Q(logged_at=None)),
            ),
            models.CheckConstraint(
                name="upload_undone_at_and_by_together",
                condition=Q(state="UNDONE", undone_at__isnull=False, undone_by__isnull=False)
                | (~Q(state="UNDONE") & Q(undone_at=None, undone_by=None, undone_total=0)),
            ),
        ]

    def __str__(self):
        return self.name()

    def get_absolute_url(self):
        return reverse("partnerships:upload", args=[self.pk])

    def name(self):
        if self.file_name:
            return self.file_name
        return gettext("the page for a month") if self.source == UploadSource.GRID else gettext("a pasted table")

    @property
    def is_at_work(self):
        return self.state in (UploadState.CHECKING, UploadState.LOGGING, UploadState.UNDOING)

    @property
    def is_logged(self):
        return self.logged_at is not None


class UploadRow(models.Model):
    """One row of a table. `cells` are {column: text} as written; `values` what would be stored, where it can be.

    `entry_key` is that of the record which the row becomes, so no row can be logged twice. `place`, `day` and `same`
    say what must be equal in two rows for them to be taken for the same: the school (0: the district), the day, and
    type and title. Reasons are not kept: they are worked out where they are read, in the reader's language.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    entry_key = models.UUIDField(db_index=True)
    state = models.CharField(_("state"), max_length=8, choices=RowState.choices)
    cells = models.JSONField(default=dict)
    values = models.JSONField(null=True)
    place = models.BigIntegerField(null=True)
    day = models.DateField(null=True)
    same = models.CharField(max_length=200, blank=True)
    is_questioned = models.BooleanField(default=False)
    repeats_line = models.PositiveIntegerField(null=True)
    repeats_record = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(name="upload_row_once", fields=["upload", "line"]),
            models.CheckConstraint(
                name="upload_row_has_values_where_it_can_be_logged",
                condition=Q(state__in=["RIGHT", "ASKED"], values__isnull=False) | ~Q(state__in=["RIGHT", "ASKED"]),
            ),
        ]
        indexes = [models.Index(name="upload_row_by_state", fields=["upload", "state", "line"])]

    def __str__(self):
        return f"{self.upload_id}: {self.line}"
