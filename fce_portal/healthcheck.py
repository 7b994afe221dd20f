"""Asks a running web server whether it answers: `python -I fce_portal/healthcheck.py [PATH]`, for containers.

The exit code is 0 if it does. It speaks as the reverse proxy would, or production settings would send it away.
"""

import os
import sys
import urllib.error
import urllib.request


def answers(path="/healthz", *, port=None, seconds=3):
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].removeprefix(".").replace("*", "") or "127.0.0.1"
    request = urllib.request.Request(
        f"http://127.0.0.1:{port or os.environ.get('PORTAL_PORT', '8000')}{path}",
        headers={"Host": host, "X-Forwarded-Proto": "https"},
    )
    try:
        with urllib.request.urlopen(request, timeout=seconds) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False


if __name__ == "__main__":
    sys.exit(0 if answers(*sys.argv[1:2]) else 1)
