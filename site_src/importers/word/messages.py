"""What reading a Word file may have to tell, in Chinese and in English."""

NO_DOCUMENT = (
    "这不是 Word 文件。请用 Word 或 WPS 打开，另存为 .docx，再导入；表格另存为 .xlsx。",
    "this is no Word file. Open it in Word or WPS, save it as .docx, and import that; a spreadsheet as .xlsx.",
)
NO_TEXT = (
    "文件里没有文字。如果是扫描的图片，请先用文字识别软件转成文字，再导入。",
    "there is no text in the file. If it is a scan, have its text recognised first, and import that.",
)
NOT_INSIDE = (
    "文件里插入了另外的文档，它的文字要打开以后才会出现。请用 Word 打开，另存为新的 .docx，再导入。",
    "another document is inserted into the file, and its text appears only when the file is opened. Open it in Word, "
    "save it as a new .docx, and import that.",
)
INSERTED = (
    "修订里新增的文字，已经当作接受，放进正文",
    "inserted by a tracked change; taken as accepted, and put into the text",
)
TEXT_BOX = (
    "文本框里的文字，放在它所在段落的后面",
    "text of a text box; it was put after the paragraph that it hangs on",
)
FORMULA = (
    "公式排成了一行文字，上下标请核对",
    "a formula was made one line of text; look at what stands above or below the line",
)
UNKNOWN_SYMBOL = (
    "特殊字体的符号没有认出，没有放进正文",
    "a symbol of a special font is not known, and was left out of the text",
)
PRIVATE_SIGN = (
    "有没有统一编码的字，多为生僻字或特殊符号，别的电脑上显示不出来；请换成标准的字",
    "a character without a standard code, mostly a rare one or a special sign, which other computers cannot show; "
    "replace it by a standard one",
)
UNREAD_FIELD = (
    "域没有保存结果，没有认出它显示什么",
    "a field without a stored result; what it shows is not known",
)
ONLY_A_NUMBER = (
    "这一段只有自动编号，没有文字；多半是多按了一次回车",
    "a paragraph of nothing but an automatic number; most likely Enter was pressed once too often",
)
UNKNOWN_NUMBERS = (
    "自动编号的格式没有认出，用了阿拉伯数字",
    "the format of automatic numbers is not known; plain digits were used",
)
