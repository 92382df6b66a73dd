"""Where pages are made: one notice at a time, in whatever process, and those of the whole site at the end.

It is imported only when there is something to make: a build that finds nothing changed does without the templates.
"""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from site_src.addresses import relative
from site_src.assets import Assets, gather_assets
from site_src.check import check
from site_src.check.finished import finished_leaks
from site_src.edition import Edition
from site_src.links import Links
from site_src.listing import entries_of
from site_src.load import NoticeFolder, SiteFolder, load_notice, load_site
from site_src.outputs import NOTICE_OUTPUTS, SITE_OUTPUTS
from site_src.outputs.files import File, WholeSite
from site_src.plan import plan
from site_src.problems import Place, Problem, Rule, TemplateFault, has_errors
from site_src.prose import faults
from site_src.relations import Related
from site_src.render import Renderer
from site_src.site_plan import newest_first, plan_site
from site_src.state import Built, Settings, digest_of_site
from site_src.stopwatch import Stopwatch
from site_src.summary import NoticeSummary
from site_src.templates import load_strings, open_templates
from site_src.views import Download, Page
from site_src.write import CANNOT_WRITE, Target, Written


class Workshop(Struct, frozen=True):
    """All that the notices share, made once in each process."""

    site: SiteFolder
    editions: tuple[Edition, ...]
    renderers: tuple[Renderer, ...]
    assets: Assets


def prepare(settings: Settings) -> None:
    """Opens what all notices share, templates compiled, in this process."""
    for renderer in _workshop(settings).renderers:
        renderer.warm_up()


def build_notice(settings: Settings, job: tuple[str, Related]) -> Built:
    """One notice from its files to staged pages. Runs in any process, alone."""
    slug, related = job
    watch = Stopwatch()
    folder, problems = load_notice(settings.content, slug)
    watch.lap("load")
    try:
        workshop = _workshop(settings)
        if folder is not None:
            problems += check(folder, workshop.site)
        watch.lap("check")
        if folder is None or has_errors(problems):
            return Built(None, (), tuple(problems))
        main = workshop.editions[0]
        files = _files(folder, main)
        watch.lap("data")
        written = [_put(settings.target, file) for file in files]
        watch.lap("write")
        for edition, renderer in zip(workshop.editions, workshop.renderers, strict=True):
            downloads = _downloads(folder, edition, files if edition is main else None)
            # One kind of work after the other: the processor's caches make that a tenth faster than page by page.
            pages = [*plan(folder, related, edition, downloads)]
            watch.lap("plan")
            made = [renderer.render(page) for page in pages]
            watch.lap("render")
            if folder.approved is not None:
                problems += _proved(folder, edition, pages, made)
                watch.lap("prove")
                if has_errors(problems):
                    return Built(None, (), tuple(problems), (), watch.seconds)
            for page, data in zip(pages, made, strict=True):
                written.append(settings.target.put(edition.folder + page.address, data))
            watch.lap("write")
    except TemplateFault as fault:
        return Built(None, (), (*problems, fault.problem))
    except OSError as error:
        place = Place(str(error.filename or settings.out))
        return Built(None, (), (*problems, CANNOT_WRITE.at(place, reason=error.strerror or error)))
    summary = _summary_of(folder, main, settings.with_entries)
    links = _links_to_others(folder, workshop.site)
    watch.lap("load")
    return Built(summary, tuple(written), tuple(problems), links, watch.seconds)


def _summary_of(folder: NoticeFolder, main: Edition, with_entries: bool) -> NoticeSummary:
    """What others need of a notice."""
    notice = folder.notice
    return NoticeSummary(
        slug=folder.slug,
        title=notice.title,
        issuer=notice.issuer,
        published=notice.published,
        findings=len(folder.findings),
        measures=sum(len(f.measures) for f in folder.findings.values()),
        withdrawn=notice.withdrawn is not None,
        status_words=notice.status_words,
        entries=entries_of(folder, main) if with_entries else (),
    )


def _downloads(
    folder: NoticeFolder, edition: Edition, files: list[File] | None = None
) -> tuple[Download, ...]:
    """What the pages of a notice offer; ``files`` if they were made for this edition already."""
    here = f"{edition.folder}{folder.slug}/index.html"
    return tuple(
        Download(relative(here, file.address), file.title, file.about)
        for file in (_files(folder, edition) if files is None else files)
        if file.title
    )


class Looked(Struct, frozen=True):
    """What a worker sends back of a notice that was made only to be looked through; no summary if it has errors."""

    problems: tuple[Problem, ...]
    summary: NoticeSummary | None = None
    addresses: tuple[str, ...] = ()


def look_through(settings: Settings, job: tuple[str, Related]) -> Looked:
    """Makes one notice in memory and says everything that is wrong with it. Runs in any process, alone."""
    slug, related = job
    folder, problems = load_notice(settings.content, slug)
    try:
        workshop = _workshop(settings)
        if folder is not None:
            problems += check(folder, workshop.site)
        if folder is None or has_errors(problems):
            return Looked(tuple(problems))
        main = workshop.editions[0]
        files = [(f.address, f.data) for f in _files(folder, main) if f.data is not None]
        for edition, renderer in zip(workshop.editions, workshop.renderers, strict=True):
            pages = [*plan(folder, related, edition, _downloads(folder, edition))]
            made = [renderer.render(page) for page in pages]
            # What differs in one language nearly always does so in the others.
            if folder.approved is not None and not has_errors(problems):
                problems += _proved(folder, edition, pages, made)
            files += [
                (edition.folder + p.address, data) for p, data in zip(pages, made, strict=True)
            ]
    except TemplateFault as fault:
        return Looked((*problems, fault.problem))
    problems += finished_leaks(files, settings.out, workshop.site, related.titles.values(), folder)
    summary = _summary_of(folder, main, settings.with_entries)
    return Looked(tuple(problems), summary, tuple(a for a, _ in files if a.endswith(".html")))


def look_through_site(
    settings: Settings, summaries: list[NoticeSummary], pages: list[str]
) -> list[Problem]:
    """The same for the files of the whole site."""
    try:
        made = [(f.address, f.data) for f in _site_files(settings, summaries, pages) if f.data]
    except TemplateFault as fault:
        return [fault.problem]
    texts = (text for summary in summaries for text in _texts_of(summary))
    return finished_leaks(made, settings.out, _workshop(settings).site, texts)


def _texts_of(summary: NoticeSummary) -> Iterator[str]:
    """What pages of the whole site tell of a notice in its own words."""
    yield from (summary.slug, summary.title, summary.issuer)
    for word in summary.status_words:
        yield from (word.word, word.definition or "")
    for entry in summary.entries:
        yield from (entry.number + entry.title, *(heading.text for heading in entry.path))


def _proved(
    folder: NoticeFolder, edition: Edition, pages: list[Page], made: list[bytes]
) -> list[Problem]:
    """What the finished pages say otherwise than the approved text. Its parser is loaded only for notices that have one."""
    from site_src.fidelity import prove

    stems = [page.address.rpartition("/")[2].removesuffix(".html") for page in pages]
    return prove(folder, edition.folder, dict(zip(stems, made, strict=True)))


def _links_to_others(folder: NoticeFolder, site: SiteFolder) -> tuple[tuple[str, str], ...]:
    """The pages of other notices that its texts link to: if one of these goes, it has to be looked at again."""
    links = Links(site, "", f"{folder.slug}/index.html", folder)
    for text in (folder.overview, folder.next_steps):
        list(faults(text, links))
    return tuple(sorted(links.others))


def _files(folder: NoticeFolder, edition: Edition) -> list[File]:
    """What is published beside the pages of a notice; an edition differs from another in their titles only."""
    return [file for output in NOTICE_OUTPUTS for file in output(folder, edition)]


def write_site(
    settings: Settings, summaries: list[NoticeSummary], pages: list[str]
) -> Iterator[Written]:
    """The pages, assets and files of the whole site; ``pages`` has the addresses of the notices' own."""
    for file in _site_files(settings, summaries, pages):
        yield _put(settings.target, file)


def _site_files(
    settings: Settings, summaries: list[NoticeSummary], pages: list[str]
) -> Iterator[File]:
    workshop = _workshop(settings)
    pages = [*pages]
    for edition, renderer in zip(workshop.editions, workshop.renderers, strict=True):
        for page in plan_site(summaries, edition):
            address = edition.folder + page.address
            pages.append(address)
            yield File(address, renderer.render(page))
    for address, data in workshop.assets.files.items():
        yield File(address, data)
    whole = WholeSite(
        workshop.editions[0], newest_first(summaries), pages, workshop.renderers[0].fill
    )
    for output in SITE_OUTPUTS:
        yield from output(whole)


def _put(target: Target, file: File) -> Written:
    if file.source is not None:
        return target.copy(file.address, file.source)
    return target.put(file.address, file.data or b"")


@lru_cache(maxsize=1)
def _workshop(settings: Settings) -> Workshop:
    site, _ = load_site(settings.content)
    if site is None or (settings.shared and digest_of_site(site) != settings.shared):
        raise TemplateFault(CHANGED_MEANWHILE.at(Place(settings.content)))
    templates = open_templates(settings.templates, settings.compiled)
    assets = gather_assets(settings.templates)
    editions = tuple(
        Edition(site, language, load_strings(settings.templates, language))
        for language in site.site.languages
    )
    return Workshop(site, editions, tuple(Renderer(templates, e, assets) for e in editions), assets)


CHANGED_MEANWHILE = Rule(
    "changed-meanwhile",
    zh=("生成期间内容改动了", "再生成一次"),
    en=("the content changed while the site was being built", "build it once more"),
    why=(
        "网站的记录在一次生成里读两遍；两遍之间有人保存，页面会与记下的状态不符。",
        "The records of the site are read twice in a build; if they are saved in between, pages would not be what is kept of them.",
    ),
)
