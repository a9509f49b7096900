"""The trainees' kit, and the gate against leaks."""
