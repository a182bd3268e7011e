"""Who and what there is: people, places, enterprises, files received, the audit log, jobs. Knows no method."""
