"""Pages to bytes, through the templates.

What surrounds a page is the same for all pages of a folder and section but for a few places, so it is rendered once,
with holes in those places; a page fills them and is not escaped twice. That is what makes ten thousand pages cheap.
"""

import os
import re
import traceback
from collections.abc import Iterable
from functools import partial
from types import SimpleNamespace
from typing import Any

import jinja2
from markupsafe import Markup, escape
from msgspec import Struct

from site_src import addresses
from site_src.assets import Assets
from site_src.edition import Edition, channel_view, footer_links, navigation
from site_src.model import Language
from site_src.patterns import HOLE, Patterns
from site_src.problems import Place, Problem, Rule, TemplateFault
from site_src.summary import StatusView
from site_src.views import Page

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'; "
    "script-src 'self'; style-src 'self'"
)
FINDING = "pages/finding.html"


class Renderer:
    """The templates at work for one edition of the site."""

    def __init__(self, templates: jinja2.Environment, edition: Edition, assets: Assets) -> None:
        self.templates = templates
        self.edition = edition
        self.assets = assets
        self._shells: dict[tuple[object, ...], list[str]] = {}
        self._badges: dict[StatusView, Markup] = {}
        self._feedback: list[str] = []
        self._patterns: dict[str, Patterns] = {}
        site = edition.folder_of_site
        self.common: dict[str, Any] = {
            "t": edition.t,
            "site": site.site,
            "language": edition.language.value,
            "text_language": Language.CHINESE.value,
            "badge": self.badge,
            "feedback": self.feedback,
            "each": self.each,
            "channels": tuple(channel_view(c) for c in site.contact.channels),
        }

    def warm_up(self) -> None:
        """Compiles the templates that every notice needs."""
        try:
            for name in ("layouts/base.html", "pages/notice.html", FINDING, "pages/full.html"):
                self.templates.get_template(name)
        except Exception as error:
            raise TemplateFault(self._template_problem(error)) from error

    def render(self, page: Page) -> bytes:
        """The whole page."""
        try:
            main = self._main(page)
            shell = self._shell(page)
        except Exception as error:
            raise TemplateFault(self._template_problem(error)) from error
        holes = {
            "title": escape(page.title),
            "tags": page.tags,
            "address": escape(page.address),
            "main": main,
        }
        parts = shell.copy()
        parts[1::2] = [holes[name] for name in shell[1::2]]
        return "".join(parts).encode()

    def _main(self, page: Page) -> str:
        """The page without its surroundings. There are many findings of few shapes, and few pages of any other kind."""
        if page.template == FINDING and page.view is not None:
            return self.each(FINDING, [page.view])
        return self._filled(page.template, page.view)

    def each(self, template: str, views: Iterable[Struct], more: object = None) -> Markup:
        """A template that is filled many times with few shapes of data, such as an entry of a list; one a line."""
        if (patterns := self._patterns.get(template)) is None:
            patterns = self._patterns[template] = Patterns(partial(self._filled, template))
        return Markup("\n".join([patterns.fill(view, more) for view in views]))

    def _filled(self, template: str, view: Any, more: object = None) -> str:
        made = self.templates.get_template(template)
        return made.render(self.common, page=view, more=more).strip()

    def fill(self, template: str, **values: Any) -> bytes:
        """A template that is not a page, such as the feed."""
        try:
            return self.templates.get_template(template).render(self.common, **values).encode()
        except Exception as error:
            raise TemplateFault(self._template_problem(error)) from error

    def badge(self, status: StatusView) -> Markup:
        """A status as its component shows it."""
        if (made := self._badges.get(status)) is None:
            component = self.templates.get_template("components/status/status.html").module
            made = self._badges[status] = component.status(status, self.edition.t)  # type: ignore[attr-defined]
        return made

    def feedback(self, mail_query: Markup) -> Markup:
        """Every channel, the mail links filled in for the page at hand."""
        if not self._feedback:
            component: Any = self.templates.get_template("components/feedback/feedback.html").module
            made = component.feedback(self.common["channels"], Markup(HOLE), 3, self.edition.t)
            self._feedback = str(made).split(HOLE)
        return Markup(str.join(mail_query, self._feedback))

    def _shell(self, page: Page) -> list[str]:
        """What surrounds a page, cut at its holes: text, name of a hole, text, …"""
        depth = page.address.count("/")
        own = page.address if page.section else ""
        key = (depth, page.section, own, page.has_feed)
        if key not in self._shells:
            base = self.templates.get_template("layouts/base.html")
            text = base.render(self.common, **self._surroundings(depth, page))
            self._shells[key] = re.split(f"{HOLE}(\\w+){HOLE}", text)
        return self._shells[key]

    def _surroundings(self, depth: int, page: Page) -> dict[str, Any]:
        edition, site = self.edition, self.edition.folder_of_site.site
        home = "../" * depth
        root = home + "../" * edition.folder.count("/")
        others = [
            SimpleNamespace(
                code=language.value,
                folder=addresses.language_folder(language, site.languages),
                name=LANGUAGE_NAMES[language],
            )
            for language in site.languages
            if language is not edition.language
        ]
        return {
            "hole": lambda name: Markup(f"{HOLE}{name}{HOLE}"),
            "policy": POLICY,
            "home": home,
            "root": root,
            "section": page.section,
            "own_address": page.address if page.section else "",
            "has_feed": page.has_feed,
            "assets": self.assets,
            "base_url": site.base_url.rstrip("/") + "/" if site.base_url else "",
            "language_folder": edition.folder,
            "other_languages": others,
            "navigation": navigation(edition),
            "footer_links": footer_links(edition),
            "organizer_tel": addresses.tel(site.organizer.phone)
            if site.organizer and site.organizer.phone
            else "",
            "police_code": re.sub(r"\D", "", site.identifiers.police or ""),
        }

    def _template_problem(self, error: Exception) -> Problem:
        """Where in the templates an error arose: the last frame that lies in one of them."""
        folder = os.path.abspath(self.templates.loader.searchpath[0])  # type: ignore[union-attr]
        if isinstance(error, jinja2.TemplateSyntaxError):
            return BAD_TEMPLATE.at(
                Place(error.filename or error.name or folder, error.lineno), said=error.message
            )
        if isinstance(error, jinja2.TemplateNotFound):
            return NO_TEMPLATE.at(Place(os.path.join(folder, error.name or "")))
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if os.path.abspath(frame.filename).startswith(folder + os.sep) and frame.lineno:
                return BAD_TEMPLATE.at(Place(frame.filename, frame.lineno), said=error)
        raise error


LANGUAGE_NAMES = {Language.CHINESE: "中文", Language.ENGLISH: "English"}

BAD_TEMPLATE = Rule(
    "bad-template",
    zh=("模板有错：{said}", "改正这一行；变量名可以对照 site_src/views.py"),
    en=(
        "the template is at fault: {said}",
        "correct this line; site_src/views.py has the names a template may use",
    ),
    why=(
        "模板有错，网页就做不完整；宁可不生成，也不公开残缺的网页。",
        "A template at fault makes broken pages; none are better than those.",
    ),
)
NO_TEMPLATE = Rule(
    "no-template",
    zh=("缺少这个模板", "把它放回去"),
    en=("this template is missing", "put it back"),
    why=(
        "每种网页都要用到自己的模板，缺一个就有网页做不出来。",
        "Each kind of page needs its template; without one, some pages cannot be made.",
    ),
)
