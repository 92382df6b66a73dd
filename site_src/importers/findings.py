"""The parts of findings to their records, and the words before parts that all findings share."""

from site_src.importers.parts import ORDER, Parts, items
from site_src.markers import markers
from site_src.model import Finding, LeadWords

Found = list[tuple[Parts, str | None, int]]  # with the group's id and the line of each


def without_lead(found: Found) -> None:
    """Where nearly all findings have words before their measures, prose without them is no measure."""
    leads = [parts.measures[0].lead for parts, *_ in found if parts.measures]
    if not leads or leads.count("") * 4 > len(leads) or len({*leads} - {""}) != 1:
        return
    for parts, *_ in found:
        is_bare = parts.measures and not parts.measures[0].lead and not parts.description
        if is_bare and not any(markers(line) for line in parts.measures[0].lines):
            parts.description, parts.measures = parts.measures[:1], parts.measures[1:]


def shared_lead(found: Found, name: str) -> str | None:
    """The words before a part, if they are the same in every finding that has it, and none has them alone."""
    firsts = [getattr(parts, name)[0] for parts, *_ in found if getattr(parts, name)]
    leads = {part.lead for part in firsts}
    return leads.pop() or None if len(leads) == 1 and all(part.lines for part in firsts) else None


def finding_of(parts: Parts, group: str | None, lead: LeadWords) -> Finding:
    """The record of a finding. Words before a part that not all findings share stand in its text."""
    texts: dict[str, list[str]] = {}
    for name in ORDER:
        texts[name] = []
        for index, part in enumerate(getattr(parts, name)):
            before = "" if index == 0 and getattr(lead, name) else part.lead
            before += "\n" if before and part.is_line and part.lines else ""
            is_list = name == "measures" and part.name in ("", name)
            lines = items(part) if is_list else ["\n".join(part.lines)]
            told = [before + lines[0], *lines[1:]] if lines else [before]
            if texts[name] and part.name not in ("", *ORDER):
                texts[name][-1] += "\n" + told.pop(0)  # by whom and by when goes with what was done
            texts[name] += [text for text in told if text]
    return Finding(
        number=parts.number,
        title=parts.title,
        group=group,
        description="\n".join(texts["description"]) or None,
        measures=tuple(text for text in texts["measures"] if text.strip()),
        result="\n".join(texts["result"]) or None,
        status=parts.status,
        status_basis=parts.basis,
        departments=parts.departments,
        withheld=parts.withheld,
    )
