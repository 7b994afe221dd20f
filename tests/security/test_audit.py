"""The question whether a library has a known hole: asked where there is a network, and never passed off as asked."""

import os
import re
import subprocess
from pathlib import Path

import pytest

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-audit.txt"]


def audit(tmp_path, tool, service="http://127.0.0.1:9"):
    """Run the script with a stand-in for pip-audit, and with nobody at the advisory service."""
    environment = tmp_path / "environment"
    (environment / "bin").mkdir(parents=True)
    (environment / "installed").write_text(Path("requirements-audit.txt").read_text())
    program = environment / "bin" / "pip-audit"
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n{tool}\n')
    program.chmod(0o755)
    inherited = {"PATH": os.environ["PATH"], "AUDIT_ENV": str(environment), "AUDIT_SERVICE": service}
    return subprocess.run(["deploy/audit.sh"], env=inherited, capture_output=True, text=True)


@pytest.fixture
def service(tmp_path):
    """An advisory service that answers."""
    return says(tmp_path, '{"vulnerabilities": []}')


def says(tmp_path, answer):
    (tmp_path / "pypi" / "pip" / "24.0").mkdir(parents=True)
    (tmp_path / "pypi" / "pip" / "24.0" / "json").write_text(answer)
    return f"file://{tmp_path}"


def test_a_mirror_that_knows_no_holes_of_anything_is_nobody_to_ask(tmp_path):
    result = audit(tmp_path, "exit 0", says(tmp_path, '{"info": {}}'))
    assert (result.returncode, "NOT AUDITED" in result.stderr) == (2, True)


def test_where_nobody_can_be_asked_it_fails_and_says_that_nothing_was_audited(tmp_path):
    result = audit(tmp_path, "exit 0")
    assert result.returncode == 2
    assert "NOT AUDITED" in result.stderr
    assert not (tmp_path / "asked").exists()


def test_each_locked_library_of_the_portal_is_asked_about_strictly(tmp_path, service):
    result = audit(tmp_path, "exit 0", service)
    assert result.returncode == 0, result.stderr
    asked = (tmp_path / "asked").read_text()
    assert [line.split()[-1] for line in asked.splitlines()] == ["requirements.txt", "requirements-dev.txt"]
    assert asked.count("--strict") == asked.count("--require-hashes") == 2


def test_one_known_hole_fails_and_the_other_files_are_asked_about_all_the_same(tmp_path, service):
    result = audit(tmp_path, "exit 1", service)
    assert result.returncode == 1
    assert len((tmp_path / "asked").read_text().splitlines()) == 2
    assert "Audited" not in result.stdout


@pytest.mark.parametrize(
    ("answer", "required", "ends", "says"),
    [
        (0, "", 0, ""),
        (1, "", 1, ""),
        (2, "", 0, "the libraries were NOT audited"),
        (2, "required", 2, ""),
    ],
)
def test_ci_neither_fails_nor_passes_falsely_without_a_network(tmp_path, answer, required, ends, says):
    script = Path(".ci/run").read_text()
    end = script[script.index("audited=0") :].replace("deploy/audit.sh", f"(exit {answer})")
    result = subprocess.run(["bash", "-euc", end], env={"AUDIT": required}, capture_output=True, text=True)
    assert result.returncode == ends
    assert says in result.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_library_has_hashes(lock):
    text = re.sub(r"\\\n", " ", Path(lock).read_text())
    libraries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(libraries) > 15
    assert [line[:60] for line in libraries if "==" not in line or "--hash=sha256:" not in line] == []
