#!/bin/sh
# Makes .venv with the newest Python there is, 3.11 at least; leaves one that works alone.
set -eu

NEW_ENOUGH='import sys; sys.exit(sys.version_info < (3, 11))'

if [ -x .venv/bin/python ] && .venv/bin/python -c "$NEW_ENOUGH; import pip" 2>/dev/null; then
    exit 0
fi

# A name on the PATH may be a shim without a Python behind it, so each is run.
for python in python3.13 python3.12 python3.11 python3; do
    if "$python" -c "$NEW_ENOUGH" >/dev/null 2>&1; then
        break
    fi
    python=
done

if [ -z "$python" ]; then
    echo "sitegen needs Python 3.11 or newer, and none was found (looked for python3.13, 3.12, 3.11, python3)." >&2
    echo "Debian 12 or newer: apt-get install python3 python3-venv    macOS: brew install python" >&2
    exit 1
fi

# Debian ships venv without ensurepip until its own package is installed.
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq "$package" >&2
    else
        echo "$python cannot make environments here. Install what is missing: sudo apt-get install $package" >&2
        exit 1
    fi
fi

"$python" -m venv --clear .venv
