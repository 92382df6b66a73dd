"""Files of older or other word processors, turned into docx by LibreOffice where there is one, and read as that.

LibreOffice runs alone in a folder of its own, without macros, without asking any network, for no more than two minutes.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path

from msgspec.structs import replace

from site_src.importers.source import CannotImport, Source

PROGRAMS = ("soffice", "libreoffice")
LONGEST = 120.0  # seconds
# Settings of the private profile: no macros, no links to elsewhere, and a proxy that does not exist.
SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
NO_PROGRAM = (
    "这种格式要先转换。请用 Word 或 WPS 打开文件，另存为“Word 文档（.docx）”，再导入；"
    "装了 LibreOffice 的电脑会自动转换。",
    "this format has to be turned into another first. Open the file in Word or WPS, save it as a Word document (.docx), "
    "and import that; where LibreOffice is installed, this is done by itself.",
)
FAILED = (
    "LibreOffice 没能转换这个文件。请用 Word 或 WPS 打开，另存为“Word 文档（.docx）”，再导入。",
    "LibreOffice could not turn this file into docx. Open it in Word or WPS, save it as a Word document (.docx), and import that.",
)


def read_old_word(data: bytes, name: str) -> Source:
    """The text of a .doc, .wps, .wpt, .rtf or .odt file."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise CannotImport(*NO_PROGRAM)
    converted = as_docx(program, data, name)
    # Through the one door, which knows what to say where a part for reading docx is missing.
    source: Source = import_module("site_src.importers").read_source(converted, "notice.docx")
    return replace(source, name=name)


def as_docx(program: str, data: bytes, name: str, longest: float = LONGEST) -> bytes:
    """The file as LibreOffice saves it anew."""
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        profile, out = Path(folder, "profile"), Path(folder, "out")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), "utf-8")
        # A name of our own: that of the file may be taken for an option, or for an address.
        ending = name[name.rfind(".") :].lower() if "." in name else ".doc"
        came = Path(folder, "notice" + (ending if ending[1:].isalnum() else ".doc"))
        came.write_bytes(data)
        _run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx"),
                *("--outdir", str(out), str(came)),
            ],
            longest,
        )
        try:
            return (out / "notice.docx").read_bytes()
        except OSError:
            raise CannotImport(*FAILED) from None


def _run(command: list[str], longest: float) -> None:
    """Runs it to its end, or ends it and all that it started."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError:
        raise CannotImport(*FAILED) from None
    try:
        process.wait(longest)
    except subprocess.TimeoutExpired:
        raise CannotImport(*FAILED) from None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        # Most often nobody of its group is left.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _settings() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{items}</oor:items>\n"
    )
