"""Lays out what an editor starts from: a site, a notice or a finding. Never writes over anything."""

import os
import shutil
from collections.abc import Iterator

from site_src.addresses import is_finding_stem, is_slug
from site_src.schema import write_schemas


class CannotStart(Exception):
    """What was asked for cannot be laid out; the two arguments say why, in Chinese and in English."""


def new_site(folder: str, templates: str) -> Iterator[str]:
    """A site of its own in ``folder``: a content folder with a small fictional notice, and the schemas."""
    content = os.path.join(folder, "content")
    if os.path.lexists(content):
        raise CannotStart(
            f"已经有 {content}，不会覆盖它", f"{content} is there already and is not overwritten"
        )
    yield from _copied(os.path.join(templates, "starter", "site"), content)
    guide = os.path.join(os.path.dirname(templates), "content", "README.md")
    if not os.path.isfile(guide):  # installed: it travels with the templates
        guide = os.path.join(templates, "starter", "README.md")
    shutil.copyfile(guide, os.path.join(content, "README.md"))
    yield os.path.join(content, "README.md")
    yield from write_schemas(content)


def new_notice(slug: str, content: str, templates: str) -> Iterator[str]:
    """An empty notice; what is still to be filled in is marked, and does not build."""
    if not is_slug(slug):
        raise CannotStart(
            f"“{slug}”不能用作网址：用小写字母、数字和连字符，例如 rectification-2024",
            f"“{slug}” cannot be an address: use small letters, digits and hyphens, such as rectification-2024",
        )
    folder = os.path.join(_content(content), "notices", slug)
    if os.path.lexists(folder):
        raise CannotStart(
            f"已经有 {folder}，不会覆盖它", f"{folder} is there already and is not overwritten"
        )
    yield from _copied(os.path.join(templates, "starter", "notice"), folder)


def new_finding(address: str, content: str, templates: str) -> Iterator[str]:
    """One more finding, given as ``notice/stem``."""
    slug, _, stem = address.partition("/")
    notice = os.path.join(_content(content), "notices", slug)
    if not is_slug(slug) or not is_finding_stem(stem):
        raise CannotStart(
            f"“{address}”不对：写“通报文件夹名/问题文件名”，例如 rectification-2024/03",
            f"“{address}” is not right: write notice/finding, such as rectification-2024/03",
        )
    if not os.path.isdir(notice):
        raise CannotStart(f"没有这份通报：{notice}", f"there is no such notice: {notice}")
    path = os.path.join(notice, "findings", f"{stem}.yaml")
    if os.path.lexists(path):
        raise CannotStart(
            f"已经有 {path}，不会覆盖它", f"{path} is there already and is not overwritten"
        )
    os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copyfile(os.path.join(templates, "starter", "notice", "findings", "01.yaml"), path)
    yield path


def _content(content: str) -> str:
    if not os.path.isdir(content):
        raise CannotStart(
            f"没有内容文件夹 {content}：用 --content 指出，或先用 new site 建立",
            f"there is no content folder {content}: name it with --content, or lay out a site first",
        )
    return content


def _copied(source: str, target: str) -> Iterator[str]:
    for where, folders, names in os.walk(source):
        folders.sort()
        there = os.path.normpath(os.path.join(target, os.path.relpath(where, source)))
        os.makedirs(there, exist_ok=True)
        for name in sorted(names):
            shutil.copyfile(os.path.join(where, name), os.path.join(there, name))
            yield os.path.join(there, name)
