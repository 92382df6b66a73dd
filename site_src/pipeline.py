"""The flow: load, check, plan, render, write for each notice, in whatever worker; then the rest of the site.

A notice is the unit of work and of skipping. A worker takes one from its files to staged pages and sends back a
small ``Built``. Nothing reaches the output before everything is checked and rendered, and what did not change since
the last build is not built or written again.
"""

import shutil
from collections.abc import Callable, Iterator, Set
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct

from site_src.addresses import language_folder
from site_src.check import check, check_site
from site_src.check.leaks import template_leaks
from site_src.load import SiteFolder, load_notice, load_site, notice_slugs
from site_src.problems import Place, Problem, TemplateFault, has_errors, in_order
from site_src.relations import Related, Relations, relations
from site_src.state import (
    Built,
    Settings,
    State,
    Stored,
    clear_leftovers,
    digest_of,
    digest_of_site,
    fingerprint_of,
    output_signature,
    read_state,
    signature_of,
    signatures,
    write_state,
)
from site_src.stopwatch import Seconds, Stopwatch, add
from site_src.summary import FEW_NOTICES
from site_src.write import (
    CANNOT_WRITE,
    MANIFEST,
    Target,
    Written,
    commit,
    has_bytes,
    in_the_way,
    is_unfinished,
    read_manifest,
    staged_files,
)

# Fewer notices than this are built faster in one process than it takes to start a second.
WORTH_A_POOL = 12


class Report(Struct, frozen=True, kw_only=True):
    """What a build did; ``stages`` and ``work`` are its seconds by the clock, and those of making notices in all processes."""

    problems: list[Problem]
    notices: int = 0
    built: int = 0
    findings: int = 0
    pages: int = 0
    files: int = 0
    written: int = 0
    gone: tuple[str, ...] = ()
    stages: Seconds = {}
    work: Seconds = {}

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


def check_content(settings: Settings, run: Run | None = None) -> list[Problem]:
    """Everything that is wrong with the content; if that is no error, with the finished site too, made in memory."""
    content = settings.content
    site, problems = load_site(content)
    slugs = site.slugs if site else notice_slugs(content)
    found = relations(content, slugs) if site else None
    if site and found:
        problems += [*found.problems, *check_site(site)]
        if not has_errors(problems):
            problems += template_leaks(settings.templates, site)
            return in_order([*problems, *_looked_through(settings, site, found, run)])
    for slug in slugs:
        folder, faults = load_notice(content, slug)
        problems += faults
        if folder and site:
            problems += check(folder, site)
    return in_order(problems)


def _looked_through(
    settings: Settings, site: SiteFolder, found: Relations, run: Run | None
) -> list[Problem]:
    """What is wrong with the finished files of a site that has no errors so far, and with the notices."""
    from site_src.workshop import look_through, look_through_site, prepare

    settings = msgspec.structs.replace(_told(settings, site), state="")  # a check writes nothing
    try:
        prepare(settings)
    except TemplateFault as fault:
        return [fault.problem]
    jobs = [(slug, found.of(slug)) for slug in site.slugs]
    mapped = run if run and len(jobs) >= WORTH_A_POOL else map
    looked = [*mapped(partial(look_through, settings), jobs)]
    problems = [problem for each in looked for problem in each.problems]
    summaries = [each.summary for each in looked if each.summary]
    if len(summaries) < len(looked):
        return problems
    pages = [address for each in looked for address in each.addresses]
    return [*problems, *look_through_site(settings, summaries, pages)]


def _told(settings: Settings, site: SiteFolder) -> Settings:
    """The settings with what follows from the site's records."""
    with_entries = len(site.slugs) <= FEW_NOTICES
    return msgspec.structs.replace(
        settings,
        fingerprint=fingerprint_of(settings, site, with_entries),
        shared=digest_of_site(site),
        with_entries=with_entries,
    )


def _build(
    settings: Settings, run: Run | None, progress: Callable[[int, int], None] | None
) -> Report:
    watch, work = Stopwatch(), Seconds()
    site, problems = load_site(settings.content)
    if site:
        problems += check_site(site)
    if site is None or has_errors(problems):
        return Report(problems=check_content(settings))  # those of the notices too
    settings = _told(settings, site)
    watch.lap("site")
    state = read_state(settings)
    if not state.site_key:  # the templates may have changed since they were last looked through
        problems += template_leaks(settings.templates, site)
        if has_errors(problems):
            return Report(problems=in_order(problems))
    editions = tuple(language_folder(code, site.site.languages) for code in site.site.languages)
    signed = {slug: signatures(settings, editions, slug) for slug in site.slugs}
    same = {
        slug: kept
        for slug, kept in state.notices.items()
        if "" != kept.source == signed.get(slug, ("", ""))[0]
    }
    alone = {slug for slug, kept in same.items() if not kept.relates}
    found = relations(settings.content, site.slugs, alone)
    if has_errors(found.problems):
        return Report(problems=check_content(settings))
    stored = {
        slug: kept
        for slug, kept in same.items()
        if "" != kept.output == signed[slug][1]
        and kept.related == found.of(slug)
        and all(site.has_page(*page) for page in kept.built.links_to)
    }
    jobs = [(slug, found.of(slug)) for slug in site.slugs if slug not in stored]
    watch.lap("compare")
    for done, (slug, related, built) in enumerate(_built(settings, jobs, run), 1):
        add(work, built.seconds)
        built = msgspec.structs.replace(built, seconds={})
        stored[slug] = Stored(signed[slug][0], "", slug in found.naming, related, built)
        if progress:
            progress(done, len(jobs))
    notices = {slug: stored[slug] for slug in site.slugs}
    problems += [*found.problems, *_problems_of(notices)]
    if has_errors(problems):
        return Report(problems=in_order(problems))
    watch.lap("notices")
    texts = {stem: page.text for stem, page in site.pages.items()}
    report = _finish(settings, state, notices, texts, editions, problems, watch)
    return msgspec.structs.replace(report, stages=watch.seconds, work=work)


def _built(
    settings: Settings, jobs: list[tuple[str, Related]], run: Run | None
) -> Iterator[tuple[str, Related, Built]]:
    if not jobs:
        return
    # Templates and all: not for a build with nothing to do.
    from site_src.workshop import build_notice, prepare

    prepare(settings)  # before other processes start, so that those that are forked have it too
    mapped = run if run and len(jobs) >= WORTH_A_POOL else map
    made = mapped(partial(build_notice, settings), jobs)
    for (slug, related), built in zip(jobs, made, strict=True):
        yield slug, related, built


def _problems_of(notices: dict[str, Stored]) -> list[Problem]:
    return [problem for kept in notices.values() for problem in kept.built.problems]


def _finish(
    settings: Settings,
    state: State,
    notices: dict[str, Stored],
    texts: dict[str, str],
    editions: tuple[str, ...],
    problems: list[Problem],
    watch: Stopwatch,
) -> Report:
    """The pages of the whole site, the move into place, and the state for next time."""
    target = settings.target
    summaries = [kept.built.summary for kept in notices.values() if kept.built.summary]
    from_notices = [w for kept in notices.values() for w in kept.built.written]
    pages = [w.address for w in from_notices if w.address.endswith(".html")]
    shared = msgspec.json.encode([settings.fingerprint, summaries, texts, pages])
    site_key = digest_of(shared)
    is_whole = "" != state.site_output == _site_output(target, state.site_written)
    site_written = state.site_written
    if not is_whole or site_key != state.site_key:
        from site_src.workshop import write_site

        site_written = tuple(write_site(settings, summaries, pages))
    watch.lap("whole site")
    written = [*from_notices, *site_written]
    files = {w.address: w.sha256 for w in written}
    if len(files) != len(written):
        raise AssertionError("two files of the site have the same address")
    known = _known(target, state, is_whole)
    staged = staged_files(target)
    anew = [slug for slug, kept in notices.items() if not kept.output]
    report = Report(
        problems=in_order([*problems, *in_the_way(target, staged, known)]),
        notices=len(notices),
        built=len(anew),
        findings=sum(s.findings for s in summaries),
        pages=sum(1 for address in files if address.endswith(".html")),
        files=len(files) + 1,
    )
    if report.failed or (is_whole and not anew and site_written is state.site_written):
        watch.lap("move")
        return report
    moved, gone = commit(target, staged, files, known)
    for slug in anew:
        output = output_signature(settings, editions, slug)
        notices[slug] = msgspec.structs.replace(notices[slug], output=output)
    site_output = _site_output(target, site_written)
    write_state(settings, State(settings.fingerprint, notices, site_key, site_written, site_output))
    watch.lap("move")
    return msgspec.structs.replace(report, written=moved, gone=tuple(gone))


def _known(target: Target, state: State, is_whole: bool) -> Set[str]:
    """The addresses of the files that builds of ours wrote.

    If the list in the output is not as it was written, it is believed in what it has, and besides what the last
    build kept counts where the very bytes are there: somebody else may have put files in their places.
    """
    if is_whole:
        return {w.address for w in state.written()}
    listed = read_manifest(target)
    return listed.keys() | {
        w.address for w in state.written() if w.address not in listed and has_bytes(target, w)
    }


def _site_output(target: Target, site_written: tuple[Written, ...]) -> str:
    """The signature of what is not a notice's in the output: the site's own files, and the list of all."""
    if is_unfinished(target):
        return ""
    return signature_of(target.out, [*(w.address for w in site_written), MANIFEST])
