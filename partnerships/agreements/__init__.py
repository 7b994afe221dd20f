"""Agreements with partners at work: their way, programmes, service that is logged and confirmed, delivered or not."""
