"""The office is killed at every step of what it does, and its disk fails: nothing acknowledged is lost, nothing is half there."""
