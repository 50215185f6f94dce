"""Says what this Python is, and which of the libraries that it is given it can import:

    python3 probe.py numpy numba

A line of JSON for each, the Python first. A library has a version; or an error, if it
is there and cannot be imported; or neither. It runs in any Python, however old.
"""

import importlib
import json
import platform
import sys


def say(**answer):
    print(json.dumps(answer))
    sys.stdout.flush()  # the next library may crash


def probe(name):
    try:
        return {"version": importlib.import_module(name).__version__}
    except Exception as error:
        if getattr(error, "name", None) == name:  # ModuleNotFoundError: of the library itself
            return {}
        last = (str(error).strip().splitlines() or [""])[-1]
        return {"error": type(error).__name__ + ": " + last}


def version():
    name = platform.python_implementation()
    number = sys.version.split(" (")[0]  # also says whether it is a build without a global lock
    return number if name == "CPython" else name + " " + number


say(library="python", version=version(), release=sys.version_info[:2])
for library in sys.argv[1:]:
    say(library=library, **probe(library))
