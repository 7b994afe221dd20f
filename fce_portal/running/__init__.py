"""For whoever keeps the portal running: what runs by itself, what went wrong, what can be set, maintenance."""
