"""The audit trail as a whole: entries beside the event tables, seals over all of it, verification, and its pages."""
