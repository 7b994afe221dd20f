"""The Title I engagement budget at work: the books of a year, the rules they are held against, acts, files."""
