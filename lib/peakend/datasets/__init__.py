"""The course's data sets as the disk has them: where they lie, what their codebooks say, and whose rows are whose."""
