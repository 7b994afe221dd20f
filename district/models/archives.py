"""Archives that people take along: made by a job, downloaded for some days, then gone. Who took one is kept."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import Can, may_district_wide, schools_where
from district.models.jobs import Job
from district.models.people import User
from district.models.schools import School

DAYS = 7


def in_a_week():
    """Until when an archive stands there; whoever has one made says otherwise by the settings."""
    return timezone.now() + timedelta(days=DAYS)


class DataArchiveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of everything for who answers for the data; those of a school for who may take its evidence along."""
        of_schools = Q(school__in=schools_where(user, Can.TAKE_EVIDENCE))
        if may_district_wide(user, Can.TEND_BACKUPS):
            return self.filter(of_schools | Q(school=None))
        return self.filter(of_schools)

    def of_everything(self):
        return self.filter(school=None)

    def there(self):
        """Made, and not out of date."""
        return self.filter(made_at__isnull=False, expires_at__gt=timezone.now())


class DataArchive(models.Model):
    """One file in PORTAL_VAR/archives under a name that says nothing: all of the district's data in open formats, or
    what shows that a school did in a year (`school`, `fall_year`) what the law asks."""

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked for by"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    fall_year = models.PositiveSmallIntegerField(_("school year"), null=True, blank=True)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("can be downloaded until"), default=in_a_week)
    stored_name = models.CharField(max_length=40, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = DataArchiveQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("data archive")
        constraints = [
            models.CheckConstraint(
                name="data_archive_is_whole_when_it_is_made",
                condition=Q(made_at=None, sha256="") | (Q(made_at__isnull=False, size__gt=0) & ~Q(sha256="")),
            ),
            models.CheckConstraint(
                name="data_archive_of_everything_or_of_a_year_of_a_school",
                condition=Q(school=None, fall_year=None) | Q(school__isnull=False, fall_year__isnull=False),
            ),
        ]

    def __str__(self):
        return f"archive of {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def path(self):
        return settings.PORTAL_VAR / "archives" / self.stored_name

    @property
    def is_there(self):
        return self.made_at is not None and self.expires_at > timezone.now()

    @property
    def name(self):
        """What the file is called where it is saved."""
        what = f"evidence-{self.school.code}-{self.fall_year}" if self.school_id else "portal-data"
        return f"{what}-{timezone.localtime(self.made_at):%Y-%m-%d-%H%M}.zip"


class ArchiveDownload(models.Model):
    """Who took a copy of everything along, and when. Rows are only ever added."""

    archive = models.ForeignKey(DataArchive, models.PROTECT, related_name="downloads")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.archive_id} {self.person_id} {self.at}"
