"""Writes the bill of materials of this version as CycloneDX JSON: every locked library with version and hashes.

Reads requirements.txt and pyproject.toml and asks nobody: `make sbom` works without a network, and writes the same file
for the same versions. OWASP ASVS 14.2.5.
"""

import json
import re
import sys
import tomllib
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
HASHED = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def libraries(lines):
    """(name, version, [SHA-256 of each file of it]) of each line that pins a library."""
    found = []
    for line in lines:
        if pinned := PINNED.match(line):
            found.append((pinned[1].lower().replace("_", "-"), pinned[2], []))
        if found:
            found[-1][2].extend(HASHED.findall(line))
    return found


def component(name, version, hashes):
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],
    }


def bill(requirements, project):
    components = [component(*one) for one in libraries(requirements.splitlines())]
    told = json.dumps(components, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}",  # the same libraries, the same number
        "version": 1,
        "metadata": {"component": {"type": "application", "name": project["name"], "version": project["version"]}},
        "components": components,
    }


def main(target):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found = bill((ROOT / "requirements.txt").read_text(), project)
    Path(target).write_text(json.dumps(found, indent=2) + "\n")
    print(f"{target}: {len(found['components'])} libraries")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sbom.json")
