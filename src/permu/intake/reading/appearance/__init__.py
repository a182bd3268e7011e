"""How the cells of a window looked in their workbook: read apart from the figures, and never when facts are read."""
