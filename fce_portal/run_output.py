import re
import sys

from honcho.manager import SYSTEM_PRINTER_NAME
from honcho.printer import Printer


class Output(Printer):
    """Prints what the processes say, each line with its name, and leaves out what the manager says about itself.

    It learns from the manager's own lines which processes run (and tells `on_started`), and which one ended
    before anybody asked it to.
    """

    def __init__(self):
        super().__init__(sys.stdout)
        self.on_started = lambda children: None
        self.children = {}
        self.ended_by_itself = ""
        self.stopping = False

    def write(self, message):
        if message.name == SYSTEM_PRINTER_NAME:
            self._note(message.data)
        else:
            self._safely(super().write, message)

    def say(self, line):
        self._safely(print, line, flush=True)

    def _note(self, line):
        started = re.match(r"(\S+) started \(pid=(\d+)\)", line)
        stopped = re.match(r"(\S+) stopped", line)
        if started:
            self.children[started[1]] = int(started[2])
            self.on_started(self.children)
        elif stopped and not self.stopping:
            self.ended_by_itself = stopped[1]
            self.stopping = True
        elif "received" in line:
            self.stopping = True

    def _safely(self, call, *args, **kwargs):
        """The terminal may be gone; the processes must be stopped in order all the same."""
        try:
            call(*args, **kwargs)
        except OSError:
            sys.stdout = open("/dev/null", "w")  # noqa: SIM115
            self.output = sys.stdout
