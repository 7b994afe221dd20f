"""The plans as printed documents (`district.printing`): what stands on each page, in an order fit for paper."""
