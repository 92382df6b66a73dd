"""Records to pages: every page of one notice, with everything it shows worked out."""

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from markupsafe import Markup

from site_src import addresses, figures, prose
from site_src.edition import Edition, rows
from site_src.links import Links
from site_src.listing import blocks, entries_of, progress_parts
from site_src.load import NoticeFolder
from site_src.model import Finding, Notice
from site_src.relations import Related
from site_src.statuses import status_update, status_view
from site_src.summary import Entry
from site_src.tags import article_tags, site_tags
from site_src.views import (
    ApprovedView,
    Card,
    CorrectionView,
    Download,
    FindingView,
    FullView,
    Link,
    Neighbour,
    NoticeView,
    Page,
    Reference,
    Row,
    Term,
    Total,
    UpdateView,
    WholeFinding,
    WithdrawnView,
)

NEARBY = 3  # findings shown on either side of one; more would make the pages of a long notice grow with it


def plan(
    folder: NoticeFolder, related: Related, edition: Edition, downloads: tuple[Download, ...]
) -> Iterator[Page]:
    """Every page of a notice in one language. A withdrawn notice keeps its addresses, and they all say so."""
    slug, notice = folder.slug, folder.notice
    if notice.withdrawn:
        notes = _withdrawn(folder, related)
        for stem in ("index", "full", *folder.findings):
            yield Page(
                address=f"{slug}/{stem}.html",
                template="pages/withdrawn.html",
                title=notice.title,
                tags=prose.meta_tags(site_tags(edition.folder_of_site.site)),
                view=notes,
            )
        return
    tags = article_tags(notice, edition)
    entries = entries_of(folder, edition)
    findings = tuple(_findings(folder, related, edition, entries))
    overview = _markdown(folder.overview, folder, edition)
    next_steps = _markdown(folder.next_steps, folder, edition)
    approved = _approved(folder, edition)
    address = f"{slug}/index.html"
    yield Page(
        address=address,
        template="pages/notice.html",
        title=notice.title,
        tags=tags(notice.title, address),
        view=NoticeView(
            title=notice.title,
            facts=_notice_facts(folder, edition),
            document=_document_rows(folder, edition),
            cards=_cards(folder, edition),
            totals=_totals(folder, edition),
            progress=progress_parts(entries, edition),
            overview=overview,
            next_steps=next_steps,
            findings_heading=notice.findings_heading,
            findings_introduction=_lines(notice.findings_introduction),
            blocks=blocks(entries),
            signature=notice.signature,
            follows=tuple(_reference(target, related) for target in notice.follows),
            followed_by=tuple(_reference(target, related) for target in related.followed_by),
            downloads=downloads,
            approved=approved,
            mail_query=edition.mail_query(
                edition.t.mail_subject_notice, edition.t.mail_body_notice, notice=notice.title
            )(address),
        ),
    )
    for view in findings:
        address = f"{slug}/{view.stem}.html"
        title = view.number + folder.findings[view.stem].title
        yield Page(
            address=address,
            template="pages/finding.html",
            title=f"{title} - {notice.title}",
            tags=tags(title, address),
            view=view,
        )
    address = f"{slug}/full.html"
    yield Page(
        address=address,
        template="pages/full.html",
        title=f"{notice.title} - {edition.t.full_text}",
        tags=tags(notice.title, address),
        view=FullView(
            title=notice.title,
            facts=_source_facts(notice, edition),
            overview=overview,
            next_steps=next_steps,
            findings_heading=notice.findings_heading,
            findings_introduction=_lines(notice.findings_introduction),
            level=3 if notice.findings_heading else 2,
            blocks=blocks(entries, tuple(map(_whole, findings))),
            signature=notice.signature,
            approved=approved,
        ),
    )


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _findings(
    folder: NoticeFolder,
    related: Related,
    edition: Edition,
    entries: tuple[Entry, ...],
) -> Iterator[FindingView]:
    notice, t, total = folder.notice, edition.t, len(entries)
    lead = notice.lead_words
    site = edition.folder_of_site
    source_facts = _source_facts(notice, edition)
    neighbours = tuple(Neighbour(e.stem, e.number + e.title) for e in entries)
    mail_query = edition.mail_query(t.mail_subject, t.mail_body, notice=notice.title)
    for index, (stem, finding) in enumerate(folder.findings.items()):
        source, before = _status_source(finding, edition)
        first = max(0, min(index - NEARBY, total - 2 * NEARBY - 1))
        yield FindingView(
            stem=stem,
            total=str(total),
            number=finding.number,
            spoken_number=finding.number.rstrip(".．、") or finding.title,
            title=prose.marked(finding.title),
            plain_title=finding.title,
            status=entries[index].status,
            status_source=source,
            status_before=before,
            status_basis=finding.status_basis,
            groups=tuple(Link(f"index.html#{h.id}", h.text) for h in entries[index].path),
            place=t.finding_place.format(index=index + 1, total=total),
            facts=rows(
                (t.deadline, finding.deadline),
                (t.departments, t.list_comma.join(finding.departments)),
            )
            + source_facts,
            lead_description=lead.description,
            description=prose.marked(finding.description) if finding.description else None,
            lead_measures=lead.measures,
            measures=tuple(map(prose.measure, finding.measures)),
            lead_result=lead.result,
            result=prose.marked(finding.result) if finding.result else None,
            withheld=finding.withheld,
            withheld_title=_withheld_title(finding, edition),
            corrections=tuple(
                CorrectionView(c.date.isoformat(), c.was, c.now, c.reason)
                for c in finding.corrections
            ),
            updates=tuple(
                UpdateView(
                    update.date,
                    prose.marked(update.text),
                    status_view(update.status, notice, t) if update.status else None,
                    update.source,
                )
                for update in finding.updates
            ),
            follows=_reference(finding.follows, related) if finding.follows else None,
            followed_by=tuple(
                _reference(a, related) for a in related.findings_followed_by.get(stem, ())
            ),
            terms=_terms(finding, site.glossary) if site.glossary else (),
            before=neighbours[first:index],
            after=neighbours[index + 1 : first + 2 * NEARBY + 1],
            mail_query=mail_query(
                f"{folder.slug}/{stem}.html", number=finding.number, title=finding.title
            ),
        )


def _whole(view: FindingView) -> WholeFinding:
    return WholeFinding(*_whole_fields(view))


_whole_fields = attrgetter(*WholeFinding.__struct_fields__)


def _status_source(finding: Finding, edition: Edition) -> tuple[str | None, str | None]:
    """Who states the status, and what it was before: a later one is never told as the notice's own."""
    t, update = edition.t, status_update(finding)
    if update is None:
        return (t.status_stated if finding.status else None), None
    before = t.status_before.format(word=finding.status or t.kind_not_stated)
    return t.status_updated.format(date=update.date), before


def _withheld_title(finding: Finding, edition: Edition) -> str | None:
    if not finding.withheld:
        return None
    t = edition.t
    return str(t.withheld_part_title if finding.measures else t.withheld_title)


def _reference(target: str, related: Related) -> Reference:
    slug, _, stem = target.partition("/")
    return Reference(f"../{slug}/{stem or 'index'}.html", related.titles.get(target, target))


def _terms(finding: Finding, glossary: dict[str, str]) -> tuple[Term, ...]:
    """The glossary's words that occur in a finding, in the order of the glossary."""
    text = "\n".join(
        (finding.title, finding.description or "", *finding.measures, finding.result or "")
    )
    found = set(_term_pattern(tuple(glossary)).findall(text))
    return tuple(Term(term, glossary[term]) for term in glossary if term in found)


@lru_cache(maxsize=4)
def _term_pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)))


def _markdown(text: str, folder: NoticeFolder, edition: Edition) -> Markup:
    return prose.markdown(
        text, Links(edition.folder_of_site, edition.folder, f"{folder.slug}/index.html", folder)
    )


def _approved(folder: NoticeFolder, edition: Edition) -> ApprovedView | None:
    """What the pages claim; ``fidelity`` proves it on their bytes before any of them is published."""
    if folder.approved is None:
        return None
    title = "".join(folder.notice.title.split())
    return ApprovedView(
        addresses.relative(
            f"{edition.folder}{folder.slug}/index.html", f"{folder.slug}/approved.txt"
        ),
        folder.approved.sha256,
        any(finding.corrections for finding in folder.findings.values()),
        "".join(folder.approved.text.split()).startswith(title),
    )


def _source_facts(notice: Notice, edition: Edition) -> tuple[Row, ...]:
    """Where the text comes from and since when it is public: on every page of a notice."""
    t = edition.t
    return rows((t.source, notice.source or notice.issuer), (t.published, notice.published))


def _notice_facts(folder: NoticeFolder, edition: Edition) -> tuple[Row, ...]:
    notice, t = folder.notice, edition.t
    inspection, window = notice.inspection, notice.window
    period = " – ".join(d for d in (inspection.starts, inspection.ends) if d) if inspection else ""
    shown = []
    if window:
        shown = [
            t.window_from.format(starts=window.starts) if window.starts else "",
            t.window_until.format(ends=window.ends) if window.ends else "",
            t.window_days.format(days=window.working_days) if window.working_days else "",
        ]
    return rows(
        (t.issuer, notice.issuer),
        (t.source, notice.source or notice.issuer),
        (t.signed, notice.signed),
        (t.published, notice.published),
        (t.inspection_by, inspection and inspection.by),
        (t.inspection_round, inspection and inspection.round),
        (t.inspection_period, period),
        (t.inspection_feedback, inspection and inspection.feedback),
        (t.window, t.list_comma.join(filter(None, shown))),
    )


def _document_rows(folder: NoticeFolder, edition: Edition) -> tuple[Row, ...]:
    document, t = folder.notice.document, edition.t
    pairs = []
    for name in document.__struct_fields__:
        value = getattr(document, name)
        if isinstance(value, tuple):
            value = t.list_comma.join(value)
        pairs.append((getattr(t, f"document_{name}"), value))
    return rows(*pairs)


def _cards(folder: NoticeFolder, edition: Edition) -> tuple[Card, ...]:
    t = edition.t
    declared = [
        Card(
            getattr(t, f"declared_{c.figure}"),
            str(c.declared),
            t.unit_measures if c.figure == "measures" else t.unit_findings,
        )
        for c in figures.compare(folder)
    ]
    return (*declared, *(Card(f.label, f.value, f.unit, f.note) for f in folder.notice.figures))


def _totals(folder: NoticeFolder, edition: Edition) -> tuple[Total, ...]:
    t = edition.t
    totals = []
    notes: tuple[str | None, str | None, str | None]
    for c in figures.compare(folder):
        label = getattr(t, f"declared_{c.figure}")
        if c.explanation:
            notes = (c.explanation.reason, c.explanation.by, c.explanation.date.isoformat())
        else:
            notes = (t.total_not_recorded if c.recorded is None else None, None, None)
        recorded = "—" if c.recorded is None else str(c.recorded)
        totals.append(Total(label, c.declared, recorded, c.agrees, *notes))
    return tuple(totals)


def _withdrawn(folder: NoticeFolder, related: Related) -> WithdrawnView:
    notice = folder.notice
    assert notice.withdrawn is not None
    successor = notice.withdrawn.successor
    return WithdrawnView(
        notice.title,
        notice.withdrawn.date.isoformat(),
        notice.withdrawn.reason,
        _reference(successor, related) if successor else None,
    )
