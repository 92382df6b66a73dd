"""Rules for lists whose items are told apart by one word: none is written twice."""

from collections.abc import Iterator

from site_src.load import NoticeFolder, SiteFolder
from site_src.problems import Place, Problem, Rule


def site_doubles(site: SiteFolder) -> Iterator[Problem]:
    """Languages, and the ids of channels: each is an address."""
    for index, word in _doubled(language.value for language in site.site.languages):
        yield DOUBLED_ITEM.at(site.place("site.yaml", "languages", index), word=word)
    for index, word in _doubled(channel.id for channel in site.contact.channels):
        yield DOUBLED_ITEM.at(site.place("contact.yaml", "channels", index, "id"), word=word)


def notice_doubles(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Status words, explained totals, attachments, and notices that are followed up."""
    notice = folder.notice

    def place(*path: str | int) -> Place:
        return folder.place("notice.yaml", *path)

    for index, word in _doubled(status.word for status in notice.status_words):
        yield DOUBLED_ITEM.at(place("status_words", index, "word"), word=word)
    for index, word in _doubled(explanation.figure.value for explanation in notice.explain):
        yield DOUBLED_ITEM.at(place("explain", index, "figure"), word=word)
    for index, word in _doubled(attachment.file for attachment in notice.attachments):
        yield DOUBLED_ITEM.at(place("attachments", index, "file"), word=word)
    for index, word in _doubled(notice.follows):
        yield DOUBLED_ITEM.at(place("follows", index), word=word)


def _doubled(words: Iterator[str] | tuple[str, ...]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for index, word in enumerate(words):
        if word in seen:
            yield index, word
        seen.add(word)


DOUBLED_ITEM = Rule(
    "doubled-item",
    zh=("“{word}”在这个列表里写了两次", "删去一个，或改成另一个词"),
    en=("“{word}” stands in this list twice", "remove one of the two, or change it"),
    why=(
        "列表里的每一项用这个词来区分，写两次就分不清指的是哪一项，语言和渠道还会有相同的网址。",
        "The items are told apart by this word; written twice it names two of them, and languages and channels would share an address.",
    ),
)
