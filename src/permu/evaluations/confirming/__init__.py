"""Enterprises confirm the figures that they will be graded by, before anybody is graded."""
