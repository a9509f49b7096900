"""The class as a list of jobs, on the trainer's side of the walls."""
