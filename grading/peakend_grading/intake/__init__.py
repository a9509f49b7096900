"""What trainees hand in."""
