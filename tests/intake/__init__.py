"""The room `intake`: whatever a department sends becomes facts with their cells, or a finding."""
