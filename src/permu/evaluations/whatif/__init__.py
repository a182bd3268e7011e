"""The what-if page: numbers of a run's method turned otherwise, and what that would do to the county.

Everything it says is worked out by the engine that makes the official results, and kept by nobody.
"""
