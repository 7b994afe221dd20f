"""What the source itself must hold to: read as Python reads it, so that a new line is judged by itself."""

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.core.management import get_commands
from django.db.models import FileField
from django.urls import get_resolver

from district.forms.evidence import WithEvidence
from district.forms.files import ReadFileField

ROOMS = ("district", "indicators", "plans", "partnerships", "governance", "fce_portal")
SOURCES = {
    str(path): ast.parse(path.read_text())
    for room in ROOMS
    for path in sorted(Path(room).rglob("*.py"))
    if "migrations" not in path.parts
}


def walked():
    """Each file's calls and imports, found in one walk."""
    for path, tree in SOURCES.items():
        nodes = list(ast.walk(tree))
        yield path, ([node for node in nodes if isinstance(node, ast.Call)],
                     [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)])  # fmt: skip


FOUND = dict(walked())
CALLS = [(path, call) for path, (calls, _imports) in FOUND.items() for call in calls]
IMPORTS = [(path, node) for path, (_calls, imports) in FOUND.items() for node in imports]


def called(call):
    """The last part of what is called: `cursor.execute` → "execute"."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


# ------------------------------------------------------------------ SQL

RUNS_SQL = {"execute", "executemany", "raw", "extra", "RawSQL", "copy_expert", "mogrify", "RunSQL"}


def is_constant(node, constants):
    """A text that is fixed when the program starts: written out, or put together from names in capitals, which each
    module sets once, and from Django's own names of tables and columns."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id.strip("_").isupper() or node.id in constants
    if isinstance(node, ast.Attribute):
        return node.attr.strip("_").isupper() or ast.unparse(node).endswith(("_meta.db_table", ".quote_name"))
    if isinstance(node, ast.JoinedStr):
        return all(is_constant(part, constants) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return is_constant(node.value, constants)
    if isinstance(node, ast.BinOp):
        return is_constant(node.left, constants) and is_constant(node.right, constants)
    return False


# Where a statement is put together from more than that: what it is put together from, and why no input can be in it.
BUILT = {
    ("district/index_building.py", "f'DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}'"):
        "the name of an index, from a migration",
    ("district/search/asking.py", "_ASK.format(beginning=_BEGINNING if last else '')"): "one of two fixed texts",
    ("district/search/finding.py", "*statement"): "from `statements`: Django's own compiler, words as parameters",
    ("district/trail/reading.py", "' UNION ALL '.join(arms)"): "one text of the module for each event table",
    ("district/trail/reading.py",
     'f"SELECT kind.code, {\', \'.join(columns)} FROM unnest(%s::text[], %s::text[]) AS kind(code, name)"'):
        "columns of event tables",
    ("district/trail/sealing.py", "arms"): "one text of the module for each event table",
    ("district/trail/sealing.py", "blocks_sql(table, columns)"): "the table and the columns of an event model",
    ("district/trail/sealing.py",
     "f'SELECT {key} FROM {tables.quoted(table.name)} WHERE {key} > %s AND {key} <= %s ORDER BY {key} OFFSET "
     "{TABLE_ROWS - 1} LIMIT 1'"): "the same",
    ("district/trail/verifying.py", "' UNION ALL '.join(arms)"): "one text of the module for each event table",
    ("district/trail/verifying.py",
     'f"SELECT {key}, {tables.row_sum(shape.columns, \'event\')}, {tables.context_sum(table)}, {context} FROM '
     '{tables.joined(table)} WHERE {key} > %s AND {key} <= %s ORDER BY 1"'):
        "the table of an event model, and columns that a seal keeps: names in quotation marks",
    ("district/trail/verifying.py", "statement"): "the same",
    ("fce_portal/backup/digests.py", "DIGEST.format(table=f'\"{table}\"')"): "what PostgreSQL's own catalogue says",
    ("fce_portal/backup/files.py", 'f"SELECT {column} FROM {table} WHERE {column} <> \'\'"'): "a field of a model",
    ("fce_portal/backup/restoring.py", "f'SELECT EXISTS (SELECT FROM {table})'"): "the table of a model",
    **{("fce_portal/backup/scratch.py", text): "the portal's own database and a name drawn for the new one; a command"
       for text in (
           "f'ALTER DATABASE \"{name}\" RENAME TO \"{old_name_after}\"'",
           "f'ALTER DATABASE \"{new}\" RENAME TO \"{name}\"'",
           "f'CREATE DATABASE \"{made.name}\" {options}'",
           "f'DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)'",
       )},
    ("fce_portal/slow_queries.py", "sql"): "it passes on what Django is about to ask",
    **{("fce_portal/takeaway/reading.py", text): "tables and columns of models; a command" for text in (
        "f'ALTER TABLE \"{name}\" DISABLE TRIGGER USER'",
        "f'ALTER TABLE \"{name}\" ENABLE TRIGGER USER'",
        "f'COPY \"{table.name}\" ({columns}) FROM STDIN WITH (FORMAT csv)'",
        "f'DELETE FROM \"{name}\"'",
        "f'SELECT setval(%s, max(\"{column}\")) FROM \"{table}\" HAVING max(\"{column}\") > 0'",
    )},
    ("fce_portal/takeaway/writing.py",
     "f\"COPY ({table.select}) TO STDOUT WITH (FORMAT csv, HEADER, ENCODING 'UTF8')\""):
        "tables and columns of models",
    ("fce_portal/demo/bulk_load.py", "drop"): "what PostgreSQL's own catalogue says of an index or a key",
    ("fce_portal/demo/bulk_load.py", "statement"): "the same",
    ("fce_portal/demo/bulk_load.py", "what"): "one of two texts of the module",
    ("fce_portal/demo/bulk_load.py", "f'ANALYZE \"{table}\"'"): "the table of a model; a command",
    ("fce_portal/demo/copying.py", "f'ALTER TABLE \"{table}\" DISABLE TRIGGER USER'"): "the same",
    ("fce_portal/demo/copying.py", "f'ALTER TABLE \"{table}\" ENABLE TRIGGER USER'"): "the same",
    ("fce_portal/demo/copying.py", "f'COPY \"{table}\" ({names}) FROM STDIN'"): "names of a model; a command",
    ("fce_portal/demo/history.py", "events_sql()"): "made of the fields of models; a command",
    ("fce_portal/demo/history.py", "link_events_sql(event_model)"): "the same",
    ("governance/training/standing.py", "*_statement(ALL_LINES, day, schools, user, due_on, lacking)"):
        "conditions of the module, all values as parameters",
    ("governance/training/standing.py", "*_statement(BY_SCHOOL, day, schools)"): "the same",
    ("indicators/exporting.py", "QUERY.format(condition=condition)"): "a year, made a whole number just before",
    ("indicators/overview.py", "STATEMENT.format(enrollment=enrollment, **_names())"): "texts of modules and tables",
    ("indicators/publication.py", "statement"): "one of three texts of the module",
    ("indicators/releases.py", "statement"): "one of two texts of the module",
    ("indicators/rollups.py", "*rollup_sql.recount(source, months)"): "Django's own compiler on declared measures",
    ("indicators/rollups.py", "*statement"): "the same",
    ("indicators/rollups.py", "f'DELETE FROM {table}'"): "one of three tables, named in the line above",
    ("indicators/together/choices.py", "sql"): "a text of `cells`, the year as a parameter",
    ("partnerships/coverage.py", "sql"): "the same",
    ("partnerships/importing/checking.py",
     "'ANALYZE partnerships_uploadrow' if upload.rows.count() > AT_ONCE else 'SELECT 1'"): "one of two texts",
    ("partnerships/importing/checking.py", "statement"): "a text of the module with the table and the rule of a kind",
    ("partnerships/importing/taking.py", "statement"): "texts of the module with tables and columns of a kind",
    ("partnerships/partners_alike.py", "_PAIRS.format(table=Partner._meta.db_table)"): "the table of a model",
    ("partnerships/surveys/answering.py", "statement"): "columns of a model and as many %s as there are values",
    ("partnerships/walkthroughs/rating.py",
     "f'INSERT INTO {TABLE} AS kept (sheet_id, item_id, level, note, tapped) VALUES {places} ON CONFLICT (sheet_id, "
     "item_id) DO UPDATE SET level = EXCLUDED.level, note = EXCLUDED.note, tapped = EXCLUDED.tapped WHERE "
     "EXCLUDED.tapped > kept.tapped'"): "as many %s as there are values",
}  # fmt: skip


def statements():
    """(file, line, the statement as written) of each that holds more than constants."""
    for path, call in CALLS:
        if called(call) in RUNS_SQL and call.args and not is_constant(call.args[0], set()):
            yield path, call.lineno, ast.unparse(call.args[0])


def test_sql_is_constant_but_for_the_places_that_are_named_with_their_reason():
    found = {(path, text) for path, _line, text in statements()}
    unknown = sorted(found - set(BUILT))
    assert not unknown, f"Is no input in these statements? Then say why in BUILT: {unknown}"
    assert not set(BUILT) - found, "These are gone; take them out of BUILT."


def test_no_statement_is_put_together_with_a_percent_sign():
    for path, call in CALLS:
        if called(call) in RUNS_SQL and call.args:
            assert not (isinstance(call.args[0], ast.BinOp) and isinstance(call.args[0].op, ast.Mod)), path


# ------------------------------------------------------------------ code, commands, other programs

# Never anywhere: they run what they are given, or make objects of it.
FORBIDDEN = {"eval", "exec", "mark_safe", "system", "popen"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "yaml", "xml", "lxml", "requests", "httpx", "telnetlib", "ftplib"}
# All the same, and why no stranger's text comes in by them.
READS_MARKUP = {
    ("indicators/attack/sayings.py", "xml.etree"),  # a command reads what the portal itself has written
    ("indicators/attack/sayings.py", "xml.etree.ElementTree"),
    ("district/single_sign_on/views.py", "requests"),  # names what goes wrong when a sign-in service is away
    ("district/single_sign_on/views.py", "requests.RequestException"),
}
# Start programs with a list of words and no shell, none of which a request says: services of a first run, and the
# programs of PostgreSQL that make a backup and restore it.
STARTS_PROGRAMS = {
    "fce_portal/run.py",
    "fce_portal/embedded/",
    "fce_portal/management/",
    "bench/",
    "fce_portal/translations.py",
    "fce_portal/backup/",
    "fce_portal/installation/machine_look.py",  # asks systemd whether the clock is set by a time server
}
# Ask other machines: the health check and the check of an installation ask the portal itself, the scanner is set by an
# administrator.
ASKS_MACHINES = {"fce_portal/healthcheck.py", "district/virus_scan.py", "fce_portal/embedded/", "fce_portal/run.py",
                 "fce_portal/installation/address_look.py"}  # fmt: skip
# Pieces of pages that templates or `format_html` have written and escaped before.
SAFE_HTML = {
    ("district/search/highlights.py", "mark_safe"),  # each piece of it is escaped in the lines above
    ("indicators/views/dashboards.py", "mark_safe"),  # a part of the page, rendered by a template and kept
    ("fce_portal/public/school.py", "mark_safe"),  # the same
    ("fce_portal/public/front.py", "mark_safe"),  # the same
    ("governance/training/forms.py", "mark_safe"),  # " open" or nothing
}


def modules_of(node):
    """`from a.b import c` → "a.b", "a.b.c"."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.level or not node.module:
        return []
    return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]


IMPORTED = {(path, name) for path, node in IMPORTS for name in modules_of(node)}


def test_nothing_runs_what_it_is_given():
    found = {(path, called(call)) for path, call in CALLS if called(call) in FORBIDDEN}
    assert found == SAFE_HTML


def test_nothing_reads_objects_markup_or_addresses_of_strangers():
    assert {(path, name) for path, name in IMPORTED if name.partition(".")[0] in FORBIDDEN_MODULES} == READS_MARKUP


@pytest.mark.parametrize(
    ("module", "allowed"),
    [("subprocess", STARTS_PROGRAMS), ("urllib.request", ASKS_MACHINES), ("socket", ASKS_MACHINES)],
)
def test_only_named_modules_start_programs_or_ask_other_machines(module, allowed):
    found = {path for path, name in IMPORTED if name == module}
    assert not {path for path in found if not path.startswith(tuple(allowed))}


def test_no_program_is_started_through_a_shell():
    for path, call in CALLS:
        assert not [word for word in call.keywords if word.arg == "shell"], (path, call.lineno)


OF_FORMS = {
    "partnerships/templates/partnerships/_form_details.html",
    "templates/bootstrap5/layout/help_text.html",
    "templates/bootstrap5/layout/fieldset.html",
    "templates/bootstrap5/layout/formactions.html",
}


def test_templates_trust_no_text():
    """`safe` stands only in templates of forms, for what a template has rendered, or a help text of ours."""
    pages = [*Path(".").glob("*/templates/**/*.html"), *Path("templates").rglob("*.html")]
    assert len(pages) > 200
    trusting = {str(path) for path in pages if re.search(r"autoescape off|\|\s*safe\b", path.read_text())}
    assert trusting == OF_FORMS


# ------------------------------------------------------------------ mass assignment

# Who a record belongs to, how far it is, who decided: set by the program. A form that shows one of them says why.
GUARDED = {
    *(
        "school",
        "status",
        "state",
        "approved_by",
        "approved_at",
        "published_by",
        "published_at",
        "version",
        "is_active",
    ),
    *("role", "is_superuser", "is_staff", "owner", "user", "is_published", "locked_at", "is_locked", "confirmed_by"),
    *("sha256", "scan", "password", "decided_by", "closed_at", "submitted_at", "uploaded_by", "created_by", "by"),
}
OF_THE_PERSON = "the field offers only the schools at which this person may"
OF_ALL = "the page asks for a permission that is held for the whole district"
WHO_DOES_IT = "who is to do it, not whose it is"
SHOWN = {
    **{(form, "school"): OF_THE_PERSON for form in (
        "ActivityForm", "SeriesForm", "QuestionForm", "CarriedBackForm", "OpportunityForm", "ResultsMessageForm",
        "WalkthroughForm", "SpendingForm", "PlannedForm", "RowForm",
    )},
    **{(form, "school"): OF_ALL for form in (
        "AtSchoolForm", "StoryForm", "TargetForm", "InviteForm", "MembershipForm",
    )},
    **{(form, "owner"): WHO_DOES_IT for form in (
        "ActionForm", "AgreedActionForm", "MilestoneForm", "OpportunityActionForm", "RecommendationForm",
    )},
    **{(form, "user"): "the account of a candidate, a member, an observer" for form in (
        "CandidateForm", "ObserverForm", "TermForm",
    )},
    ("MembershipForm", "role"): "giving roles is what the page is for (MANAGE_PEOPLE)",
    ("InviteForm", "role"): "the same",
    ("OfficeForm", "role"): "chair, vice chair or secretary of a council: what the page is for (FILL_SEATS)",
    ("PersonForm", "is_active"): "ending an account is what the page is for (MANAGE_PEOPLE)",
    ("PartnerForm", "is_active"): "whether a partner works with the district (EDIT_PARTNER)",
    ("AreaForm", "is_active"): "whether a service area is offered (EDIT_PARTNER)",
    ("ProgressForm", "state"): "how far a step is, by who may change the plan",
    ("WorkForm", "state"): "how far an initiative is, by who may change it (EDIT_WORK)",
    ("SignOffForm", "version"): "which version of the document the chair signs",
    ("SurveyForm", "version"): "which version of the instrument is asked",
}  # fmt: skip


def subclasses(cls):
    for one in cls.__subclasses__():
        yield one
        yield from subclasses(one)


def own_forms():
    assert get_resolver().url_patterns  # loads all views, and with them all forms
    return sorted({one for one in subclasses(forms.BaseForm) if one.__module__.split(".")[0] in ROOMS}, key=str)


def test_each_form_of_a_record_lists_its_fields_and_none_takes_whatever_is_sent():
    model_forms = [one for one in own_forms() if getattr(getattr(one, "_meta", None), "model", None)]
    assert len(model_forms) > 50
    assert [one for one in model_forms if one._meta.fields in (None, "__all__") or one._meta.exclude] == []


def test_forms_show_no_field_that_the_program_sets_but_where_it_is_said_why():
    found = {
        (one.__name__, name)
        for one in own_forms()
        if getattr(getattr(one, "_meta", None), "model", None)
        for name in one._meta.fields
        if name in GUARDED
    }
    unknown = sorted(found - set(SHOWN))
    assert not unknown, f"Say in SHOWN why these may be sent: {unknown}"
    assert not set(SHOWN) - found


def test_nothing_of_a_request_goes_into_a_record_unread():
    """No `Model(**request.POST)`, no `setattr(record, name, request.POST[name])`, no `vars(form.data)`."""
    for path, call in CALLS:
        texts = [ast.unparse(word.value) for word in call.keywords if word.arg is None]
        if called(call) == "setattr":
            texts += [ast.unparse(argument) for argument in call.args]
        bad = [text for text in texts if ".POST" in text or ".GET" in text or text.endswith(".data")]
        assert not bad, (path, call.lineno, bad)


# ------------------------------------------------------------------ files

# Fields whose files `district.evidence.keep` has scanned.
HANDED_OUT = {"district/forms/evidence.py", "partnerships/forms/activity.py"}


def test_each_field_for_a_file_is_scanned():
    plain = {
        path
        for path, call in CALLS
        if called(call) in ("FileField", "ImageField") and ast.unparse(call.func).startswith("forms.")
    }
    assert plain == HANDED_OUT
    assert issubclass(ReadFileField, forms.FileField) and WithEvidence


def test_every_stored_file_has_a_random_name():
    """`upload_to` is a function that draws a name; what people call a file is kept beside it."""
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField) and not callable(field.upload_to) and "Event" not in model.__name__
    }
    assert named == {"indicators.ImportRun.file"}  # `batches` draws the name


def test_no_command_of_ours_makes_an_account_with_a_password_that_is_written_in_it():
    assert "create_administrator" in get_commands()
    written = {
        (path, call.lineno)
        for path, call in CALLS
        for word in call.keywords
        if word.arg == "password" and isinstance(word.value, ast.Constant) and word.value.value
    }
    assert written == set()


# ------------------------------------------------------------------ what must not be guessed


def test_no_weak_hash_protects_anything():
    """MD5 and SHA-1 stand nowhere; CRC-32 says only that a value is the one that was asked about."""
    weak = {(path, called(call)) for path, call in CALLS
            if called(call) in ("md5", "sha1", "new") and ast.unparse(call.func).startswith("hashlib")}  # fmt: skip
    assert weak == set()


# The demonstration, where the same seed gives the same district, and the attacker's order of reading and trying.
PLAYS = ("fce_portal/demo/", "fce_portal/management/commands/demo_data.py", "indicators/attack/")


def test_what_must_not_be_guessed_is_drawn_from_the_system():
    """`random` draws nothing but the demonstration; keys, names of files and codes come from `secrets` and `uuid4`."""
    draws = {path for path, name in IMPORTED if name == "random"}
    assert {path for path in draws if not path.startswith(PLAYS)} == set()
    old = {path for path, call in CALLS if called(call) in ("uuid1", "uuid3")}
    assert old == set()
