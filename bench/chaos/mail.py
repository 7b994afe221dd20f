"""The mail server of a run: takes mail over SMTP, and keeps when which Message-ID came."""

import email
import socketserver
import threading
import time
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    at: float
    message_id: str
    to: str
    subject: str


class Conversation(socketserver.StreamRequestHandler):
    def answer(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        with suppress(OSError):
            self.answer("220 chaos")
            for line in self.rfile:
                word = line.decode(errors="replace").strip()[:4].upper()
                if word == "QUIT":
                    self.answer("221 Bye")
                    return
                if word == "DATA":
                    self.answer("354 Go on")
                    if not self.take():
                        return
                else:
                    self.answer("250 OK")

    def take(self):
        """Take a whole mail; one that breaks off is none."""
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        else:
            return False
        message = email.message_from_bytes(b"".join(lines))
        self.server.post.keep(message)
        if self.server.post.is_silent:
            return False  # taken, and the line breaks before the answer
        self.answer("250 Taken")
        return True


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class PostOffice:
    """`taken`: all that arrived. Between `stop` and `start` nobody answers; `is_silent`: takes mail, says nothing."""

    def __init__(self):
        self.taken, self.is_silent, self.port, self.server = [], False, 0, None
        self.lock = threading.Lock()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def start(self):
        self.server = Server(("127.0.0.1", self.port), Conversation)
        self.server.post = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def keep(self, message):
        one = Taken(time.time(), message["Message-ID"] or "", message["To"] or "", str(message["Subject"]))
        with self.lock:
            self.taken.append(one)
