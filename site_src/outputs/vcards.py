"""A vCard for each channel, to be put into a phone's contacts (version 3.0, RFC 2426, which old phones read too)."""

from collections.abc import Iterator

from site_src.model import Channel
from site_src.outputs.files import File, WholeSite


def vcards(site: WholeSite) -> Iterator[File]:
    """The card of a body, never of a person."""
    for channel in site.edition.folder_of_site.contact.channels:
        yield File(f"contact-{channel.id}.vcf", _card(channel).encode())


def _card(channel: Channel) -> str:
    body = _escaped(channel.body)
    lines = ["BEGIN:VCARD", "VERSION:3.0", "N:;;;;", f"FN:{body}", f"ORG:{body}"]
    lines += [f"TEL;TYPE=WORK,VOICE:{phone}" for phone in channel.phones]
    if channel.email:
        lines.append(f"EMAIL;TYPE=INTERNET:{channel.email}")
    if channel.address or channel.postcode:
        address = _escaped(channel.address or "")
        postbox = _escaped(channel.postbox or "")
        lines.append(f"ADR;TYPE=WORK:{postbox};;{address};;;{channel.postcode or ''};")
    if note := "；".join(filter(None, (channel.answers_for, channel.hours, channel.note))):
        lines.append(f"NOTE:{_escaped(note)}")
    lines.append("END:VCARD")
    return "".join(_folded(line) + "\r\n" for line in lines)


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> str:
    """No line of more than 75 bytes; one that goes on begins with a blank."""
    parts: list[str] = []
    part = ""
    for character in line:
        if len((part + character).encode()) > (74 if parts else 75):
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part])
