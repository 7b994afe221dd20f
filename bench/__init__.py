"""How fast the portal is, beside yardsticks that run in the same minute on the same machine: `make bench`."""
