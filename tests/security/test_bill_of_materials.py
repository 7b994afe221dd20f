"""`make sbom`: every locked library, with version and hashes, in CycloneDX, without asking anybody (ASVS 14.2.5)."""

import json
import re
import subprocess
import sys
from pathlib import Path


def test_the_bill_names_each_locked_library_once_and_is_the_same_for_the_same_versions(tmp_path):
    bills = []
    for name in ("one", "two"):
        target = tmp_path / f"{name}.json"
        subprocess.run([sys.executable, "deploy/sbom.py", str(target)], check=True, env={"no_proxy": "*"})
        bills.append(target.read_text())
    assert bills[0] == bills[1]
    bill = json.loads(bills[0])
    locked = re.findall(r"^([a-zA-Z0-9._-]+)(?:\[.*\])?==(\S+)", Path("requirements.txt").read_text(), re.MULTILINE)
    assert sorted((one["name"], one["version"]) for one in bill["components"]) == sorted(
        (name.lower().replace("_", "-"), version) for name, version in locked
    )
    assert all(one["hashes"] and one["purl"].startswith("pkg:pypi/") for one in bill["components"])
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert {"django", "psycopg2-binary"} <= {one["name"] for one in bill["components"]}


def test_each_change_is_asked_about_threats():
    asked = Path(".github/pull_request_template.md").read_text()
    assert "## Threats" in asked and "docs/security.md" in asked
