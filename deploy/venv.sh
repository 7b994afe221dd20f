#!/bin/sh
# Makes .venv with what the given requirements file lists, unless that is there already: deploy/venv.sh FILE
set -eu
cd "$(dirname "$0")/.."
requirements=$1

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "The portal needs Python 3.11 or newer; none was found. (PYTHON=/path/to/python make … names one.)" >&2
    exit 1
}

# The scripts in .venv/bin name their own folder: an environment that was moved or copied must be made anew.
fingerprint() {
    .venv/bin/python - "$requirements" <<'EOF'
import hashlib, pathlib, sys
facts = [sys.version, str(pathlib.Path(".venv").resolve()), pathlib.Path(sys.argv[1]).read_text()]
print(hashlib.sha256("\n".join(facts).encode()).hexdigest())
EOF
}

make_environment() {
    echo "Making the virtual environment .venv …"
    if [ ! -L .venv ]; then rm -rf .venv; fi
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        install_venv_module
        "$python" -m venv .venv
    fi
}

# Debian and Ubuntu keep the module that makes environments in a package of its own.
install_venv_module() {
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $package …"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
    else
        echo "Python cannot make virtual environments here. Run this once, then try again:" >&2
        echo "    sudo apt-get install $package" >&2
        exit 1
    fi
}

python=$(find_python)
stamp=.venv/installed-$(basename "$requirements")
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then make_environment; fi
if [ "$(cat "$stamp" 2>/dev/null)" != "$(fingerprint)" ]; then
    # Made elsewhere? Then no stamp of ours fits, and the scripts would start with a path that is gone.
    if [ -e .venv/bin/pip ] && ! .venv/bin/pip --version >/dev/null 2>&1; then make_environment; fi
    echo "Installing the libraries of $requirements (once; about a minute) …"
    # The file names everything, so nothing is left to resolve. Without --no-deps pip looks for the newest release of a
    # library that another one asks for with an extra, and then misses its hash.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes \
        -r "$requirements"
    fingerprint >"$stamp"
fi
