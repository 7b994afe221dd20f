"""The Debian server of docs/installing.md: its units, how its settings are read, and a guide that fits the code."""

import re
import runpy
import shutil
import subprocess
from types import SimpleNamespace

import pytest
from django.core.management import get_commands

from tests.fce_portal.test_production import python
from tests.settings import BASE_DIR

UNITS = sorted((BASE_DIR / "deploy" / "systemd").glob("*.service"))
EXAMPLE = BASE_DIR / "deploy" / "systemd" / "fce-portal.env.example"
GUIDE = (BASE_DIR / "docs" / "installing.md").read_text()
MANAGE = SimpleNamespace(**runpy.run_path(str(BASE_DIR / "deploy" / "manage")))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_service_may_do_little_and_its_files_are_for_nobody_else(unit):
    lines = unit.read_text().splitlines()
    for wanted in (
        "User=portal",
        "NoNewPrivileges=true",
        "ProtectSystem=strict",
        "StateDirectoryMode=0700",
        "UMask=0077",
    ):
        assert wanted in lines
    assert "CapabilityBoundingSet=" in lines


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="a machine without systemd")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_understands_each_line_of_a_unit_and_finds_little_exposed(unit):
    said = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True).stderr
    programs_of_the_server = "Command /opt/fce-portal/.venv/bin/"
    assert [line for line in said.splitlines() if programs_of_the_server not in line] == []
    exposed = ["systemd-analyze", "security", "--offline=true", "--threshold=40", unit]  # of 100
    done = subprocess.run(exposed, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-1500:]


def test_the_settings_are_read_as_systemd_reads_them(tmp_path):
    path = tmp_path / "env"
    path.write_text(
        "# a remark\n; another\n\nA=1\n B = 'two words' \nURL=smtp+tls://a:b%40c@host:587/?x=#y\nEMPTY=\nno line\n"
    )
    assert MANAGE.settings_in(path) == {
        "A": "1",
        "B": "two words",
        "URL": "smtp+tls://a:b%40c@host:587/?x=#y",
        "EMPTY": "",
    }


def test_without_the_file_of_settings_manage_says_what_to_do(tmp_path):
    command = [BASE_DIR / "deploy" / "manage", "check"]
    done = subprocess.run(
        command, env={"PORTAL_ENV": str(tmp_path / "none"), "PATH": "/usr/bin:/bin"}, capture_output=True
    )
    assert done.returncode == 1
    assert "docs/installing.md" in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_the_example_of_settings_is_enough_for_production(tmp_path):
    filled = MANAGE.settings_in(EXAMPLE) | {"SECRET_KEY": "abcdefghijklmnopqrstuvwxyz" * 2, "PORTAL_VAR": str(tmp_path)}
    done = python("manage.py", "check", "--deploy", "--fail-level=WARNING", **filled)
    assert done.returncode == 0, done.stderr


def test_every_command_of_the_guide_is_there():
    named = set(re.findall(r"(?:deploy/manage|manage\.py) ([a-z_]+)", GUIDE))
    assert len(named) > 6 and named <= get_commands().keys()
    for path in re.findall(r"deploy/[a-z./-]+[a-z]", GUIDE):
        assert (BASE_DIR / path).exists() or path == "deploy/systemd/*.service"


@pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not on this machine")
@pytest.mark.parametrize("tls", ["", "tls internal"])
def test_caddy_accepts_both_of_its_files(tls):
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": "/tmp",
        "PORTAL_DOMAIN": "portal.hartford.example",
        "PORTAL_TLS": tls,
    }
    for path in ("deploy/Caddyfile", "deploy/systemd/Caddyfile"):
        command = ["caddy", "validate", "--adapter", "caddyfile", "--config", BASE_DIR / path]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
