"""The commands and their options, with their help in the user's language."""

import argparse
import os

from site_src import __version__
from site_src.usage import ChineseParser, Parser


def parser(language: str, program: str) -> argparse.ArgumentParser:
    """The whole command line, explained in ``language``, "zh" or "en"; ``program`` is what the user types for it."""

    def both(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    whole = (ChineseParser if language == "zh" else Parser)(
        prog=program,
        description=both(
            "把巡察整改情况通报做成静态网站。", "Makes a static site of a rectification notice."
        ),
    )
    whole.add_argument("--version", action="version", version=f"gongkai {__version__}")
    verbs = whole.add_subparsers(metavar="COMMAND", required=True)
    common = Parser(add_help=False)
    common.add_argument(
        "--content",
        metavar="DIR",
        default="content",
        help=both("内容文件夹（默认 content）", "content folder (default: content)"),
    )
    common.add_argument(
        "--templates",
        metavar="DIR",
        help=both(
            "模板文件夹（默认用程序自带的）", "templates folder (default: the program's own)"
        ),
    )
    placed = Parser(add_help=False)
    placed.add_argument(
        "--out",
        metavar="DIR",
        default="_site",
        help=both("输出文件夹（默认 _site）", "output folder (default: _site)"),
    )
    build = verbs.add_parser(
        "build", parents=[common, placed], help=both("生成网站", "build the site")
    )
    build.add_argument(
        "--workers",
        metavar="N",
        type=_count,
        default=os.cpu_count() or 1,
        help=both(
            "本机的进程数（默认等于处理器核数）",
            "processes on this machine (default: one for each core)",
        ),
    )
    build.add_argument(
        "--executor",
        choices=("local", "dask"),
        default="local",
        help=both(
            "由谁生成：本机的进程（local，默认），或 dask 集群",
            "who builds: processes of this machine (local, the default) or a dask cluster",
        ),
    )
    build.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help=both(
            "dask 调度器的地址，如 tcp://10.0.0.1:8786。各计算节点要装同一版本的程序，"
            "并在同样的路径上看到内容、模板和输出文件夹（共享存储）",
            "address of the dask scheduler, such as tcp://10.0.0.1:8786. Its workers need the same version "
            "of the program and see the content, templates and output folders under the same paths (shared storage)",
        ),
    )
    build.add_argument(
        "--timings",
        action="store_true",
        help=both("说明时间花在哪里", "tell where the time went"),
    )
    build.set_defaults(command="build")
    check = verbs.add_parser(
        "check",
        parents=[common],
        help=both("只检查内容，不生成", "check the content without building"),
    )
    check.add_argument(
        "--format",
        choices=("text", "short", "json", "sarif", "github"),
        default="text",
        help=both(
            "报告的格式：text 给人看，按文件排列，附原文（默认）；short 每个问题两行；"
            "json、sarif 供程序读取；github 供 GitHub Actions 在原文处标注",
            "form of the report: text for people, by file, with the lines (the default); short with two lines "
            "a problem; json and sarif for programs; github for notes of GitHub Actions at the lines",
        ),
    )
    check.add_argument(
        "--fail-on",
        choices=("error", "warning", "hint"),
        default="error",
        help=both(
            "有这一级或更严重的问题时，退出码为 1（默认 error）",
            "exit with 1 for problems of this level or worse (default: error)",
        ),
    )
    rules = check.add_mutually_exclusive_group()
    rules.add_argument(
        "--list",
        action="store_true",
        help=both("列出全部规则：代号、级别、问题", "list all rules: code, level, what they find"),
    )
    rules.add_argument(
        "--explain",
        metavar="RULE",
        help=both(
            "解释一条规则：什么问题、怎么办、为什么",
            "explain a rule: what is wrong, what to do, and why",
        ),
    )
    check.set_defaults(command="check")
    serve = verbs.add_parser(
        "serve", parents=[common, placed], help=both("边改边看", "preview while you edit")
    )
    serve.add_argument(
        "--port",
        metavar="N",
        type=_port,
        default=8000,
        help=both(
            "端口（默认 8000，被占用就往后找）", "port (default: 8000, or the next free one)"
        ),
    )
    serve.set_defaults(command="serve")
    approve = verbs.add_parser(
        "approve",
        parents=[common],
        help=both("记下一次签署", "record a sign-off of a notice"),
        description=both(
            "把签署记入 notice.yaml 的 review，并绑定现在的内容。内容一改，签署就失效。",
            "Records a sign-off in review of notice.yaml, bound to the content as it is now. Any change of it voids the sign-off.",
        ),
    )
    approve.add_argument(
        "notice", metavar="NOTICE", help=both("通报的文件夹名", "the notice's folder")
    )
    approve.add_argument(
        "--as",
        dest="role",
        choices=("drafter", "secrecy", "approver"),
        required=True,
        help=both("提出、保密审核、审批", "drafter, secrecy reviewer or approver"),
    )
    approve.add_argument(
        "--name", metavar="NAME", required=True, help=both("签署人的姓名", "who signs")
    )
    approve.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        help=both("签署日期（默认今天）", "day of the sign-off (default: today)"),
    )
    approve.set_defaults(command="approve")
    diff = verbs.add_parser(
        "diff",
        help=both("比较两个版本", "compare two versions"),
        description=both(
            "逐字比较两个版本：内容文件夹、生成的网站、保留下来的旧版都可以。没有区别退出码是 0，有区别是 1。",
            "Compares two versions word by word: content folders, built sites or kept releases. Exit code 0 if they are the same, 1 if not.",
        ),
    )
    diff.add_argument("old", metavar="A", help=both("原来的文件夹", "the folder before"))
    diff.add_argument("new", metavar="B", help=both("现在的文件夹", "the folder now"))
    diff.add_argument(
        "--format",
        choices=("text", "html", "json"),
        default="text",
        help=both("输出格式", "form of the report"),
    )
    diff.add_argument(
        "--out",
        metavar="FILE",
        help=both("写入文件，不显示在屏幕上", "write into a file instead of showing it"),
    )
    diff.set_defaults(command="diff", content="", templates=None)
    review = verbs.add_parser(
        "review",
        parents=[common],
        help=both("做一张公开前的审核单", "write the reviewer's sheet"),
        description=both(
            "做一张可以打印签字的审核单：要公开什么、指纹、问题、数字、改动、全文和签署。它不公开。",
            "Writes one page to print and sign: what is to be published, fingerprints, problems, figures, changes, the whole text and sign-offs. It is never published.",
        ),
    )
    review.add_argument(
        "notices",
        metavar="NOTICE",
        nargs="*",
        help=both("只要这几份通报（默认全部）", "only these notices (default: all)"),
    )
    review.add_argument(
        "--site",
        metavar="DIR",
        default="_site",
        help=both("网站的输出文件夹（默认 _site）", "output folder of the site (default: _site)"),
    )
    review.add_argument(
        "--since",
        metavar="DIR",
        help=both(
            "和哪一版比较：生成的网站、旧版或内容文件夹（默认是输出文件夹里的网站）",
            "what to compare with: a built site, a release or a content folder (default: the site in the output folder)",
        ),
    )
    review.add_argument(
        "--out",
        metavar="FILE",
        help=both(
            "写到哪个文件（默认是输出文件夹旁边的 review.html）",
            "the file to write (default: review.html beside the output folder)",
        ),
    )
    review.set_defaults(command="review")
    new = verbs.add_parser(
        "new",
        parents=[common],
        help=both("新建网站、通报或问题", "lay out a site, a notice or a finding"),
    )
    new.add_argument(
        "what", choices=("site", "notice", "finding"), help=both("建什么", "what to lay out")
    )
    new.add_argument(
        "name",
        metavar="NAME",
        help=both(
            "网站的文件夹；通报的文件夹名；或 通报/问题",
            "the site's folder; the notice's name; or notice/finding",
        ),
    )
    new.set_defaults(command="new")
    brought = verbs.add_parser(
        "import",
        help=both(
            "把 Word、PDF、网页、Excel 台账或纯文本的通报变成内容文件",
            "make content files of a notice in Word, PDF, HTML, Excel or plain text",
        ),
    )
    brought.add_argument(
        "file",
        metavar="FILE",
        help=both("通报的文件；- 是标准输入（剪贴板）", "the notice's file; - is standard input"),
    )
    brought.add_argument(
        "--to",
        metavar="content/notices/NAME",
        required=True,
        help=both("通报的文件夹，就是它的网址", "the notice's folder, which is its address"),
    )
    brought.add_argument(
        "--title", help=both("正文没有标题时的标题", "the title, if the text has none")
    )
    brought.add_argument(
        "--issuer", help=both("发布机构，正文没有写明时用", "the issuer, if the text names none")
    )
    brought.add_argument(
        "--dry-run",
        action="store_true",
        help=both("只看认出了什么，不写文件", "only tell what was understood; write nothing"),
    )
    brought.add_argument(
        "--merge",
        action="store_true",
        help=both(
            "通报已经有了：换上新的文字，保留状态、说明等后来加的内容",
            "the notice is there: put in the new text, keep statuses, explanations and all that was added",
        ),
    )
    brought.add_argument(
        "--review",
        action="store_true",
        help=both(
            "另写一个网页，原文和认出的结构左右对照，并打开它",
            "write and open a page with the source beside what was understood",
        ),
    )
    brought.add_argument(
        "--templates",
        metavar="DIR",
        help=both(
            "模板文件夹（默认用程序自带的）", "templates folder (default: the program's own)"
        ),
    )
    brought.set_defaults(command="import_notice", content="")
    export = verbs.add_parser(
        "export",
        parents=[common],
        help=both(
            "把一份通报导出成 Word 文件、Excel 台账或纯文本",
            "give a notice as a Word file, an Excel ledger or plain text",
        ),
    )
    export.add_argument(
        "notice", metavar="NOTICE", help=both("通报的文件夹名", "name of the notice's folder")
    )
    export.add_argument(
        "--to",
        choices=("docx", "xlsx", "txt"),
        required=True,
        help=both("格式", "the form"),
    )
    export.add_argument(
        "--out",
        metavar="FILE",
        help=both(
            "写到哪里（默认 通报名.格式）", "where to (default: NOTICE and the form's ending)"
        ),
    )
    export.set_defaults(command="export")
    guide = verbs.add_parser(
        "styleguide",
        parents=[common],
        help=both("生成组件样式页", "write the page of all components"),
    )
    guide.add_argument(
        "--out",
        metavar="DIR",
        default="_styleguide",
        help=both("输出文件夹（默认 _styleguide）", "output folder (default: _styleguide)"),
    )
    guide.set_defaults(command="styleguide")
    schema = verbs.add_parser(
        "schema",
        parents=[common],
        help=both("重写 content/_schema 里的字段说明", "rewrite the schemas in content/_schema"),
    )
    schema.set_defaults(command="schema")
    return whole


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(text)
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(text)
    return int(text)
