"""Schedules: ``programme.yaml``, and frab, pretalx, iCalendar and Indico files that become one."""
