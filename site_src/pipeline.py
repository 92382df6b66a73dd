"""The flow: load, check, plan, render, write for each notice, in whatever worker; then the rest of the site.

A notice is the unit of work and of skipping. A worker takes one from its files to staged pages and sends back a
small ``Built``. Nothing reaches the output before everything is checked and rendered, and what did not change since
the last build is neither read nor written again.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

import msgspec
from msgspec import Struct

from site_src.addresses import relative
from site_src.assets import Assets, gather_assets
from site_src.check import check, check_site
from site_src.edition import Edition
from site_src.load import SiteFolder, load_notice, load_site, notice_slugs
from site_src.outputs import NOTICE_OUTPUTS, SITE_OUTPUTS
from site_src.outputs.files import File, WholeSite
from site_src.plan import entries_of, plan
from site_src.problems import Place, Problem, Rule, has_errors, in_order
from site_src.relations import Related, relations
from site_src.render import Renderer, TemplateFault, load_strings, open_templates
from site_src.site_plan import FEW_NOTICES, NoticeSummary, newest_first, plan_site
from site_src.state import (
    Built,
    Settings,
    State,
    Stored,
    digest_of,
    fingerprint_of,
    holds,
    is_there,
    read_state,
    signature,
    write_state,
)
from site_src.views import Download
from site_src.write import Target, Written, commit, in_the_way, read_manifest

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


class Workshop(Struct, frozen=True):
    """All that the notices share, made once in each process."""

    site: SiteFolder
    editions: tuple[Edition, ...]
    renderers: tuple[Renderer, ...]
    assets: Assets


Run = Callable[[Callable[[Any], Any], list[Any]], Iterator[Any]]


def build(
    settings: Settings, run: Run | None = None, progress: Callable[[int, int], None] | None = None
) -> Report:
    """Builds the site; ``run`` maps a function over notices in other processes, None does it in this one."""
    shutil.rmtree(settings.target.staging, ignore_errors=True)
    try:
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
    settings = msgspec.structs.replace(
        settings,
        fingerprint=fingerprint_of(settings, site),
        with_entries=len(site.slugs) <= FEW_NOTICES,
    )
    state = read_state(settings)
    signatures = {slug: signature(settings, slug, related.get(slug)) for slug in site.slugs}
    slugs = frozenset(site.slugs)
    stored = {
        slug: kept
        for slug in site.slugs
        if (kept := state.notices.get(slug)) and holds(kept, signatures[slug], settings.out, slugs)
    }
    jobs = [(slug, related.get(slug, Related())) for slug in site.slugs if slug not in stored]
    fresh = {}
    mapped = run if run and len(jobs) >= WORTH_A_POOL else map
    for (slug, _), built in zip(jobs, mapped(partial(build_notice, settings), jobs), strict=True):
        fresh[slug] = Stored(signatures[slug], built)
        if progress:
            progress(len(fresh), len(jobs))
    notices = {slug: fresh.get(slug) or stored[slug] for slug in site.slugs}
    problems += _problems_of(notices)
    if has_errors(problems):
        return Report(problems=in_order(problems))
    return _finish(settings, site, state, notices, len(jobs), problems)


def _problems_of(notices: dict[str, Stored]) -> list[Problem]:
    return [problem for kept in notices.values() for problem in kept.built.problems]


def build_notice(settings: Settings, job: tuple[str, Related]) -> Built:
    """One notice from its files to staged pages. Runs in any process, alone."""
    slug, related = job
    folder, problems = load_notice(settings.content, slug)
    try:
        workshop = _workshop(settings)
        if folder is not None:
            problems += check(folder, workshop.site)
        if folder is None or has_errors(problems):
            return Built(None, (), tuple(problems))
        main = workshop.editions[0]
        files = [file for output in NOTICE_OUTPUTS for file in output(folder, main)]
        written = [_put(settings.target, file) for file in files]
        for edition, renderer in zip(workshop.editions, workshop.renderers, strict=True):
            here = f"{edition.folder}{slug}/index.html"
            downloads = tuple(
                Download(relative(here, file.address), file.title, file.about)
                for file in files
                if file.title
            )
            for page in plan(folder, related, edition, downloads):
                address = edition.folder + page.address
                written.append(settings.target.put(address, renderer.render(page)))
    except TemplateFault as fault:
        return Built(None, (), (*problems, fault.problem))
    except OSError as error:
        place = Place(str(error.filename or settings.out))
        return Built(None, (), (*problems, CANNOT_WRITE.at(place, reason=error.strerror or error)))
    notice = folder.notice
    summary = NoticeSummary(
        slug=slug,
        title=notice.title,
        issuer=notice.issuer,
        published=notice.published,
        findings=len(folder.findings),
        measures=sum(len(f.measures) for f in folder.findings.values()),
        withdrawn=notice.withdrawn is not None,
        status_words=notice.status_words,
        entries=entries_of(folder, main) if settings.with_entries else (),
    )
    links_to = set(re.findall(r"\.\./([a-z0-9-]+)/", folder.overview + folder.next_steps))
    return Built(summary, tuple(written), tuple(problems), tuple(sorted(links_to)))


def _finish(
    settings: Settings,
    site: SiteFolder,
    state: State,
    notices: dict[str, Stored],
    built: int,
    problems: list[Problem],
) -> Report:
    """The pages of the whole site, the move into place, and the state for next time."""
    summaries = [kept.built.summary for kept in notices.values() if kept.built.summary]
    from_notices = [w for kept in notices.values() for w in kept.built.written]
    site_key = digest_of(settings.fingerprint.encode(), msgspec.json.encode(summaries))
    known = read_manifest(settings.out)
    site_written = state.site_written if site_key == state.site_key else ()
    if not site_written or built or not all(is_there(settings.out, w) for w in site_written):
        site_written = tuple(_write_site(settings, summaries, from_notices))
    written = [*from_notices, *site_written]
    report = Report(
        problems=in_order([*problems, *in_the_way(settings.target, written, known)]),
        notices=len(notices),
        built=built,
        findings=sum(s.findings for s in summaries),
        pages=sum(1 for w in written if w.address.endswith(".html")),
        files=len(written) + 1,
    )
    if report.failed:
        return report
    moved, gone = commit(settings.target, written, known)
    write_state(settings, State(settings.fingerprint, notices, site_key, site_written))
    return msgspec.structs.replace(report, written=moved, gone=tuple(gone))


def _write_site(
    settings: Settings, summaries: list[NoticeSummary], from_notices: list[Written]
) -> Iterator[Written]:
    workshop = _workshop(settings)
    pages = [w.address for w in from_notices if w.address.endswith(".html")]
    for edition, renderer in zip(workshop.editions, workshop.renderers, strict=True):
        for page in plan_site(summaries, edition):
            address = edition.folder + page.address
            pages.append(address)
            yield settings.target.put(address, renderer.render(page))
    for address, data in workshop.assets.files.items():
        yield settings.target.put(address, data)
    whole = WholeSite(
        workshop.editions[0], newest_first(summaries), pages, workshop.renderers[0].fill
    )
    for output in SITE_OUTPUTS:
        for file in output(whole):
            yield _put(settings.target, file)


def _put(target: Target, file: File) -> Written:
    if file.source is not None:
        return target.copy(file.address, file.source)
    return target.put(file.address, file.data or b"")


@lru_cache(maxsize=1)
def _workshop(settings: Settings) -> Workshop:
    site, _ = load_site(settings.content)
    if site is None:
        raise OSError(0, "the content changed while it was being read", settings.content)
    templates = open_templates(settings.templates, os.path.join(settings.state, "templates"))
    assets = gather_assets(settings.templates)
    editions = tuple(
        Edition(site, language, load_strings(settings.templates, language))
        for language in site.site.languages
    )
    return Workshop(site, editions, tuple(Renderer(templates, e, assets) for e in editions), assets)


CANNOT_WRITE = Rule(
    "cannot-write",
    zh=("写不了：{reason}", "检查磁盘空间和文件夹权限；网站保持上一次的样子"),
    en=(
        "it cannot be written: {reason}",
        "look at disk space and permissions; the site is as it was",
    ),
)
