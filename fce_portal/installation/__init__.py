"""Whether this installation is whole: what `manage.py check_installation` looks at, each matter in a module of its own.

A look is a function that gives findings; it changes nothing and sends nothing. `looks.LOOKS` is the list.
"""
