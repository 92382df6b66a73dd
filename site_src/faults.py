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
    why=(
        "YAML 里“---”另起一份内容，程序只读第一份，后面的会无声丢失。",
        "In YAML “---” starts another document; only the first would be read, and the rest lost without a word.",
    ),
)
ALIAS = Rule(
    "alias",
    zh=("这里用了 YAML 的引用（*）", "把内容原样写出来；文字以 * 开头时给整段加引号"),
    en=("a YAML alias (*) is used here", "write the text out; quote a text that begins with *"),
    why=(
        "YAML 用 * 引用别处的内容，正文里的 * 会被当成引用。内容文件应当所见即所得，所以不用引用。",
        "YAML takes a leading * for a reference to text elsewhere. A content file should say all it says in the open, so there are none.",
    ),
)
ANCHOR = Rule(
    "anchor",
    zh=("这里用了 YAML 的锚点（&）或标签（!）", "删去它；文字以 & 或 ! 开头时给整段加引号"),
    en=(
        "a YAML anchor (&) or tag (!) is used here",
        "remove it; quote a text that begins with & or !",
    ),
    why=(
        "YAML 给开头的 & 和 ! 另外的意思，这些字符会从文字里消失。",
        "YAML gives a leading & or ! a meaning of its own, and it would vanish from the text.",
    ),
)
ODD_KEY = Rule(
    "odd-key",
    zh=("字段名必须是一个词", "写成“字段: 内容”；文字以 [ {{ 或 ? 开头时给整段加引号"),
    en=(
        "a field name must be one word",
        "write “field: text”; quote a text that begins with [ {{ or ?",
    ),
    why=(
        "字段名是一个词才能核对；[、{ 和 ? 在 YAML 里另有用处，多半是文字忘了加引号。",
        "A field name can be checked only if it is one word; [, { and ? have other uses in YAML, and most often a text lacks its quotes.",
    ),
)
DOUBLED_KEY = Rule(
    "doubled-field",
    zh=("字段“{field}”写了两次，第一次在第 {first} 行", "只保留一个"),
    en=("field “{field}” is written twice, first in line {first}", "keep one of them"),
    why=(
        "YAML 的规范要求同一级的字段不重复，许多程序却只留最后一个，前面写的就无声丢失。",
        "The YAML specification wants the fields of a mapping to differ, yet many programs keep the last one and lose the others without a word.",
    ),
)
NULL_WORD = Rule(
    "null-word",
    zh=("“{value}”在 YAML 里表示“空”", "没有内容就把这个字段整行删去；确要这几个字，请加引号"),
    en=(
        "“{value}” means “nothing” in YAML",
        "remove the field if there is nothing to say, or quote the word",
    ),
    why=(
        "null 和 ~ 在 YAML 里表示“空”，会当成没有填写；有的政府网站的网页标签里就出现过“null”。",
        "null and ~ mean “nothing” in YAML, as if the field were not there; page tags with “null” in them have been seen on government sites.",
    ),
)
EMPTY_ITEM = Rule(
    "empty-item",
    zh=("列表里有一项是空的", "写上内容，或删去这个“-”"),
    en=("an item of the list is empty", "write the item, or remove this “-”"),
    why=(
        "空的一项会在网页上变成一个空的条目，多半是忘了填写。",
        "An empty item would be an empty entry on the page; most often somebody forgot to fill it in.",
    ),
)
TOO_DEEP = Rule(
    "too-deep",
    zh=("嵌套超过 {deepest} 层", "检查这里的缩进和括号"),
    en=("nested more than {deepest} deep", "look at the indentation and brackets here"),
    why=(
        "通报的内容只有几层，嵌套这么深多半是缩进或括号写错了。",
        "Content has a few levels only; nesting this deep is nearly always a slip of indentation or brackets.",
    ),
)
TAB = Rule(
    "tab",
    zh=("这一行用制表符（Tab）缩进", "改成空格，每级两个"),
    en=("this line is indented with a tab", "use spaces, two for each level"),
    why=(
        "YAML 的规范不许用制表符缩进，因为它在各个编辑器里宽度不同。",
        "The YAML specification forbids tabs for indentation, because each editor shows them in another width.",
    ),
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
    why=(
        "YAML 用半角冒号加空格分开字段和内容，文字里再出现一次，就分不清哪里是字段。",
        "In YAML a colon and a blank part a field from its text; a second one leaves it open which is the field.",
    ),
)
QUOTES = Rule(
    "text-after-quote",
    zh=(
        "引号后面还有文字：{line}",
        "文字以英文引号开头时，整段再用单引号括起来，例如 '\"一把手\"大小问题'",
    ),
    en=("there is text after the closing quote: {line}", "put single quotes around the whole text"),
    why=(
        "YAML 见到后一个引号就认为文字结束了，后面的文字没有着落。",
        "For YAML the text ends with the second quote, and what follows belongs nowhere.",
    ),
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
    why=(
        "YAML 把空格加 # 后面的内容当成注释丢掉，公开的文字会无声地少一截。",
        "YAML drops what follows a blank and #, and the published text would be cut short without a word.",
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
    why=(
        "引号或括号没有收尾，后面的内容都会被当成它的一部分。",
        "Without its other half a quote or bracket takes in everything that follows.",
    ),
)
WIDE_COLON = Rule(
    "wide-colon",
    zh=("“{field}”后面是全角冒号，YAML 不认", "改成英文冒号加一个空格：“{field}: 内容”"),
    en=(
        "“{field}” is followed by a full-width colon, which YAML does not know",
        "write a plain colon and a blank: “{field}: text”",
    ),
    why=(
        "YAML 只认半角冒号；全角冒号会让整行变成普通文字，字段就没有了。",
        "YAML knows the plain colon only; a full-width one makes mere text of the line, and the field is gone.",
    ),
)
NO_BLANK_AFTER_COLON = Rule(
    "no-blank-after-colon",
    zh=("“{field}:”后面缺一个空格", "写成“{field}: 内容”；若只是文字，给整段加引号"),
    en=(
        "there is no blank after “{field}:”",
        "write “{field}: text”; quote the whole text if it is no field",
    ),
    why=(
        "YAML 要求冒号后面有空格，否则整行变成普通文字，字段就没有了。",
        "YAML wants a blank after the colon; without it the line is mere text, and the field is gone.",
    ),
)
NO_BLANK_AFTER_DASH = Rule(
    "no-blank-after-dash",
    zh=("“-”后面缺一个空格：{line}", "列表每项写成“- 内容”；若只是文字，给整段加引号"),
    en=(
        "there is no blank after “-”: {line}",
        "write each item of a list as “- text”; quote the whole text if it is no item",
    ),
    why=(
        "YAML 要求列表的“-”后面有空格，否则这一项会并进上面的文字。",
        "YAML wants a blank after the “-” of a list; without it the item joins the text above.",
    ),
)
ODD_BLANK_AFTER = Rule(
    "odd-blank-after",
    zh=("“{sign}”后面是{blank_zh}，YAML 不认", "改成一个英文空格"),
    en=(
        "“{sign}” is followed by {blank_en}, which YAML does not know",
        "write a plain blank in its place",
    ),
    why=(
        "YAML 只认英文空格；从 Word 或网页粘贴来的其他空格看起来一样，却会让整行变成普通文字。",
        "YAML knows the plain blank only; others, pasted from Word or a web page, look like it and make mere text of the line.",
    ),
)
ODD_INDENT = Rule(
    "odd-indent",
    zh=("行首是{blank_zh}，不能用来缩进：{line}", "改成英文空格，和同一级的左边对齐"),
    en=(
        "this line begins with {blank_en}, which is no indentation: {line}",
        "write plain blanks, and align it with the lines of its level",
    ),
    why=(
        "YAML 只认英文空格的缩进；全角空格等会成为文字的一部分，列表的一项就不再是一项。",
        "YAML knows indentation by plain blanks only; any other blank becomes part of the text, and an item is no item any more.",
    ),
)
WIDE_DASH = Rule(
    "wide-dash",
    zh=(
        "行首的“{dash}”不是英文的“-”，不能表示列表的一项：{line}",
        "改成英文减号加一个空格：“- 内容”",
    ),
    en=(
        "“{dash}” at the start of the line is not a plain “-”, and makes no item of a list: {line}",
        "write a plain minus sign and a blank: “- text”",
    ),
    why=(
        "列表的每一项以英文的“-”加空格开头；全角的或长的横线会成为文字的一部分。",
        "Each item of a list starts with a plain “-” and a blank; a full-width or long dash becomes part of the text.",
    ),
)
WIDE_COMMA = Rule(
    "wide-comma",
    zh=("括号里用了全角的“{comma}”，YAML 不认：{line}", "改成英文逗号加一个空格"),
    en=(
        "there is a full-width “{comma}” between the brackets, which YAML does not know: {line}",
        "write a plain comma and a blank",
    ),
    why=(
        "YAML 用英文逗号分开括号里的各项；全角逗号会成为文字的一部分，后面的就接不上。",
        "YAML parts what stands in brackets by plain commas; a full-width one becomes part of a text, and what follows does not fit.",
    ),
)
WIDE_COMMA_IN_LIST = Rule(
    "wide-comma-in-list",
    zh=(
        "方括号里用了全角的“{comma}”，YAML 当成了一项：{line}",
        "是几项，就改成英文逗号加一个空格；本来就是一项，给它加引号",
    ),
    en=(
        "a full-width “{comma}” does not part the items of a list, so this is one item: {line}",
        "write a plain comma and a blank to make it several; quote it if it is one",
    ),
    level=Level.WARNING,
    why=(
        "YAML 用英文逗号分开列表的各项；用了全角逗号，几项会悄悄并成一项。",
        "YAML parts the items of a list by plain commas; with a full-width one several become one without a word.",
    ),
)
WRAPPED = Rule(
    "wrapped-text",
    zh=(
        "文字分成了几行，“{before}”和“{after}”之间会多出一个空格",
        "整段写成一行；若是列表，每项前面加“- ”；要分段，在字段后面写“|”，下面每行缩进两格",
    ),
    en=(
        "the text goes on over several lines, which puts a blank between “{before}” and “{after}”",
        "write all of it on one line; put “- ” before each item of a list; for paragraphs put “|” after the field, and indent each line below by two",
    ),
    why=(
        "YAML 把文字里的换行变成空格。英文本来要空格，中文就多了一个审定稿里没有的空格。",
        "YAML makes a blank of a line break inside a text. English needs one there; Chinese gets one that the approved text does not have.",
    ),
)
NO_COLON = Rule(
    "no-colon",
    zh=(
        "这一行没有“字段: 内容”里的冒号和空格：{line}",
        "写成“字段: 内容”；若是列表的一项，前面加“- ”；若是上一行没写完的文字，接到上一行后面",
    ),
    en=(
        "this line lacks the colon and blank of “field: text”: {line}",
        "write “field: text”; put “- ” before an item of a list; join it to the line above if it goes on its text",
    ),
    why=(
        "内容文件每行都是“字段: 内容”，没有冒号就不知道这段文字属于哪个字段。",
        "Each line of a content file is “field: text”; without the colon nobody knows what the text is for.",
    ),
)
BACKSLASH = Rule(
    "backslash",
    zh=("双引号里的反斜杠后面不能跟这个字符：{line}", "把双引号换成单引号"),
    en=(
        "inside double quotes a backslash cannot stand before this character: {line}",
        "use single quotes",
    ),
    why=(
        "YAML 的双引号里，反斜杠和后面的字符合起来表示特殊字符，单引号里没有这个规定。",
        "Inside double quotes YAML reads a backslash with what follows as a special character; inside single quotes it does not.",
    ),
)
INDENT = Rule(
    "indentation",
    zh=("这一行的缩进或写法和上面的对不上：{line}", "同一级的字段左边对齐；列表每项以“- ”开头"),
    en=(
        "this line does not line up with those above: {line}",
        "align the fields of one level; start each list item with “- ”",
    ),
    why=(
        "YAML 靠缩进区分层级，对不齐就不知道这一行属于谁。",
        "YAML tells levels by indentation; a line that does not line up belongs nowhere.",
    ),
)
ODD_START = Rule(
    "odd-start",
    zh=("文字不能以这个符号开头：{line}", "给整段文字加英文引号"),
    en=("a text cannot begin with this character: {line}", "put the text in quotes"),
    why=(
        "这个符号在 YAML 开头另有用处，加上引号才是普通文字。",
        "At the start of a text this character has a use of its own in YAML; in quotes it is plain text.",
    ),
)
FORBIDDEN_CHARACTER = Rule(
    "forbidden-character",
    zh=("文件里有看不见的控制字符 {character}", "删去它；它多半是从别的程序粘贴来的"),
    en=(
        "the file has an invisible control character, {character}",
        "remove it; it probably came in by pasting",
    ),
    why=(
        "YAML 的规范不许出现这些控制字符；它们看不见，多半是粘贴时带来的。",
        "The YAML specification forbids these control characters; nobody sees them, and most come in by pasting.",
    ),
)
BROKEN = Rule(
    "broken-yaml",
    zh=("这里不是正确的 YAML（{said}）", "对照 content/README.md 里的例子检查这一行和上一行"),
    en=(
        "this is not valid YAML ({said})",
        "compare this line and the one above with the examples in content/README.md",
    ),
    why=(
        "程序读不懂就不猜：猜错了，公开的内容就不是审定的内容。",
        "What cannot be read is not guessed at: a wrong guess would publish something nobody approved.",
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
    why=(
        "内容要符合字段的规定才能做成网页；这一条兜住其他规则没有说清的情况。",
        "Content has to fit its fields before it can become a page; this rule catches what no other one puts into words.",
    ),
)
UNKNOWN_FIELD = Rule(
    "unknown-field",
    zh=("不认识的字段“{field}”", "这里可以写的字段：{known}"),
    en=("unknown field “{field}”", "the fields that may stand here: {known}"),
    why=(
        "不认识的字段不会出现在网页上；悄悄忽略，等于丢了内容。",
        "An unknown field would not be on the page; to ignore it would be to lose content without a word.",
    ),
)
MISSPELT_FIELD = Rule(
    "misspelt-field",
    zh=("不认识的字段“{field}”", "是否要写“{nearest}”？"),
    en=("unknown field “{field}”", "did you mean “{nearest}”?"),
    why=(
        "字段名差一个字母，内容就不会出现在网页上；悄悄忽略，等于丢了内容。",
        "With one letter wrong the text would not be on the page; to ignore it would be to lose content without a word.",
    ),
)
ODD_BLANK = Rule(
    "odd-blank",
    zh=("字段“{field}”的前面或后面有全角空格等特殊空格", "删去它，缩进只用英文空格"),
    en=(
        "the field “{field}” has a full-width or other odd blank before or after it",
        "remove it, and indent with plain blanks only",
    ),
    why=(
        "全角空格看起来像缩进，YAML 却把它当成字段名的一部分。",
        "A full-width blank looks like indentation, but YAML makes it part of the field's name.",
    ),
)
MISSING_FIELD = Rule(
    "missing-field",
    zh=("缺少字段“{field}”，它是必填的", "{where_zh}加上一行“{field}: 内容”"),
    en=("field “{field}” is missing, and it is required", "add a line “{field}: text”{where_en}"),
    why=(
        "没有这个字段，网页就不完整，程序也不替人编造。",
        "Without this field the page is not complete, and the program makes nothing up.",
    ),
)
EMPTY_FIELD = Rule(
    "empty-field",
    zh=("“{field}”后面没有内容，它是必填的", "在这一行的冒号后面写上内容"),
    en=(
        "there is nothing after “{field}”, and it is required",
        "write the text after the colon of this line",
    ),
    why=(
        "没有这个字段的内容，网页就不完整，程序也不替人编造。",
        "Without the text of this field the page is not complete, and the program makes nothing up.",
    ),
)
BLANK_FIELD = Rule(
    "blank-field",
    zh=("“{field}”后面没有内容", "写上内容；没有内容，就删去这一行"),
    en=("there is nothing after “{field}”", "write the text, or remove the line"),
    level=Level.HINT,
    why=(
        "留空的字段当成没有写，网页上没有它；说一声，免得是忘了填写。",
        "A field left blank counts as not written and is not on the page; this says so, lest it was forgotten.",
    ),
)
EXPECTS_FIELDS = Rule(
    "expects-fields",
    zh=("“{field}”下面应是若干字段", "换行并缩进两格，写这些字段：{names}"),
    en=(
        "“{field}” takes fields of its own",
        "start a new line, indent by two, and write these fields: {names}",
    ),
    why=(
        "这个字段由几个小字段组成，写成别的样子就分不清各是什么。",
        "This field consists of smaller ones; written otherwise nobody can tell which is which.",
    ),
)
EXPECTS_LIST = Rule(
    "expects-list",
    zh=("“{field}”应是列表", "每项单独一行，以“- ”开头；只有一项也这样写"),
    en=("“{field}” takes a list", "give each item a line that starts with “- ”, a single one too"),
    why=(
        "这个字段可以有好几项，写成列表才知道每一项从哪里开始。",
        "This field may have several items, and only a list shows where each begins.",
    ),
)
EMPTY_LIST = Rule(
    "empty-list",
    zh=("“{field}”的列表是空的", "至少写一项，或删去这个字段"),
    en=("the list of “{field}” is empty", "write one item at least, or remove the field"),
    why=(
        "空列表没有意义，多半是忘了填写。",
        "An empty list says nothing; most often somebody forgot to fill it in.",
    ),
)
EXPECTS_TEXT = Rule(
    "expects-text",
    zh=("“{field}”应是一段文字，这里却是列表", "写在同一行；文字以 [ 或“- ”开头时给整段加引号"),
    en=(
        "“{field}” takes a text, and here is a list",
        "write it on one line; quote a text that begins with [ or “- ”",
    ),
    why=(
        "这个字段只显示一段文字；YAML 把 [ 和“- ”当成列表的开头。",
        "This field shows one text; YAML takes [ and “- ” for the start of a list.",
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
    why=(
        "YAML 见到半角冒号加空格就当成字段，文字会被拆开。",
        "YAML takes a colon and a blank for a field, which tears the text apart.",
    ),
)
EMPTY_TEXT = Rule(
    "empty-text",
    zh=("“{field}”是空的", "写上内容，或删去这个字段"),
    en=("“{field}” is empty", "write the text, or remove the field"),
    why=(
        "空的字段会在网页上留下空白；没有内容就不写这个字段。",
        "An empty field would leave a gap on the page; a field with nothing to say is not written.",
    ),
)
SAYS_NOTHING = Rule(
    "says-nothing",
    zh=("“{field}”只写了“{text}”", "原文没有这一段，就把这一行删去；原文就是这样写的，不用改"),
    en=(
        "“{field}” only says “{text}”",
        "remove the line if the approved text has nothing there; leave it if that is what it says",
    ),
    level=Level.HINT,
    why=(
        "没有内容的字段不写，写“无”会在网页上留下一段空话；是不是原文，只有人能判断。",
        "A field with nothing to say is not written, and “无” would be on the page as a text of its own; whether it is in the approved text only a person can tell.",
    ),
)
TOO_LONG = Rule(
    "too-long",
    zh=("“{field}”有 {length} 个字，最多 {longest} 个", "缩短它"),
    en=("“{field}” has {length} characters, {longest} at most", "shorten it"),
    why=(
        "这段文字要放进列表、摘要或网页标签，太长就放不下。",
        "This text goes into lists, summaries or page tags, which have no room for more.",
    ),
)
NOT_A_DATE = Rule(
    "not-a-date",
    zh=("“{field}”不是真实的日期：{text}", "写成“年-月-日”，月和日各两位，例如 2024-07-03"),
    en=(
        "“{field}” is not a real date: {text}",
        "write year-month-day with two digits each, such as 2024-07-03",
    ),
    why=(
        "写法统一而且真实存在的日期，程序才能排序和显示；写法依照 ISO 8601。",
        "Only a real date in one form can be sorted and shown; the form is that of ISO 8601.",
    ),
)
NOT_A_COUNT = Rule(
    "not-a-count",
    zh=("“{field}”应是不小于零的整数：{text}", "只写阿拉伯数字，不带单位，例如 30"),
    en=(
        "“{field}” takes a whole number from zero: {text}",
        "write digits only, without a unit, such as 30",
    ),
    why=(
        "这个数要和逐条记录核对，所以只能是不带单位的整数。",
        "This number is compared with what is recorded, so it is a whole number without a unit.",
    ),
)
NOT_ONE_OF = Rule(
    "not-one-of",
    zh=("“{field}”不能是“{text}”，只能是其中之一：{allowed}", "改成其中一个，例如“{nearest}”"),
    en=(
        "“{field}” cannot be “{text}”, only one of: {allowed}",
        "write one of them, such as “{nearest}”",
    ),
    why=(
        "程序按这几个词决定怎样显示和筛选，别的词它不懂。",
        "The program shows and filters by these words, and knows no others.",
    ),
)
WRONG_FORM = Rule(
    "wrong-form",
    zh=("“{field}”的写法不对：{text}", "写成：{form_zh}"),
    en=("“{field}” is not written as it should be: {text}", "write {form_en}"),
    why=(
        "写法一致，链接、筛选和数据文件才不会出错。",
        "Links, filters and data files work only if it is written in one form.",
    ),
)

# --- Files ---

NO_CONTENT = Rule(
    "no-content",
    zh=("没有这个内容文件夹", "用 --content 指出它在哪里，或用 new site 建一个"),
    en=(
        "there is no such content folder",
        "say where it is with --content, or lay one out with “new site”",
    ),
    why=(
        "网站由内容文件夹做成；找不到它，多半是在别的文件夹里运行了命令。",
        "The site is made from the content folder; if it is not found, the command mostly runs in another folder.",
    ),
)
NOTICE_FOR_CONTENT = Rule(
    "notice-for-content",
    zh=("这是一份通报的文件夹，不是内容文件夹", "写上两级的文件夹，那里有 site.yaml 和 notices"),
    en=(
        "this is the folder of a notice, not the content folder",
        "name the folder two levels up, which has site.yaml and notices",
    ),
    why=(
        "网站由整个内容文件夹做成，里面有 site.yaml、contact.yaml 和 notices；一份通报只是其中一部分。",
        "The site is made from the whole content folder with site.yaml, contact.yaml and notices; a notice is a part of it.",
    ),
)
NOT_ALL_CHECKED = Rule(
    "not-all-checked",
    zh=("这个文件改好以前，{what_zh}的文字、数字、状态和隐私还没有查", "先改正错误，再检查一次"),
    en=(
        "until this file is put right, texts, numbers, statuses and privacy of {what_en} are not checked",
        "correct the errors first, then check again",
    ),
    level=Level.HINT,
    why=(
        "别的检查要用到这个文件里的内容；不说明，就会以为其余的都没有问题。",
        "Other checks need what this file says; without this word one would think that all else is right.",
    ),
)
NO_NOTICES = Rule(
    "no-notices",
    zh=("没有 notices 文件夹", "建立 notices/<通报>/，或用 new notice 建一份"),
    en=("there is no notices folder", "make notices/<notice>/, or lay one out with “new notice”"),
    why=(
        "每份通报是 notices 里的一个文件夹，没有它就没有可公开的内容。",
        "Each notice is a folder in notices; without it there is nothing to publish.",
    ),
)
NO_FINDINGS = Rule(
    "no-findings",
    zh=("这份通报没有问题条目", "在 findings/ 里为每个问题放一个文件，如 01.yaml"),
    en=(
        "this notice has no findings",
        "put one file for each finding into findings/, such as 01.yaml",
    ),
    why=(
        "通报公开的是一个个问题的整改情况，一个问题也没有，多半是文件放错了地方。",
        "A notice tells how findings were put right; if it has none, the files mostly lie elsewhere.",
    ),
)
NO_ATTACHMENT = Rule(
    "no-attachment",
    zh=("attachments/ 里没有“{name}”", "把文件放进去，或改正这里的文件名"),
    en=("there is no “{name}” in attachments/", "put the file there, or correct its name here"),
    why=(
        "网页上会有一个下载链接，文件不在，点开就是错误页。",
        "The page would offer a download, and without the file the link is dead.",
    ),
)
MISSING_FILE = Rule(
    "missing-file",
    zh=("缺少这个文件", "建立它；content/README.md 里有例子"),
    en=("this file is missing", "make it; content/README.md has an example"),
    why=(
        "没有这个文件，网站或通报就不完整，程序也不替人编造。",
        "Without this file the site or the notice is not complete, and the program makes nothing up.",
    ),
)
FOLDER_FOR_FILE = Rule(
    "folder-for-file",
    zh=("这里应是一个文件，却是文件夹", "把文件夹改名，放一个同名文件"),
    en=(
        "a folder stands where a file should be",
        "rename the folder and put the file in its place",
    ),
    why=(
        "程序按固定的文件名读取内容，同名的文件夹里有什么它不会去看。",
        "Content is read by fixed file names; what lies in a folder of that name is not looked at.",
    ),
)
FILE_FOR_FOLDER = Rule(
    "file-for-folder",
    zh=("这里应是一个文件夹，却是文件", "把文件移到它该在的文件夹里"),
    en=("a file stands where a folder should be", "move the file to the folder where it belongs"),
    why=(
        "程序按固定的文件夹读取内容，同名的文件它不会当成文件夹。",
        "Content is read from fixed folders; a file of that name is none.",
    ),
)
FOLDER_HERE = Rule(
    "folder-here",
    zh=("这里不能再有文件夹", "把里面的文件移到上一级，再删去这个文件夹"),
    en=("there cannot be a folder here", "move its files one level up, and remove it"),
    why=(
        "文件名就是网址，这里只有一级；下一级文件夹里的文件不会出现在网站上。",
        "File names are addresses, with one level here; files in a folder below would not be on the site.",
    ),
)
NOT_A_FILE = Rule(
    "not-a-file",
    zh=("这不是普通文件", "换成普通文件"),
    en=("this is not an ordinary file", "put an ordinary file in its place"),
    why=(
        "管道、设备之类的东西读起来可能没有尽头，内容只能是普通文件。",
        "Reading a pipe or a device may never end; content consists of ordinary files.",
    ),
)
LINK = Rule(
    "link",
    zh=("这是一个链接（快捷方式），不是文件本身", "把文件本身复制到这里"),
    en=("this is a link, not the file itself", "copy the file itself to this place"),
    why=(
        "链接可以指向内容文件夹以外，把不该公开的文件带到网站上；复制到别处也会失效。",
        "A link may lead out of the content folder and publish what should not be, and it breaks when the folder is copied.",
    ),
)
UNREADABLE = Rule(
    "unreadable",
    zh=("读不了：{reason}", "检查这个文件的权限，或是否被别的程序占用"),
    en=(
        "it cannot be read: {reason}",
        "look at its permissions, and whether another program holds it",
    ),
    why=(
        "读不了的文件不能跳过，否则网站会悄悄少一部分。",
        "A file that cannot be read is not skipped, or part of the site would be missing without a word.",
    ),
)
TOO_LARGE = Rule(
    "too-large",
    zh=("文件有 {size} MB，文字文件最大 {largest} MB", "把大文件放进 attachments/，或拆成几份"),
    en=(
        "the file has {size} MB, and a text may have {largest} MB at most",
        "move it to attachments/, or split it",
    ),
    why=(
        "一百页的通报也只有三十万字节左右；这么大的文字文件，多半是放错了。",
        "A notice of a hundred pages has about 300,000 bytes; a text this large is most likely misplaced.",
    ),
)
WRONG_ENCODING = Rule(
    "wrong-encoding",
    zh=("文件不是 UTF-8 编码，看起来是 {encoding}", "用编辑器“另存为”，编码选 UTF-8"),
    en=("the file is not UTF-8; it looks like {encoding}", "save it again as UTF-8 in your editor"),
    why=(
        "编码猜错了，中文就变成乱码；所以一律用 UTF-8，不猜。",
        "A wrong guess at the encoding garbles Chinese; so it is UTF-8 always, and nothing is guessed.",
    ),
)
NOT_TEXT = Rule(
    "not-text",
    zh=("文件不是 UTF-8 文字", "检查是否放错了文件；文字文件用 UTF-8 编码保存"),
    en=("the file is not UTF-8 text", "see whether it is the right file; save texts as UTF-8"),
    why=(
        "不是文字的文件读不出内容，多半是放错了文件。",
        "A file that is no text has nothing to read; most likely it is the wrong one.",
    ),
)
EMPTY_FILE = Rule(
    "empty-file",
    zh=("文件是空的", "写上内容，或删去这个文件"),
    en=("the file is empty", "write it, or remove the file"),
    why=(
        "空文件什么也说明不了，多半是忘了填写或保存。",
        "An empty file says nothing; most often it was not filled in, or not saved.",
    ),
)
NOT_FIELDS = Rule(
    "not-fields",
    zh=("文件里应是“字段: 内容”", "对照 content/README.md 里的例子"),
    en=(
        "the file should consist of “field: text”",
        "compare it with the examples in content/README.md",
    ),
    why=(
        "内容文件由“字段: 内容”组成，单独一段文字不知道属于哪个字段。",
        "A content file consists of “field: text”; nobody knows what a text alone is for.",
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
    why=(
        "findings 里每个 .yaml 文件是一个问题；别的文件不会出现在网站上，放在这里容易误以为公开了。",
        "Each .yaml file in findings is a finding; anything else would not be on the site, though it looks as if it were.",
    ),
)
NOT_MARKDOWN = Rule(
    "not-markdown",
    zh=("pages/ 里只放 .md 文件", "内容是文字就改名为 {stem}.md，别的移走"),
    en=("only .md files belong in pages/", "rename it {stem}.md if it is a text, or move it away"),
    why=(
        "pages 里每个 .md 文件是一个网页；别的文件不会出现在网站上，放在这里容易误以为公开了。",
        "Each .md file in pages is a page; anything else would not be on the site, though it looks as if it were.",
    ),
)
BAD_STEM = Rule(
    "bad-stem",
    zh=("文件名“{stem}”不能用作网址", "用小写字母、数字和连字符，且不是系统占用的名字，例如 03"),
    en=(
        "the name “{stem}” cannot serve as an address",
        "use small letters, digits and hyphens, and no name that the site keeps for itself, such as 03",
    ),
    why=(
        "文件名就是网址，要长期有效，在任何系统上都能用；con 在 Windows 上、index 在网站上另有用处。",
        "The file's name is an address that has to last and to work everywhere; con is taken on Windows, and index on the site.",
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
    why=(
        "文件夹名就是网址，要长期有效，在任何系统上都能用，也不能和网站自己的文件夹重名。",
        "The folder's name is an address that has to last, to work everywhere, and not to be one of the site's own folders.",
    ),
)
NO_FRONT_MATTER = Rule(
    "no-front-matter",
    zh=("文件开头没有用两行 --- 夹住的标题部分", "在开头写：---，title: 标题，---，各占一行"),
    en=(
        "the file does not begin with its title between two lines of ---",
        "begin it with three lines: ---, title: …, ---",
    ),
    why=(
        "标题写在文件开头的两行 --- 之间，没有标题就做不成网页和导航。",
        "The title stands between two lines of --- at the start; without it there is neither a page nor its entry in the navigation.",
    ),
)
GLOSSARY_TEXT = Rule(
    "glossary-text",
    zh=("“{term}”的解释应是一段文字", "写成“词语: 解释”；有半角冒号时给解释加引号"),
    en=(
        "the explanation of “{term}” must be a text",
        "write “term: explanation”, and quote it if it has a colon",
    ),
    why=(
        "词语表是“词语: 解释”，解释不是文字就显示不出来。",
        "The glossary is “term: explanation”; an explanation that is no text cannot be shown.",
    ),
)
SAME_BUT_FOR_CASE = Rule(
    "same-but-for-case",
    zh=("和“{other}”只差大小写，在 Windows 上会互相覆盖", "改掉其中一个的名字"),
    en=(
        "it differs from “{other}” in case only, and would overwrite it on Windows",
        "rename one of the two",
    ),
    why=(
        "Windows 和 macOS 一般不分大小写，两个文件到了那里只剩一个。",
        "Windows and macOS mostly do not tell case apart; of the two files only one would be left there.",
    ),
)
MISNAMED = Rule(
    "misnamed",
    zh=("不认识这个名字", "是否要叫“{nearest}”？"),
    en=("this name is not known here", "should it be called “{nearest}”?"),
    why=(
        "程序只认固定的名字，差一点也不会读，里面的内容就不会公开。",
        "Only fixed names are read; a file whose name is nearly right would not be published.",
    ),
)
UNEXPECTED = Rule(
    "unexpected",
    zh=("不认识这个文件，它不会出现在网站上", "移走它；这里可以放：{known}"),
    en=(
        "this file is not known here and will not be on the site",
        "move it away; what may stand here: {known}",
    ),
    level=Level.WARNING,
    why=(
        "不认识的文件不会公开；说一声，免得有人以为公开了，也免得草稿长期留在这里。",
        "A file that is not known is not published; this says so, lest somebody think it is, or drafts be left here.",
    ),
)
BAD_ATTACHMENT = Rule(
    "bad-attachment",
    zh=("附件不能是这种文件", "换成这些格式之一：{types}"),
    en=("an attachment cannot be of this type", "use one of these: {types}"),
    why=(
        "只公开常用的文档、表格、图片和压缩包；网页、脚本之类的文件放到网站上不安全。",
        "Only usual documents, tables, pictures and archives are published; web pages, scripts and the like are not safe on a site.",
    ),
)
ODD_NAME = Rule(
    "odd-name",
    zh=("文件名里有不能用作网址的符号", '改名，去掉 < > : " | ? * \\ # % & ; 这些符号'),
    en=(
        "the file's name has characters that cannot stand in an address",
        'rename it without < > : " | ? * \\ # % & ;',
    ),
    why=(
        "这些符号在网址或 Windows 的文件名里另有用处（网址见 RFC 3986），下载链接会失效。",
        "These characters have other uses in addresses (RFC 3986) or in file names on Windows, and the download would fail.",
    ),
)
CONTROL_CHARACTER = Rule(
    "control-character",
    zh=("文字里有看不见的控制字符 {character}，它会打乱显示", "删去它"),
    en=(
        "the text has the invisible control character {character}, which disturbs what is shown",
        "remove it",
    ),
    why=(
        "这类字符能改变文字显示的顺序，让读者看到的和文件里写的不一样（见 Unicode 技术报告 36 号）。",
        "Such characters can change the order in which text is shown, so that readers see something other than what is written (Unicode Technical Report 36).",
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
    why=(
        "看不见的字符会让搜索和比对落空；是不是审定稿里的，只有人能判断。",
        "What nobody sees makes searches and comparisons fail; whether the approved text has it only a person can tell.",
    ),
)
STILL_EMPTY = Rule(
    "still-empty",
    zh=("这里还没有填写：{words}", "换成实际内容；不需要的字段整行删去，不需要的文件整个删去"),
    en=(
        "this is still to be filled in: {words}",
        "write the content in its place; remove a field or a file that is not needed",
    ),
    why=(
        "“【请……】”是新建文件时留下的提示，公开出去就是差错。",
        "“【请…】” is a hint left by a new file, and must not be published.",
    ),
)
