"""An enterprise's own page: what it is told beside its working sheet, and nothing of anybody else."""
