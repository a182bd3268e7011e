"""A synthetic county (样例县, 虚构): enterprises, parcels, workbooks with planted errors, and the truth."""
