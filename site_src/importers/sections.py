"""The sections of a notice: what each holds, and its text."""

import re

from site_src.importers.draft import Block
from site_src.importers.grammar import FINDINGS, NEXT, OTHER, OVERVIEW, SECTIONS, plain
from site_src.importers.outline import SECTION_KINDS, Node, has_lead, looks_like_problem


def role_of(section: Node) -> str:
    """What a section holds: as its heading says, else as what is in it looks."""
    flat = plain(section.line.text)
    leaves = [leaf for leaf in section.leaves() if leaf is not section]
    led = sum(has_lead(leaf) for leaf in leaves)
    has_findings = led > 0 and 3 * led >= len(leaves)
    said = [role for role, pattern in SECTIONS if pattern.search(flat)]
    if NEXT in said and not has_findings:
        return NEXT
    if has_findings or (section.kind not in SECTION_KINDS and _is_finding(section)):
        return FINDINGS
    problems = sum(looks_like_problem(leaf) for leaf in leaves)
    if leaves and 2 * problems >= len(leaves) and OVERVIEW not in said:
        return FINDINGS
    for role in (OTHER, OVERVIEW):
        if role in said:
            return role
    return FINDINGS if FINDINGS in said and leaves else OVERVIEW


def _is_finding(node: Node) -> bool:
    """Whether a node at the top of a text without sections is a finding, or holds some."""
    return any(has_lead(leaf) or looks_like_problem(leaf) for leaf in node.leaves())


def blocks_of(node: Node, level: int = 2) -> list[Block]:
    """A section as text: its headings, and its paragraphs."""
    is_heading = bool(node.body or node.children)
    blocks = [Block(node.line.text, level if is_heading and level <= 3 else 0)]
    blocks += [Block(line.text) for line in node.body]
    for child in node.children:
        blocks += blocks_of(child, level + 1)
    return blocks


def is_heading_of_findings(text: str) -> bool:
    """Whether a line without number is the heading over the findings."""
    flat = plain(text).strip()
    said = next((role for role, pattern in SECTIONS if pattern.search(flat)), "")
    return said == FINDINGS and len(flat) <= 40 and re.search(r"[。;,]", flat) is None
