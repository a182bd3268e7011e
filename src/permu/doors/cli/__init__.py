"""The command line `permu`. Each command is a module of this folder, loaded only when it is called."""

from permu.doors.cli.frame import permu

__all__ = ["permu"]
