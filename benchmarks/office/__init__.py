"""The office under load: a county's year on SQLite and on PostgreSQL, and the people who use it at once."""
