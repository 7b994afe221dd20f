"""Activities from a spreadsheet: the columns of the list's own download, checked row by row, logged all at once."""
