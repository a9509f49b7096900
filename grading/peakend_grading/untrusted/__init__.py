"""What comes from a trainee, made harmless."""
