"""The header in which `bench.load.wsgi` says how many queries an answer took."""

HEADER = "X-Bench-Queries"
