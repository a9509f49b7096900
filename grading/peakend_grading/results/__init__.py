"""What people get from grading: marks and feedback, the class report, the gradebook as a table, certificates."""
