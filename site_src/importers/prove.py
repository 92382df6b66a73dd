"""The proof that an imported notice says what its source said: its finished pages, held against its text.

The files are built as a site would build them, aside, with the checks that a site has; nothing of it is kept.
"""

import os
import shutil
import tempfile

from msgspec.structs import replace

from site_src import pipeline
from site_src.importers.files import Files
from site_src.problems import Problem
from site_src.state import Settings

OF_THE_SITE = ("site.yaml", "contact.yaml", "glossary.yaml", "terms.yaml")


def prove(files: Files, slug: str, settings: Settings, kept: str | None = None) -> list[Problem]:
    """What the checks say of a notice made of these files, and, where given, of what else its folder ``kept`` holds."""
    with tempfile.TemporaryDirectory(prefix="gongkai-import-") as aside:
        starter = os.path.join(settings.templates, "starter", "site")
        for name in OF_THE_SITE:
            own = os.path.join(settings.content, name)
            source = own if os.path.isfile(own) else os.path.join(starter, name)
            if os.path.isfile(source):
                shutil.copyfile(source, os.path.join(aside, name))
        folder = os.path.join(aside, "notices", slug)
        if kept:
            shutil.copytree(kept, folder)
        write(files, folder)
        problems = pipeline.check_content(replace(settings, content=aside))
    return [p for p in problems if f"{p.place.file}/".startswith(f"notices/{slug}/")]


def write(files: Files, folder: str) -> None:
    """Writes the files into the notice's folder, in UTF-8."""
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
