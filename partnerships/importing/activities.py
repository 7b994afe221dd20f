"""Activities and home visits as tables: the same columns whether a list is downloaded, filled in, or brought back."""

from contextlib import suppress
from dataclasses import replace
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import OuterRef
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import childrens_names
from district.access import Can
from partnerships.activity_types import DISTRICT_ONLY, HOME_VISITS, ActivityType, counts_for
from partnerships.choices import Audience, Rating
from partnerships.forms.fields import WHOLE_DISTRICT
from partnerships.held_on import school_year_of
from partnerships.importing import cells
from partnerships.importing.cells import BadCell
from partnerships.importing.kinds import Column, Kind
from partnerships.importing.known import NO, YES
from partnerships.importing.words import plain
from partnerships.models import Activity
from partnerships.models.activities import COUNT_FIELDS, TYPE_LABELS
from partnerships.models.uploads import UploadKind
from partnerships.plausibility import crowd_warning

TEXTS = ("title", "reason_linked_to_learning")
MANY_FAMILIES = 250  # from here on it is asked whether a school has as many
PLACE = ("school", "school_code")
BIGGEST_KEY = 2**63 - 1
ALL_TYPES = tuple(ActivityType)
AUDIENCES = dict(Audience.choices)


def model_field(name):
    return Activity._meta.get_field(name)


# ------------------------------------------------------------------ reading cells


def read_day(known, text):
    found = cells.day(text)
    try:
        year = school_year_of(found, known.years)
    except ValidationError as error:
        raise BadCell(" ".join(error.messages)) from None
    if year.is_locked:
        message = _("The school year %(year)s is closed. Correct it activity by activity, each with its reason.")
        raise BadCell(message % {"year": year})
    return found


def type_reader(allowed):
    def read(known, text):
        value = known.types.get(plain(text))
        if value is None:
            message = _("“%(text)s” is no type of activity. The template lists them.")
            raise BadCell(message % {"text": text[:60]})
        if value not in allowed:
            raise BadCell(_("“%(text)s” is no home visit. Bring it as an activity.") % {"text": text[:60]})
        return value

    return read


def read_rating(known, text):
    if text not in ("0", "1", "2", "3"):
        raise BadCell(_("A rating is 0, 1, 2 or 3."))
    return int(text)


def read_audience(known, text):
    value = known.audiences.get(plain(text))
    if value is None:
        message = _("“%(text)s” does not say whose capacity grows: families, staff, or both together.")
        raise BadCell(message % {"text": text[:60]})
    return value


def read_initiatives(known, text):
    found = []
    for code in cells.parts(text):
        initiative = known.initiatives.get(code) or known.initiatives.get(code.split(" ")[0])
        if initiative is None:
            raise BadCell(_("The plan has no initiative “%(code)s”.") % {"code": code[:20]})
        found.append(initiative.pk)
    return list(dict.fromkeys(found))


def read_partners(known, text):
    whole = known.partners.get(plain(text))  # a name may hold a comma
    names = [text] if whole else [part.strip() for part in text.split(";") if part.strip()]
    found = []
    for name in names:
        partner = known.partners.get(plain(name))
        if partner is None:
            message = _("No active partner is called “%(name)s”. Several are set apart by semicolons.")
            raise BadCell(message % {"name": name[:60]})
        found.append(partner.pk)
    return list(dict.fromkeys(found))


def read_indicators(known, text):
    return words_in(text, known.indicator_words, _("No equity indicator is called “%(text)s”."))


def read_languages(known, text):
    return words_in(text, known.language_words, _("“%(text)s” is no language of the portal."))


def words_in(text, known_words, message):
    if (whole := known_words.get(plain(text))) is not None:
        return [whole]
    found = []
    for word in cells.parts(text):
        if plain(word) not in known_words:
            raise BadCell(message % {"text": word[:40]})
        found.append(known_words[plain(word)])
    return list(dict.fromkeys(found))


def as_written(known, text):
    return text


def read_address(known, text):
    """A row of a downloaded list is an activity that the portal has: it is changed there, not logged a second time."""
    path = text.split("://")[-1]
    path = path[path.find("/") :].split("?")[0]
    try:
        match = resolve(path)
    except Resolver404:
        raise BadCell(_("This is no address of an activity. Leave the cell empty for a new one.")) from None
    if match.view_name != "partnerships:activity-detail" or match.kwargs["pk"] > BIGGEST_KEY:
        raise BadCell(_("This is no address of an activity. Leave the cell empty for a new one."))
    return match.kwargs["pk"]


# ------------------------------------------------------------------ columns


def yes_no_words(value):
    return str(YES) if value else ""


def listed(values):
    return ", ".join(values)


@cache
def around_the_key():
    """What stands before and after the key in the address of an activity; asked once, not for each row of a file."""
    return reverse("partnerships:activity-detail", args=[0]).rsplit("0", 1)


def address_of(key):
    return str(key).join(around_the_key())


def linked_texts(through, text, order_by):
    """The texts of what is linked to an activity, as one list for each row of a query."""
    return ArraySubquery(through.objects.filter(activity=OuterRef("pk")).order_by(*order_by).values(text))


def count_column(name):
    field = model_field(name)
    is_whole = field.get_internal_type() == "PositiveIntegerField"
    read = cells.count_of_field(field) if is_whole else cells.of_field(field)
    return Column(name, field.verbose_name, read)


def yes_no_column(name):
    return Column(
        name,
        model_field(name).verbose_name,
        cells.yes_or_no,
        show=yes_no_words,
        hint=gettext_lazy("Yes or no; empty is no."),
        offers=lambda known: [YES, NO],
    )


def type_column(allowed, example):
    return Column(
        "activity_type",
        gettext_lazy("Type"),
        cells.remembered(f"type-{len(allowed)}", type_reader(allowed)),
        show=lambda value: str(TYPE_LABELS.get(value, value)),
        hint=gettext_lazy("One of the list."),
        example=example,
        offers=lambda known: [one.label for one in allowed if known.takes_district or one not in DISTRICT_ONLY],
        is_wide=True,
    )


DAY = Column(
    "held_on",
    gettext_lazy("Date"),
    cells.remembered("day", read_day),
    hint=gettext_lazy("Written 2025-10-14, or the month first: 10/14/2025."),
    example="2025-10-14",
    is_date=True,
)
SCHOOL = Column(
    "school",
    gettext_lazy("School"),
    as_written,
    stored="school__name",
    show=lambda name: name or _("The whole district"),
    hint=gettext_lazy("For you to read. The code counts."),
    is_wide=True,
)
SCHOOL_CODE = Column(
    "school_code",
    gettext_lazy("School code"),
    as_written,
    stored="school__code",
    show=lambda code: code or "",
    hint=gettext_lazy(
        "The state's seven digits, or 0 for the whole district. Who logs for one school may leave it empty."
    ),
    offers=lambda known: [*([WHOLE_DISTRICT] if known.takes_district else []), *sorted(known.schools)],
    is_text=True,
)
TITLE = Column(
    "title",
    gettext_lazy("Title"),
    cells.text_of_field(model_field("title")),
    hint=gettext_lazy("What families would call it. Never a child's name. Empty: the type."),
    example="Reading at home",
    is_wide=True,
)
INITIATIVES = Column(
    "initiatives",
    model_field("initiatives").verbose_name,
    cells.remembered("initiatives", read_initiatives),
    stored=linked_texts(Activity.initiatives.through, "initiative__code", ["initiative__code"]),
    show=listed,
    hint=gettext_lazy("Codes of the plan, several apart by commas."),
    example="1.4",
    offers=lambda known: list(known.initiatives),
    is_text=True,
)
PARTNERS = Column(
    "partners",
    model_field("partners").verbose_name,
    cells.remembered("partners", read_partners),
    stored=linked_texts(Activity.partners.through, "partner__name", ["partner__name"]),
    show="; ".join,
    hint=gettext_lazy("Names as the portal has them, several apart by semicolons."),
    offers=lambda known: sorted(partner.name for partner in known.partners.values()),
    is_wide=True,
)
INDICATORS = Column(
    "indicators",
    model_field("indicators").verbose_name,
    cells.remembered("indicators", read_indicators),
    stored=linked_texts(Activity.indicators.through, "indicator__code", ["indicator__position"]),
    show=listed,
    hint=gettext_lazy("The equity indicators that it works on, several apart by commas."),
    offers=lambda known: [one.short_name for one in known.indicators],
    is_wide=True,
)
LANGUAGES = Column(
    "languages_offered",
    model_field("languages_offered").verbose_name,
    cells.remembered("languages", read_languages),
    show=listed,
    hint=gettext_lazy("In which languages it could be followed, several apart by commas."),
    offers=lambda known: [one.name for one in known.languages],
)
AUDIENCE = Column(
    "audience",
    model_field("audience").verbose_name,
    cells.remembered("audience", read_audience),
    show=lambda value: str(AUDIENCES.get(value, value)),
    hint=gettext_lazy("One of the list."),
    offers=lambda known: Audience.labels,
)
RATING = Column(
    "rating_linked_to_learning",
    gettext_lazy("Linked to learning (0 to 3)"),
    read_rating,
    hint=gettext_lazy("From 0 (absent) to 3 (strong). A 3 needs the reason in the next column."),
    offers=lambda known: [str(value) for value in Rating.values],
)
REASON = Column(
    "reason_linked_to_learning",
    gettext_lazy("Linked to learning: which goal or indicator?"),
    cells.text_of_field(model_field("reason_linked_to_learning")),
    is_wide=True,
)
ADDRESS = Column(
    "address",
    gettext_lazy("Address in the portal"),
    read_address,
    stored="pk",
    show=address_of,
    hint=gettext_lazy(
        "The portal writes it into its downloads. A row with the address of an activity is not logged again."
    ),
)


# ------------------------------------------------------------------ what only several cells together show


def completer(usual_type):
    def complete(known, row):
        values = row.values
        if usual_type and "activity_type" not in values and not row.cells.get("activity_type"):
            values["activity_type"] = usual_type
        refuse_what_exists(known, row)
        put_place(known, row)
        if row.problems:
            return
        values["title"] = values.get("title") or str(ActivityType(values["activity_type"]).label)
        ask(known, row)

    return complete


def look_up_addresses(known, rows):
    """Which of the activities that a batch of rows names the portal has, in one query for all."""
    found = set()
    for cells_of_row in rows:
        if text := cells_of_row.get("address"):
            with suppress(BadCell):
                found.add(read_address(known, text))
    if found:
        known.remember_activities(found)


def refuse_what_exists(known, row):
    pk = row.values.pop("address", None)
    if pk is None:
        return
    if known.has_activity(pk):
        message = _("The portal has this activity. Change it there; take the address out to log another one like it.")
        row.refuse("address", message)


def put_place(known, row):
    written = row.values.pop("school", ""), row.values.pop("school_code", "")
    try:
        row.values["school_id"] = place_of(known, *written)
    except BadCell as bad:
        row.refuse("school_code", bad)


def place_of(known, name, code):
    """The id of the school, or None for the whole district."""
    answers, key = known.answers.setdefault("place", {}), (name, code)
    if key not in answers:
        answers[key] = found_place(known, plain(name), code)
    return answers[key]


def found_place(known, name, code):
    if (plain(code) or name) in known.district_words:
        if not known.takes_district:
            raise BadCell(_("Only the central office logs for the whole district."))
        return None
    if code:
        school = known.schools.get(code.zfill(7))
        if school is None:
            raise BadCell(_("You log for no school with the code %(code)s.") % {"code": code[:20]})
        return school.pk
    if known.only_school and name in ("", plain(known.only_school.name)):
        return known.only_school.pk
    if name:
        raise BadCell(_("Give the code of the school. Names alone are not enough: they change."))
    raise BadCell(_("Give the code of the school, or 0 for the whole district."))


def ask(known, row):
    values = row.values
    for name in TEXTS:
        if child := childrens_names.name_in(values.get(name)):
            message = _("“%(name)s” looks like a child's name. Take it out if it is one.")
            row.ask(name, message % {"name": child})
    families, school = values.get("families_total") or 0, values["school_id"]
    if families < MANY_FAMILIES or not school or counts_for(values["activity_type"]).first[0] != "families_total":
        return
    if crowd_warning(families, known.enrolled_families.get(school)):
        message = _("%(families)s families are a great many for this school.")
        row.ask("families_total", message % {"families": families})


def may_still(known, rows):
    """Whether the person may log for all schools of these rows."""
    mine = {school.pk for school in known.schools.values()} | ({0} if known.takes_district else set())
    return set(rows.order_by().values_list("place", flat=True).distinct()) <= mine


def gone(now, by, reason):
    return {"deleted_at": now, "deleted_by": by, "deleted_reason": reason}


def identity(values):
    return values["school_id"] or 0, values["held_on"], f"{values['activity_type']}|{plain(values['title'])}"


# Of the same school and day: of the same type, or with the same title.
MATCHES = """record.school_key = sound.place AND record.held_on = sound.day AND record.deleted_at IS NULL AND (
    record.activity_type = split_part(sound.same, '|', 1)
    OR btrim(regexp_replace(lower(record.title), '\\s+', ' ', 'g')) = substr(sound.same, strpos(sound.same, '|') + 1)
)"""

# ------------------------------------------------------------------ the kinds

LINKS = {
    "initiatives": (Activity.initiatives.through, "activity_id", "initiative_id"),
    "partners": (Activity.partners.through, "activity_id", "partner_id"),
    "indicators": (Activity.indicators.through, "activity_id", "indicator_id"),
}
RULE_COLUMNS = {
    "homelessness": "activity_type",
    "completed_over_enrolled": "completed_total",
    "reason_missing": "reason_linked_to_learning",
    "homeless_children": "activity_type",
    "done_over_agreed": "actions_done_total",
    "new_over_families": "new_families_total",
    "roles_over_staff": "staff_total",
}
SUPPORT = ("interpretation_provided", "child_care", "transport", "food")
VISIT_COUNTS = tuple(
    dict.fromkeys(name for one in HOME_VISITS for name in (*counts_for(one).first, *counts_for(one).more))
)

ACTIVITIES = Kind(
    key=UploadKind.ACTIVITIES,
    permission=Can.LOG_ACTIVITY,
    model=Activity,
    columns=(
        *(DAY, SCHOOL, SCHOOL_CODE, type_column(ALL_TYPES, str(ActivityType.WORKSHOP.value)), TITLE),
        *(count_column(name) for name in COUNT_FIELDS),
        *(RATING, REASON, AUDIENCE, INITIATIVES, PARTNERS, INDICATORS, LANGUAGES),
        *(yes_no_column(name) for name in SUPPORT),
        ADDRESS,
    ),
    needed=("held_on", "activity_type"),
    prepare=look_up_addresses,
    may_still=may_still,
    complete=completer(None),
    identity=identity,
    matches=MATCHES,
    twin_column="title",
    told=("held_on", "activity_type", "title", "school_code", "families_total", "visits_first_total"),
    links=LINKS,
    untouched={"version": 1, "deleted_at": None},
    gone=gone,
    place_of_list="partnerships:activity-list",
    rule_columns=RULE_COLUMNS,
)
HOME_VISITS_KIND = replace(
    ACTIVITIES,
    key=UploadKind.HOME_VISITS,
    columns=(
        *(DAY, SCHOOL, SCHOOL_CODE, type_column(HOME_VISITS, str(ActivityType.HOME_VISIT_PTHV.value)), TITLE),
        *(count_column(name) for name in VISIT_COUNTS),
        *(INITIATIVES, PARTNERS, LANGUAGES),
        ADDRESS,
    ),
    needed=("held_on",),
    complete=completer(ActivityType.HOME_VISIT_PTHV.value),
)


def file_headers():
    return ACTIVITIES.headers()


def file_rows(activities):
    """The rows of a file, made from what the columns name without a record for each: a school's file has thousands."""
    columns = ACTIVITIES.columns
    shown = [(number, column.show) for number, column in enumerate(columns) if column.show]
    stored_rows = activities.values_list(*(column.stored or column.name for column in columns))
    for stored in stored_rows.iterator(chunk_size=2000):
        cells_of_row = list(stored)
        for number, show in shown:
            cells_of_row[number] = show(cells_of_row[number])
        yield cells_of_row
