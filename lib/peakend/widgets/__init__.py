"""Widgets: forms and what-ifs for people who do not program."""
