"""What councils hand out on paper."""
