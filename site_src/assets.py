"""The style sheet, the script and the icon, under names that carry their fingerprint so that caches may keep them."""

import hashlib
import os

from msgspec import Struct


class Assets(Struct, frozen=True):
    """The addresses of the three files, below the site's root, and their bytes."""

    css: str
    js: str
    icon: str
    files: dict[str, bytes]


def gather_assets(templates: str) -> Assets:
    """All style sheets become one, components last; each of theirs goes into the layer ``components``."""
    parts = [_read(path) for path in _below(os.path.join(templates, "assets", "css"), ".css")]
    components = [_read(path) for path in _below(os.path.join(templates, "components"), ".css")]
    parts.append("@layer components {\n" + "\n".join(components) + "}\n")
    scripts = [_read(path) for path in _below(os.path.join(templates, "assets", "js"), ".js")]
    icon = _read(os.path.join(templates, "assets", "img", "icon.svg"))
    files: dict[str, bytes] = {}
    css = _named("site", "css", "\n".join(parts), files)
    js = _named("site", "js", "\n".join(scripts), files)
    return Assets(css, js, _named("icon", "svg", icon, files), files)


def _below(folder: str, ending: str) -> list[str]:
    found = []
    for where, folders, names in os.walk(folder):
        folders.sort()
        found += [
            os.path.join(where, name)
            for name in sorted(names)
            if name.endswith(ending) and name[0] not in "._"
        ]
    return found


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as stream:
        return stream.read()


def _named(stem: str, ending: str, text: str, files: dict[str, bytes]) -> str:
    data = text.encode()
    name = f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{ending}"
    files[name] = data
    return name
