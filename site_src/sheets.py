"""Pages for those who review: each stands alone in one file, with its style inside, and none is ever published."""

import base64
import hashlib
import os
from typing import Any

from site_src.diff import CHANGED, GONE, NEW
from site_src.model import Language
from site_src.templates import load_strings, open_templates

LINK = '<link rel="stylesheet" href="sheet.css">'
MOST_SHOWN = 3


def sheet_words(templates: str, language: str) -> Any:
    """The words of the sheets in the language of the user, "zh" or "en"."""
    code = Language.CHINESE if language == "zh" else Language.ENGLISH
    return load_strings(os.path.join(templates, "sheets"), code)


def render_sheet(templates: str, template: str, language: str, page: object) -> str:
    """The page as HTML; ``language`` is that of the user, "zh" or "en"."""
    folder = os.path.join(templates, "sheets")
    w = sheet_words(templates, language)
    with open(os.path.join(folder, "sheet.css"), encoding="utf-8") as stream:
        style = stream.read()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = (
        open_templates(templates)
        .get_template(template)
        .render(
            page=page,
            w=w,
            style_hash=digest,
            how={CHANGED: w.how_changed, NEW: w.how_new, GONE: w.how_gone}.__getitem__,
            field=lambda name: getattr(w, f"field_{name}", name),
            figure=lambda name: getattr(w, f"figure_{name}"),
            role_name=lambda name: getattr(w, f"role_{name}"),
            shown=lambda names: _shown(names, w),
        )
    )
    return html.replace(LINK, f"<style>{style}</style>", 1)


def _shown(names: tuple[str, ...], w: Any) -> str:
    """The first names, and how many more there are."""
    more = len(names) - MOST_SHOWN
    shown = [*names[:MOST_SHOWN], *([w.item_more.format(count=more)] if more > 0 else [])]
    return str(w.comma).join(shown)
