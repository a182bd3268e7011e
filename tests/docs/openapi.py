"""The description of the interface for programs: `python -m tests.docs.openapi` writes it anew."""

import json
import os
from pathlib import Path

OPENAPI = Path(__file__).parents[2] / "docs" / "developers" / "api.openapi.json"


def described() -> str:
    """The interface as OpenAPI has it. Django must be set up."""
    from permu.doors.api.site import api

    found = api.get_openapi_schema(path_prefix="/api/v1/")
    return f"{json.dumps(found, indent=1, ensure_ascii=False)}\n"


def main() -> None:
    """Write it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permu.doors.site.settings")
    django.setup()
    OPENAPI.write_text(described(), "utf-8")


if __name__ == "__main__":
    main()
