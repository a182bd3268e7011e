"""What a PostgreSQL must be before the office opens on it: spoken to over checked TLS, by an account that may do little."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any

from permu.terms.refusal import Refused

_MIGHT = ("SUPERUSER", "CREATEROLE", "CREATEDB", "BYPASSRLS", "REPLICATION")
"""What no account of an office may, in the order in which it is asked for."""
_HARMLESS = "pg_database_owner"
"""Of the roles that PostgreSQL brings, the one that every owner of a database has; others read or write all of the server."""
_SHOWN = 5


def refuse_in_the_clear(database: Mapping[str, Any], environment: Mapping[str, str]) -> None:
    """Let a PostgreSQL on another machine be spoken to over TLS alone, its certificate checked.

    A socket of this machine and its own addresses are free. `database` is Django's; what it leaves out,
    PostgreSQL's library reads in the environment.

    Raises:
        Refused: it would not be, or would be without checking whose certificate it is.
    """
    if not str(database["ENGINE"]).endswith("postgresql"):
        return
    options = database.get("OPTIONS", {})
    away = [one for one in _hosts(database, options, environment) if not _is_here(one)]
    mode = options.get("sslmode") or environment.get("PGSSLMODE")
    has_root = options.get("sslrootcert") or environment.get("PGSSLROOTCERT")
    if away and mode != "verify-full" and not (mode == "verify-ca" and has_root):
        raise Refused("doors.database_in_the_clear", host=away[0], mode=mode or "prefer")


def refuse_mighty_account(cursor: Any) -> None:
    """Let the office have an ordinary account: what breaks into it then has this database and no other.

    Raises:
        Refused: the account may more, by itself or by a role that it may take on.
    """
    if found := [*_rights(cursor), *_others_tables(cursor)]:
        raise Refused("doors.database_account_mighty", found="、".join(found[:_SHOWN]))


def _hosts(
    database: Mapping[str, Any], options: Mapping[str, Any], environment: Mapping[str, str]
) -> Iterator[str]:
    """Every host that may be spoken to: several may be named, and a service names one that is not seen here."""
    named = database.get("HOST") or options.get("host") or environment.get("PGHOST", "")
    numbered = options.get("hostaddr") or environment.get("PGHOSTADDR", "")
    yield from f"{named},{numbered}".split(",")
    if service := options.get("service") or environment.get("PGSERVICE"):
        yield f"service={service}"


def _is_here(host: str) -> bool:
    name = host.strip().strip("[]")
    if not name or name.startswith(("/", "@")) or name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _rights(cursor: Any) -> list[str]:
    """Of a superuser that alone: it is a member of every role."""
    cursor.execute(
        "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication"
        " FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER') ORDER BY rolname"
    )
    rows = cursor.fetchall()
    found = [said for place, said in enumerate(_MIGHT, start=1) if any(row[place] for row in rows)]
    servers = [name for name, *_ in rows if name.startswith("pg_") and name != _HARMLESS]
    return found[:1] if "SUPERUSER" in found else found + servers


def _others_tables(cursor: Any) -> list[str]:
    """Schemas besides the office's own in which the account owns tables."""
    cursor.execute(
        "SELECT DISTINCT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname <> current_schema()"
        " AND left(nspname, 3) <> 'pg_' AND nspname <> 'information_schema'"
        " AND pg_has_role(session_user, relowner, 'MEMBER') ORDER BY 1"
    )
    return [f"{name}.*" for (name,) in cursor.fetchall()]
