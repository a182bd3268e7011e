"""Record the rules of published methods that are not recorded yet in methods/frozen.toml.

Usage: python tools/freeze.py. A digest that stands there is never changed: a published method is
corrected by a new folder with `supersedes`. Only a method that is not yet on main may lose its line
and be frozen again (docs/decisions/0011-frozen-methods.md).
"""

import sys

from permu.method import MethodRefused, library, library_methods, load_method
from permu.method.freezing import freeze


def main() -> int:
    """Freeze what is published and not yet frozen."""
    try:
        methods = {folder: load_method(folder) for folder in library_methods()}
    except MethodRefused as refused:
        print(refused.text("en"))
        return 1
    new = freeze(library(), methods)
    print("\n".join(new) if new else "Nothing new: every published method is frozen.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
