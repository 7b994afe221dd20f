"""Settings from the environment, or each from a file of its own that the environment names.

`SECRET_KEY_FILE=/run/secrets/key` stands for SECRET_KEY and what that file holds: so a secret store (the agent of a
vault, systemd's encrypted credentials, Docker's secrets) hands passwords over, and none stands in the environment.
"""

from django.core.exceptions import ImproperlyConfigured
from environ.environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping


class Variables(FileAwareMapping):
    """What is set and not empty counts before a file: a command that is started for another database says so."""

    def __getitem__(self, key):
        if self.env.get(key) or f"{key}_FILE" not in self.env:
            return self.env[key]
        try:
            return super().__getitem__(key).rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{key}_FILE names a file that cannot be read: {error}") from error


class Environment(FileAwareEnv):
    ENVIRON = Variables(cache=False)
