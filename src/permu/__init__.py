"""Permu 亩均: judge industry by what each mu of land yields, exactly and traceably."""

__version__ = "0.1.0"
