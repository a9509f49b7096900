"""What runs within the walls."""
