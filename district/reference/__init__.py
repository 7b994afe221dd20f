"""Reference data of the house itself: what every district needs before anything can be entered."""
