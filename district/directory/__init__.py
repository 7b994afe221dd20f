"""The state's education directory: a file that lists every school of the state, read for one district.

`reading` takes the file apart, `planning` compares it with what the portal knows, `applying` writes the difference.
Schools are told apart by their state code, never by their name: East, West and New Hartford are other districts.
"""
