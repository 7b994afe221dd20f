#!/bin/sh
# Asks the Python Packaging Advisory Database (through pypi.org) whether a library that the portal locks has a known
# hole: deploy/audit.sh [FILE …]. The program lives in an environment of its own, from requirements-audit.txt.
#   0  each library of each file was asked about, and nothing is known
#   1  something is known, or a library could not be asked about
#   2  nobody could be asked: nothing was audited
set -eu
cd "$(dirname "$0")/.."
[ "$#" -gt 0 ] || set -- requirements.txt requirements-dev.txt

service=${AUDIT_SERVICE:-https://pypi.org}
reaches() {
    python3 - "$1" <<'EOF'
import json, sys, urllib.request
try:
    with urllib.request.urlopen(sys.argv[1] + "/pypi/pip/24.0/json", timeout=10) as answer:
        if "vulnerabilities" not in json.load(answer):
            sys.exit("  It answers without saying what is known of a library, as mirrors do.")
except (OSError, ValueError) as error:
    sys.exit(f"  {error}")
EOF
}
if ! reaches "$service"; then
    echo "NOT AUDITED: $service does not say what is known, so nobody was asked about known holes." >&2
    exit 2
fi

environment=${AUDIT_ENV:-var/audit-environment}
if [ ! -x "$environment/bin/pip-audit" ] || ! cmp -s requirements-audit.txt "$environment/installed"; then
    echo "Installing pip-audit …"
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-audit.txt
    cp requirements-audit.txt "$environment/installed"
fi

status=0
for file in "$@"; do
    # The files name every library with its version and hash: nothing is resolved, nothing is installed.
    if "$environment/bin/pip-audit" --strict --disable-pip --require-hashes --progress-spinner off --timeout 20 -r "$file"; then
        echo "Audited $file."
    else
        status=1
    fi
done
exit $status
