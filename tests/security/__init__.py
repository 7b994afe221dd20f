"""Sweeps: what each page, form, file and statement must hold to, so that a new one is swept by itself."""
