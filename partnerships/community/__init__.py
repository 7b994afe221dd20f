"""Community challenges (Priority Action 2): learning, services to children without a home, results told."""
