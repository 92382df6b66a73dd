"""Values to YAML as an editor would type it: plain where that reads back the same, else quoted, long texts as blocks.

Whatever comes out is read again by our own reader before it is used; what does not come back the same is quoted.
"""

import json
import re
from typing import Any

from site_src.yaml_lines import read_yaml

# What other readers of YAML take for a number, a truth value or nothing; a day is written as it is.
_NO_TEXT = re.compile(
    r"(?![0-9]{4}-[0-9]{2}-[0-9]{2}\Z)(?:[-+]?[0-9.][0-9_.:eExXoO+-]*|~|null|true|false|yes|no|on|off|y|n)\Z",
    re.IGNORECASE,
)


def as_yaml(values: dict[str, Any], indent: str = "") -> str:
    """The lines of a mapping of texts, lists and mappings."""
    lines = []
    for name, value in values.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{name}:\n{as_yaml(value, indent + '  ')}")
        elif isinstance(value, list | tuple):
            lines.append(
                f"{indent}{name}:\n{''.join(_item(item, indent + '  ') for item in value)}"
            )
        else:
            lines.append(f"{indent}{name}: {scalar(value, indent)}\n")
    return "".join(lines)


def _item(value: Any, indent: str) -> str:
    if isinstance(value, dict):
        lines = as_yaml(value, indent + "  ")
        return f"{indent}- {lines[len(indent) + 2 :]}"
    return f"{indent}- {scalar(value, indent)}\n"


def scalar(value: str, indent: str = "") -> str:
    """One text, as it stands behind ``name: `` or ``- ``."""
    if "\n" in value:
        below = indent + "  "
        block = "|-\n" + "\n".join(below + line if line else "" for line in value.split("\n"))
        if _reads_back(f"{indent}x: {block}\n", value, indent):
            return block
    elif (
        not _NO_TEXT.match(value)
        and _reads_back(f"x: {value}\n", value)
        and _reads_back(f"x:\n  - {value}\n", value)
    ):
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads_back(text: str, value: str, indent: str = "") -> bool:
    """Whether our reader finds this value in the text, alone or as the only item of a list."""
    text = "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))
    node, problems = read_yaml(text, "")
    found = node.get("x") if not problems and isinstance(node, dict) else None
    return found == value or (isinstance(found, list) and list(found) == [value])
