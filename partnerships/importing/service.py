"""What partners delivered, as a table: the service log's own rules (`partnerships/agreements/service.py`)."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.access import Can
from partnerships.agreements.service import faults, sites_to_log
from partnerships.forms.fields import WHOLE_DISTRICT
from partnerships.importing import cells
from partnerships.importing.cells import BadCell
from partnerships.importing.kinds import Column, Kind
from partnerships.importing.known import NO, YES
from partnerships.importing.words import plain
from partnerships.models import ServiceEntry
from partnerships.models.service import ServiceState
from partnerships.models.uploads import UploadKind

FAULT_COLUMNS = {"school": "school_code"}


def model_field(name):
    return ServiceEntry._meta.get_field(name)


class Sites:
    """The programmes that a person may log for, with their places; read once for a table."""

    def __init__(self, user):
        self.by_programme, self.by_word, names = {}, {}, {}
        for site in sites_to_log(user, timezone.localdate()):
            programme = site.programme
            _programme, places = self.by_programme.setdefault(programme.pk, (programme, {}))
            places[site.school.code if site.school else WHOLE_DISTRICT] = site.school_id
            self.by_word[plain(label(programme))] = programme
            names.setdefault(plain(programme.name), set()).add(programme.pk)
        only = {name: keys for name, keys in names.items() if len(keys) == 1}
        self.by_word |= {name: self.by_programme[min(keys)][0] for name, keys in only.items()}
        self.shared_names = set(names) - set(only)

    @property
    def codes(self):
        return sorted({code for _programme, places in self.by_programme.values() for code in places})

    @property
    def labels(self):
        return [label(programme) for programme, _places in self.by_programme.values()]


def sites_of(known):
    if "sites" not in known.answers:
        known.answers["sites"] = Sites(known.user)
    return known.answers["sites"]


def label(programme):
    return f"{programme.name} – {programme.agreement.partner} – {programme.year_label}"


# ------------------------------------------------------------------ reading cells


def read_programme(known, text):
    sites = sites_of(known)
    if plain(text) in sites.shared_names:
        message = _(
            "Several programs are called “%(name)s”. Choose it from the list of the template, with partner and year."
        )
        raise BadCell(message % {"name": text[:60]})
    if plain(text) not in sites.by_word:
        message = _("You log service for no program called “%(name)s”.")
        raise BadCell(message % {"name": text[:60]})
    return sites.by_word[plain(text)]


def read_day(known, text):
    return cells.day(text)


def complete(known, row):
    values = row.values
    programme, code = values.pop("programme", None), values.pop("school_code", "")
    if programme is None:
        return
    _programme, places = sites_of(known).by_programme[programme.pk]
    values["programme_id"] = programme.pk
    if not code and len(places) == 1:
        code = next(iter(places))
    elif not code:
        row.refuse("school_code", _("Give the code of the school, or 0 for the district as one place."))
        return
    code = code if code == WHOLE_DISTRICT else code.zfill(7)
    if code not in places:
        row.refuse("school_code", _("This program does not serve this school."))
        return
    values["school_id"] = places[code]
    refuse_faults(row, programme, set(places.values()))


def refuse_faults(row, programme, places):
    values = row.values
    if "starts_on" not in values:
        return
    if "ends_on" not in values and not row.cells.get("ends_on"):
        values["ends_on"] = values["starts_on"]
    entry = ServiceEntry(
        programme=programme,
        school_id=values["school_id"],
        starts_on=values["starts_on"],
        ends_on=values.get("ends_on"),
    )
    for name, text in faults(entry, places=places, today=timezone.localdate()).items():
        row.refuse(FAULT_COLUMNS.get(name, name), text)


def may_still(known, rows):
    """Whether the person may log for all programmes and places of these rows, whose values may be gone."""
    programmes = sites_of(known).by_programme.items()
    allowed = {(same_text(pk), school or 0) for pk, (_one, places) in programmes for school in places.values()}
    return set(rows.order_by().values_list("same", "place").distinct()) <= allowed


def same_text(programme):
    return f"{programme}|"


def identity(values):
    return values["school_id"] or 0, values["starts_on"], same_text(values["programme_id"])


MATCHES = """record.school_key = sound.place AND record.starts_on = sound.day AND record.state <> 'WITHDRAWN'
    AND record.programme_id::text = split_part(sound.same, '|', 1)"""


def gone(now, by, reason):
    return {"state": ServiceState.WITHDRAWN, "state_since": now, "reason": reason}


# ------------------------------------------------------------------ the kind


def column(name, read=None, **more):
    field = model_field(name)
    return Column(name, field.verbose_name, read or cells.of_field(field), **more)


SERVICE = Kind(
    key=UploadKind.SERVICE,
    permission=Can.LOG_SERVICE,
    model=ServiceEntry,
    columns=(
        Column(
            "programme",
            model_field("programme").verbose_name,
            cells.remembered("programme", read_programme),
            hint=gettext_lazy("As the list has it; the name alone is enough where no other program has it."),
            example=gettext_lazy("Name of the program"),
            offers=lambda known: sites_of(known).labels,
            is_wide=True,
        ),
        column("starts_on", cells.remembered("service-day", read_day), is_date=True, example="2025-10-14"),
        column(
            "ends_on",
            cells.remembered("service-day", read_day),
            is_date=True,
            hint=gettext_lazy("Empty for a single day. First and last day lie in one month."),
        ),
        Column(
            "school_code",
            gettext_lazy("School code"),
            lambda known, text: text,
            hint=gettext_lazy(
                "The state's seven digits, or 0 for the district as one place. Empty where there is one place."
            ),
            offers=lambda known: sites_of(known).codes,
            is_text=True,
        ),
        column("sessions", example="2"),
        column("hours", example="3"),
        *(
            column(name, cells.count_of_field(model_field(name)))
            for name in ("adults_total", "families_total", "students_total")
        ),
        column("is_unduplicated", cells.yes_or_no, offers=lambda known: [YES, NO]),
        column("note", cells.text_of_field(model_field("note")), is_wide=True),
    ),
    needed=("programme", "starts_on"),
    prepare=lambda known, rows: None,
    complete=complete,
    may_still=may_still,
    identity=identity,
    matches=MATCHES,
    twin_column="starts_on",
    told=("starts_on", "programme", "school_code", "sessions", "hours"),
    links={},
    untouched={"version": 1, "state": ServiceState.LOGGED},
    gone=gone,
    place_of_list="partnerships:service-list",
)
