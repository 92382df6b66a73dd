"""What can be wrong with a content file before anyone reads its sense: YAML, fields, names, encodings."""

from site_src.problems import Level, Rule

# --- YAML ---

SECOND_DOCUMENT = Rule(
    "second-document",
    zh=(
        "一个文件里只能有一份内容，这里又出现了“---”",
        "删去这一行“---”，或把下面的内容放到另一个文件",
    ),
    en=(
        "a second document starts here",
        "remove this “---”, or move what follows to a file of its own",
    ),
)
ALIAS = Rule(
    "alias",
    zh=("这里用了 YAML 的引用（*）", "把内容原样写出来；文字以 * 开头时给整段加引号"),
    en=("a YAML alias (*) is used here", "write the text out; quote a text that begins with *"),
)
ANCHOR = Rule(
    "anchor",
    zh=("这里用了 YAML 的锚点（&）或标签（!）", "删去它；文字以 & 或 ! 开头时给整段加引号"),
    en=(
        "a YAML anchor (&) or tag (!) is used here",
        "remove it; quote a text that begins with & or !",
    ),
)
ODD_KEY = Rule(
    "odd-key",
    zh=("字段名必须是一个词", "写成“字段: 内容”；文字以 [ {{ 或 ? 开头时给整段加引号"),
    en=(
        "a field name must be one word",
        "write “field: text”; quote a text that begins with [ {{ or ?",
    ),
)
DOUBLED_KEY = Rule(
    "doubled-field",
    zh=("字段“{field}”写了两次，第一次在第 {first} 行", "只保留一个"),
    en=("field “{field}” is written twice, first in line {first}", "keep one of them"),
)
NULL_WORD = Rule(
    "null-word",
    zh=("“{value}”在 YAML 里表示“空”", "没有内容就把这个字段整行删去；确要这几个字，请加引号"),
    en=(
        "“{value}” means “nothing” in YAML",
        "remove the field if there is nothing to say, or quote the word",
    ),
)
EMPTY_ITEM = Rule(
    "empty-item",
    zh=("列表里有一项是空的", "写上内容，或删去这个“-”"),
    en=("an item of the list is empty", "write the item, or remove this “-”"),
)
TOO_DEEP = Rule(
    "too-deep",
    zh=("嵌套超过 {deepest} 层", "检查这里的缩进和括号"),
    en=("nested more than {deepest} deep", "look at the indentation and brackets here"),
)
TAB = Rule(
    "tab",
    zh=("这一行用制表符（Tab）缩进", "改成空格，每级两个"),
    en=("this line is indented with a tab", "use spaces, two for each level"),
)
COLON = Rule(
    "colon-in-text",
    zh=(
        "文字里有半角冒号加空格，YAML 把它当成了另一个字段：{line}",
        "给整段文字加英文引号，或改用全角冒号“：”；若是另一个字段，左边与上面对齐",
    ),
    en=(
        "a colon and a blank inside the text start another field: {line}",
        "quote the whole text or use the full-width “：”; align it on the left if it is a field of its own",
    ),
)
QUOTES = Rule(
    "text-after-quote",
    zh=(
        "引号后面还有文字：{line}",
        "文字以英文引号开头时，整段再用单引号括起来，例如 '\"一把手\"大小问题'",
    ),
    en=("there is text after the closing quote: {line}", "put single quotes around the whole text"),
)
COMMENT_IN_TEXT = Rule(
    "comment-in-text",
    zh=(
        "空格加 # 会让 YAML 把后面的文字当成注释丢掉：{lost}",
        "给整段文字加引号；真要写注释，# 后面空一格",
    ),
    en=(
        "a blank and # make a comment of the text that follows: {lost}",
        "quote the whole text; write a real comment as “# …”",
    ),
)
UNCLOSED = Rule(
    "unclosed",
    zh=(
        "从这里开始的引号或括号没有收尾：{line}",
        "补上另一半；文字里也有引号时，整段换用另一种引号",
    ),
    en=(
        "the quote or bracket that begins here is not closed: {line}",
        "close it; use the other kind of quotes around a text that has quotes in it",
    ),
)
WIDE_COLON = Rule(
    "wide-colon",
    zh=("“{field}”后面是全角冒号，YAML 不认", "改成英文冒号加一个空格：“{field}: 内容”"),
    en=(
        "“{field}” is followed by a full-width colon, which YAML does not know",
        "write a plain colon and a blank: “{field}: text”",
    ),
)
NO_BLANK_AFTER_COLON = Rule(
    "no-blank-after-colon",
    zh=("“{field}:”后面缺一个空格", "写成“{field}: 内容”；若只是文字，给整段加引号"),
    en=(
        "there is no blank after “{field}:”",
        "write “{field}: text”; quote the whole text if it is no field",
    ),
)
NO_BLANK_AFTER_DASH = Rule(
    "no-blank-after-dash",
    zh=("“-”后面缺一个空格：{line}", "列表每项写成“- 内容”；若只是文字，给整段加引号"),
    en=(
        "there is no blank after “-”: {line}",
        "write each item of a list as “- text”; quote the whole text if it is no item",
    ),
)
NO_COLON = Rule(
    "no-colon",
    zh=(
        "这一行没有“字段: 内容”里的冒号和空格：{line}",
        "写成“字段: 内容”；若是列表的一项，前面加“- ”；若是上一行没写完的文字，再缩进两格",
    ),
    en=(
        "this line lacks the colon and blank of “field: text”: {line}",
        "write “field: text”; put “- ” before an item of a list; indent it by two more if it goes on the text above",
    ),
)
BACKSLASH = Rule(
    "backslash",
    zh=("双引号里的反斜杠后面不能跟这个字符：{line}", "把双引号换成单引号"),
    en=(
        "inside double quotes a backslash cannot stand before this character: {line}",
        "use single quotes",
    ),
)
INDENT = Rule(
    "indentation",
    zh=("这一行的缩进或写法和上面的对不上：{line}", "同一级的字段左边对齐；列表每项以“- ”开头"),
    en=(
        "this line does not line up with those above: {line}",
        "align the fields of one level; start each list item with “- ”",
    ),
)
ODD_START = Rule(
    "odd-start",
    zh=("文字不能以这个符号开头：{line}", "给整段文字加英文引号"),
    en=("a text cannot begin with this character: {line}", "put the text in quotes"),
)
FORBIDDEN_CHARACTER = Rule(
    "forbidden-character",
    zh=("文件里有看不见的控制字符 {character}", "删去它；它多半是从别的程序粘贴来的"),
    en=(
        "the file has an invisible control character, {character}",
        "remove it; it probably came in by pasting",
    ),
)
BROKEN = Rule(
    "broken-yaml",
    zh=("这里不是正确的 YAML（{said}）", "对照 content/README.md 里的例子检查这一行和上一行"),
    en=(
        "this is not valid YAML ({said})",
        "compare this line and the one above with the examples in content/README.md",
    ),
)

# --- Fields ---

DOES_NOT_FIT = Rule(
    "does-not-fit",
    zh=("内容不合规定：{said}", "对照 content/README.md 里的例子检查这个文件"),
    en=(
        "the content does not fit: {said}",
        "compare the file with the examples in content/README.md",
    ),
)
UNKNOWN_FIELD = Rule(
    "unknown-field",
    zh=("不认识的字段“{field}”", "这里可以写的字段：{known}"),
    en=("unknown field “{field}”", "the fields that may stand here: {known}"),
)
MISSPELT_FIELD = Rule(
    "misspelt-field",
    zh=("不认识的字段“{field}”", "是否要写“{nearest}”？"),
    en=("unknown field “{field}”", "did you mean “{nearest}”?"),
)
ODD_BLANK = Rule(
    "odd-blank",
    zh=("字段“{field}”的前面或后面有全角空格等特殊空格", "删去它，缩进只用英文空格"),
    en=(
        "the field “{field}” has a full-width or other odd blank before or after it",
        "remove it, and indent with plain blanks only",
    ),
)
MISSING_FIELD = Rule(
    "missing-field",
    zh=("缺少字段“{field}”，它是必填的", "加上一行“{field}: 内容”"),
    en=("field “{field}” is missing, and it is required", "add a line “{field}: text”"),
)
EXPECTS_FIELDS = Rule(
    "expects-fields",
    zh=("“{field}”下面应是若干字段", "换行并缩进两格，写这些字段：{names}"),
    en=(
        "“{field}” takes fields of its own",
        "start a new line, indent by two, and write these fields: {names}",
    ),
)
EXPECTS_LIST = Rule(
    "expects-list",
    zh=("“{field}”应是列表", "每项单独一行，以“- ”开头；只有一项也这样写"),
    en=("“{field}” takes a list", "give each item a line that starts with “- ”, a single one too"),
)
EMPTY_LIST = Rule(
    "empty-list",
    zh=("“{field}”的列表是空的", "至少写一项，或删去这个字段"),
    en=("the list of “{field}” is empty", "write one item at least, or remove the field"),
)
EXPECTS_TEXT = Rule(
    "expects-text",
    zh=("“{field}”应是一段文字，这里却是列表", "写在同一行；文字以 [ 或“- ”开头时给整段加引号"),
    en=(
        "“{field}” takes a text, and here is a list",
        "write it on one line; quote a text that begins with [ or “- ”",
    ),
)
COLON_MADE_FIELD = Rule(
    "colon-made-field",
    zh=(
        "“{field}”应是一段文字，YAML 却把“{key}”当成了字段",
        "文字里有半角冒号加空格时，给整段文字加引号",
    ),
    en=(
        "“{field}” takes a text, but YAML took “{key}” for a field",
        "quote the whole text when it has a colon and a blank in it",
    ),
)
EMPTY_TEXT = Rule(
    "empty-text",
    zh=("“{field}”是空的", "写上内容，或删去这个字段"),
    en=("“{field}” is empty", "write the text, or remove the field"),
)
TOO_LONG = Rule(
    "too-long",
    zh=("“{field}”有 {length} 个字，最多 {longest} 个", "缩短它"),
    en=("“{field}” has {length} characters, {longest} at most", "shorten it"),
)
NOT_A_DATE = Rule(
    "not-a-date",
    zh=("“{field}”不是真实的日期：{text}", "写成“年-月-日”，月和日各两位，例如 2024-07-03"),
    en=(
        "“{field}” is not a real date: {text}",
        "write year-month-day with two digits each, such as 2024-07-03",
    ),
)
NOT_A_COUNT = Rule(
    "not-a-count",
    zh=("“{field}”应是不小于零的整数：{text}", "只写阿拉伯数字，不带单位，例如 30"),
    en=(
        "“{field}” takes a whole number from zero: {text}",
        "write digits only, without a unit, such as 30",
    ),
)
NOT_ONE_OF = Rule(
    "not-one-of",
    zh=("“{field}”不能是“{text}”，只能是其中之一：{allowed}", "改成其中一个，例如“{nearest}”"),
    en=(
        "“{field}” cannot be “{text}”, only one of: {allowed}",
        "write one of them, such as “{nearest}”",
    ),
)
WRONG_FORM = Rule(
    "wrong-form",
    zh=("“{field}”的写法不对：{text}", "写成：{form_zh}"),
    en=("“{field}” is not written as it should be: {text}", "write {form_en}"),
)

# --- Files ---

NO_CONTENT = Rule(
    "no-content",
    zh=("没有这个内容文件夹", "用 --content 指出它在哪里，或用 new site 建一个"),
    en=(
        "there is no such content folder",
        "say where it is with --content, or lay one out with “new site”",
    ),
)
NO_NOTICES = Rule(
    "no-notices",
    zh=("没有 notices 文件夹", "建立 notices/<通报>/，或用 new notice 建一份"),
    en=("there is no notices folder", "make notices/<notice>/, or lay one out with “new notice”"),
)
NO_FINDINGS = Rule(
    "no-findings",
    zh=("这份通报没有问题条目", "在 findings/ 里为每个问题放一个文件，如 01.yaml"),
    en=(
        "this notice has no findings",
        "put one file for each finding into findings/, such as 01.yaml",
    ),
)
NO_ATTACHMENT = Rule(
    "no-attachment",
    zh=("attachments/ 里没有“{name}”", "把文件放进去，或改正这里的文件名"),
    en=("there is no “{name}” in attachments/", "put the file there, or correct its name here"),
)
MISSING_FILE = Rule(
    "missing-file",
    zh=("缺少这个文件", "建立它；content/README.md 里有例子"),
    en=("this file is missing", "make it; content/README.md has an example"),
)
FOLDER_FOR_FILE = Rule(
    "folder-for-file",
    zh=("这里应是一个文件，却是文件夹", "把文件夹改名，放一个同名文件"),
    en=(
        "a folder stands where a file should be",
        "rename the folder and put the file in its place",
    ),
)
FILE_FOR_FOLDER = Rule(
    "file-for-folder",
    zh=("这里应是一个文件夹，却是文件", "把文件移到它该在的文件夹里"),
    en=("a file stands where a folder should be", "move the file to the folder where it belongs"),
)
FOLDER_HERE = Rule(
    "folder-here",
    zh=("这里不能再有文件夹", "把里面的文件移到上一级，再删去这个文件夹"),
    en=("there cannot be a folder here", "move its files one level up, and remove it"),
)
NOT_A_FILE = Rule(
    "not-a-file",
    zh=("这不是普通文件", "换成普通文件"),
    en=("this is not an ordinary file", "put an ordinary file in its place"),
)
LINK = Rule(
    "link",
    zh=("这是一个链接（快捷方式），不是文件本身", "把文件本身复制到这里"),
    en=("this is a link, not the file itself", "copy the file itself to this place"),
)
UNREADABLE = Rule(
    "unreadable",
    zh=("读不了：{reason}", "检查这个文件的权限，或是否被别的程序占用"),
    en=(
        "it cannot be read: {reason}",
        "look at its permissions, and whether another program holds it",
    ),
)
TOO_LARGE = Rule(
    "too-large",
    zh=("文件有 {size} MB，文字文件最大 {largest} MB", "把大文件放进 attachments/，或拆成几份"),
    en=(
        "the file has {size} MB, and a text may have {largest} MB at most",
        "move it to attachments/, or split it",
    ),
)
WRONG_ENCODING = Rule(
    "wrong-encoding",
    zh=("文件不是 UTF-8 编码，看起来是 {encoding}", "用编辑器“另存为”，编码选 UTF-8"),
    en=("the file is not UTF-8; it looks like {encoding}", "save it again as UTF-8 in your editor"),
)
NOT_TEXT = Rule(
    "not-text",
    zh=("文件不是 UTF-8 文字", "检查是否放错了文件；文字文件用 UTF-8 编码保存"),
    en=("the file is not UTF-8 text", "see whether it is the right file; save texts as UTF-8"),
)
EMPTY_FILE = Rule(
    "empty-file",
    zh=("文件是空的", "写上内容，或删去这个文件"),
    en=("the file is empty", "write it, or remove the file"),
)
NOT_FIELDS = Rule(
    "not-fields",
    zh=("文件里应是“字段: 内容”", "对照 content/README.md 里的例子"),
    en=(
        "the file should consist of “field: text”",
        "compare it with the examples in content/README.md",
    ),
)
NOT_YAML = Rule(
    "not-yaml",
    zh=(
        "findings/ 里只放 .yaml 文件",
        "内容是 YAML 就改名为 {stem}.yaml；附件移到 attachments/，别的移走",
    ),
    en=(
        "only .yaml files belong in findings/",
        "rename it {stem}.yaml if it is YAML; attachments go to attachments/, all else elsewhere",
    ),
)
NOT_MARKDOWN = Rule(
    "not-markdown",
    zh=("pages/ 里只放 .md 文件", "内容是文字就改名为 {stem}.md，别的移走"),
    en=("only .md files belong in pages/", "rename it {stem}.md if it is a text, or move it away"),
)
BAD_STEM = Rule(
    "bad-stem",
    zh=("文件名“{stem}”不能用作网址", "用小写字母、数字和连字符，且不是系统占用的名字，例如 03"),
    en=(
        "the name “{stem}” cannot serve as an address",
        "use small letters, digits and hyphens, and no name that the site keeps for itself, such as 03",
    ),
)
BAD_SLUG = Rule(
    "bad-slug",
    zh=(
        "文件夹名“{slug}”不能用作网址",
        "用小写字母、数字和连字符，且不是系统占用的名字，例如 rectification-2024",
    ),
    en=(
        "the folder name “{slug}” cannot serve as an address",
        "use small letters, digits and hyphens, and no name that the site keeps for itself, such as rectification-2024",
    ),
)
NO_FRONT_MATTER = Rule(
    "no-front-matter",
    zh=("文件开头没有用两行 --- 夹住的标题部分", "在开头写：---，title: 标题，---，各占一行"),
    en=(
        "the file does not begin with its title between two lines of ---",
        "begin it with three lines: ---, title: …, ---",
    ),
)
GLOSSARY_TEXT = Rule(
    "glossary-text",
    zh=("“{term}”的解释应是一段文字", "写成“词语: 解释”；有半角冒号时给解释加引号"),
    en=(
        "the explanation of “{term}” must be a text",
        "write “term: explanation”, and quote it if it has a colon",
    ),
)
SAME_BUT_FOR_CASE = Rule(
    "same-but-for-case",
    zh=("和“{other}”只差大小写，在 Windows 上会互相覆盖", "改掉其中一个的名字"),
    en=(
        "it differs from “{other}” in case only, and would overwrite it on Windows",
        "rename one of the two",
    ),
)
MISNAMED = Rule(
    "misnamed",
    zh=("不认识这个名字", "是否要叫“{nearest}”？"),
    en=("this name is not known here", "should it be called “{nearest}”?"),
)
UNEXPECTED = Rule(
    "unexpected",
    zh=("不认识这个文件，它不会出现在网站上", "移走它；这里可以放：{known}"),
    en=(
        "this file is not known here and will not be on the site",
        "move it away; what may stand here: {known}",
    ),
    level=Level.WARNING,
)
BAD_ATTACHMENT = Rule(
    "bad-attachment",
    zh=("附件不能是这种文件", "换成这些格式之一：{types}"),
    en=("an attachment cannot be of this type", "use one of these: {types}"),
)
ODD_NAME = Rule(
    "odd-name",
    zh=("文件名里有不能用作网址的符号", '改名，去掉 < > : " | ? * \\ # % & ; 这些符号'),
    en=(
        "the file's name has characters that cannot stand in an address",
        'rename it without < > : " | ? * \\ # % & ;',
    ),
)
CONTROL_CHARACTER = Rule(
    "control-character",
    zh=("文字里有看不见的控制字符 {character}，它会打乱显示", "删去它"),
    en=(
        "the text has the invisible control character {character}, which disturbs what is shown",
        "remove it",
    ),
)
HIDDEN_CHARACTER = Rule(
    "hidden-character",
    zh=("文字里有看不见的字符 {character}", "与审定稿核对；多半是复制时带来的，可以删去"),
    en=(
        "the text has the invisible character {character}",
        "compare with the approved text; it likely came in by copying",
    ),
    level=Level.WARNING,
)
STILL_EMPTY = Rule(
    "still-empty",
    zh=("这里还没有填写：{words}", "换成实际内容；不需要的字段整行删去，不需要的文件整个删去"),
    en=(
        "this is still to be filled in: {words}",
        "write the content in its place; remove a field or a file that is not needed",
    ),
)
