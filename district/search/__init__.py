"""Finding records by their words, as far as a person may see (`Kind` says what can be found)."""
