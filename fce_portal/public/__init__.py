"""The public site: what anybody reads without signing in, how it is kept, shared, found and taken along as data."""
