"""The flow: load, check, plan, render, write for each notice, in whatever worker; then the rest of the site.

A notice is the unit of work and of skipping. A worker takes one from its files to staged pages and sends back a
small ``Built``. Nothing reaches the output before everything is checked and rendered, and what did not change since
the last build is not built or written again.
"""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct

from site_src.check import check, check_site
from site_src.load import load_notice, load_site, notice_slugs
from site_src.problems import Place, Problem, TemplateFault, has_errors, in_order
from site_src.relations import Related, relations
from site_src.state import (
    Built,
    Settings,
    State,
    Stored,
    clear_leftovers,
    digest_of,
    fingerprint_of,
    holds,
    is_there,
    read_state,
    signature,
    write_state,
)
from site_src.summary import FEW_NOTICES
from site_src.write import CANNOT_WRITE, commit, in_the_way, read_manifest

# Fewer notices than this are built faster in one process than it takes to start a second.
WORTH_A_POOL = 12


class Report(Struct, frozen=True, kw_only=True):
    """What a build did."""

    problems: list[Problem]
    notices: int = 0
    built: int = 0
    findings: int = 0
    pages: int = 0
    files: int = 0
    written: int = 0
    gone: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether errors kept the output as it was."""
        return has_errors(self.problems)


Run = Callable[[Callable[[Any], Any], list[Any]], Iterator[Any]]


def build(
    settings: Settings, run: Run | None = None, progress: Callable[[int, int], None] | None = None
) -> Report:
    """Builds the site; ``run`` maps a function over notices in other processes, None does it in this one."""
    try:
        clear_leftovers(settings)
        return _build(settings, run, progress)
    except TemplateFault as fault:
        return Report(problems=[fault.problem])
    except OSError as error:
        place = Place(str(error.filename or settings.out))
        return Report(problems=[CANNOT_WRITE.at(place, reason=error.strerror or error)])
    finally:
        shutil.rmtree(settings.target.staging, ignore_errors=True)


def check_content(content: str) -> list[Problem]:
    """Everything that is wrong with the content, without rendering it."""
    site, problems = load_site(content)
    slugs = site.slugs if site else notice_slugs(content)
    if site:
        problems += [*relations(content, slugs)[1], *check_site(site)]
    for slug in slugs:
        folder, faults = load_notice(content, slug)
        problems += faults
        if folder and site:
            problems += check(folder, site)
    return in_order(problems)


def _build(
    settings: Settings, run: Run | None, progress: Callable[[int, int], None] | None
) -> Report:
    site, problems = load_site(settings.content)
    if site:
        related, faults = relations(settings.content, site.slugs)
        problems += [*faults, *check_site(site)]
    if site is None or has_errors(problems):
        return Report(problems=check_content(settings.content))  # those of the notices too
    with_entries = len(site.slugs) <= FEW_NOTICES
    settings = msgspec.structs.replace(
        settings,
        fingerprint=fingerprint_of(settings, site, with_entries),
        slugs=digest_of("\n".join(site.slugs).encode()),
        with_entries=with_entries,
    )
    state = read_state(settings)
    signatures = {slug: signature(settings, slug, related.get(slug)) for slug in site.slugs}
    stored = {
        slug: kept
        for slug in site.slugs
        if (kept := state.notices.get(slug)) and holds(kept, signatures[slug], settings.out, site)
    }
    jobs = [(slug, related.get(slug, Related())) for slug in site.slugs if slug not in stored]
    for slug, built in _built(settings, jobs, run):
        stored[slug] = Stored(signatures[slug], built)
        if progress:
            progress(len(stored) - len(site.slugs) + len(jobs), len(jobs))
    notices = {slug: stored[slug] for slug in site.slugs}
    problems += _problems_of(notices)
    if has_errors(problems):
        return Report(problems=in_order(problems))
    texts = {stem: page.text for stem, page in site.pages.items()}
    return _finish(settings, state, notices, texts, len(jobs), problems)


def _built(
    settings: Settings, jobs: list[tuple[str, Related]], run: Run | None
) -> Iterator[tuple[str, Built]]:
    if not jobs:
        return
    # Templates and all: not for a build with nothing to do.
    from site_src.workshop import build_notice, prepare

    prepare(settings)  # before other processes start, so that those that are forked have it too
    mapped = run if run and len(jobs) >= WORTH_A_POOL else map
    for (slug, _), built in zip(jobs, mapped(partial(build_notice, settings), jobs), strict=True):
        yield slug, built


def _problems_of(notices: dict[str, Stored]) -> list[Problem]:
    return [problem for kept in notices.values() for problem in kept.built.problems]


def _finish(
    settings: Settings,
    state: State,
    notices: dict[str, Stored],
    texts: dict[str, str],
    built: int,
    problems: list[Problem],
) -> Report:
    """The pages of the whole site, the move into place, and the state for next time."""
    summaries = [kept.built.summary for kept in notices.values() if kept.built.summary]
    from_notices = [w for kept in notices.values() for w in kept.built.written]
    pages = [w.address for w in from_notices if w.address.endswith(".html")]
    site_key = digest_of(
        settings.fingerprint.encode(),
        msgspec.json.encode([summaries, texts]),
        "\n".join(pages).encode(),
    )
    listed = read_manifest(settings.target)
    # If the list is gone or harmed, what the last build kept says the same.
    known = listed or {w.address: w.sha256 for w in state.written()}
    site_written = state.site_written if site_key == state.site_key else ()
    if not site_written or not all(is_there(settings.out, w) for w in site_written):
        from site_src.workshop import write_site

        site_written = tuple(write_site(settings, summaries, pages))
    written = [*from_notices, *site_written]
    report = Report(
        problems=in_order([*problems, *in_the_way(settings.target, written, known)]),
        notices=len(notices),
        built=built,
        findings=sum(s.findings for s in summaries),
        pages=sum(1 for w in written if w.address.endswith(".html")),
        files=len(written) + 1,
    )
    nothing_new = not built and site_written is state.site_written
    if report.failed or (nothing_new and listed == {w.address: w.sha256 for w in written}):
        return report
    moved, gone = commit(settings.target, written, known)
    write_state(settings, State(settings.fingerprint, notices, site_key, site_written))
    return msgspec.structs.replace(report, written=moved, gone=tuple(gone))
