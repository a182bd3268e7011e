"""`python -m permu.doors.site COMMAND`: Django's own commands, and `worker`, `add_person`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permu.doors.site.settings")
execute_from_command_line(["permu.doors.site", *sys.argv[1:]])
