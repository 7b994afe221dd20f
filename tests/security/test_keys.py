"""Passwords between the parts of an installation, and keys that can be changed."""

from pathlib import Path

import yaml


def test_the_broker_asks_for_a_password_in_every_installation():
    compose = yaml.safe_load(Path("docker-compose.yml").read_text())
    broker = compose["services"]["broker"]
    assert '--requirepass "$$BROKER_PASSWORD"' in broker["command"]
    assert broker["environment"]["BROKER_PASSWORD"] == "${BROKER_PASSWORD}"
    for name in ("web", "worker", "rollups", "beat"):
        assert "redis://:${BROKER_PASSWORD:?" in compose["services"][name]["environment"]["REDIS_URL"], name
    assert "REDIS_URL=redis://:password@" in Path("deploy/systemd/fce-portal.env.example").read_text()


def test_the_key_of_before_can_be_named_in_every_installation():
    compose = yaml.safe_load(Path("docker-compose.yml").read_text())
    assert "SECRET_KEY_FALLBACKS" in compose["services"]["web"]["environment"]
    assert "renew_secrets" in Path("docs/operations.md").read_text()
