"""Every rule there is. A rule stands beside the code that finds it, so the modules themselves are looked through."""

import difflib
import pkgutil
from collections.abc import Iterator, Sequence, ValuesView
from importlib import import_module
from importlib.abc import InspectLoader
from importlib.util import find_spec

import site_src
from site_src.problems import Rule


def all_rules() -> list[Rule]:
    """All rules, by their codes."""
    found = {
        id(rule): rule for name in _defining() for rule in _rules_in(vars(import_module(name)))
    }
    return sorted(found.values(), key=lambda rule: rule.code)


def _rules_in(values: dict[str, object]) -> Iterator[Rule]:
    """The rules that stand in a module alone, in a table or in a list, or belong to a scanner there."""
    for value in values.values():
        items = value.values() if isinstance(value, dict) else value
        for item in items if isinstance(items, ValuesView | tuple | list) else (value,):
            rule = getattr(item, "rule", item)
            if isinstance(rule, Rule):
                yield rule


def _defining() -> Iterator[str]:
    """The modules in which a rule is written down; others may need parts that are not installed."""
    for module in pkgutil.walk_packages(site_src.__path__, "site_src."):
        spec = find_spec(module.name)
        loader = spec.loader if spec else None
        source = loader.get_source(module.name) if isinstance(loader, InspectLoader) else None
        if source and ("Rule(" in source or "leak(" in source):
            yield module.name


def nearest(code: str, rules: Sequence[Rule]) -> list[str]:
    """The codes most like a word that is none."""
    return difflib.get_close_matches(code.lower(), [rule.code for rule in rules], 3, 0.5)
