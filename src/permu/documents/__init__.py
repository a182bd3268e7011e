"""What a clerk sends on: the results workbook and the working sheets."""
