"""The solver (HiGHS) as the gate and the attack on it use it: silent, in one thread, so the same everywhere."""

import highspy


class QuietSolver(highspy.Highs):
    def __init__(self):
        super().__init__()
        self.setOptionValue("threads", 1)

    def enableCallbacks(self):
        """Nobody listens to its progress; and listening would make it greet whoever starts a process with it."""
        self.silent()
