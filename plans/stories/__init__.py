"""Stories of the plan: their way to the public (`life`), their pictures, what is typed about them."""
