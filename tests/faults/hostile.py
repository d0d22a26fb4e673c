"""What people, spreadsheets and attackers put into fields."""

MARKUP = "<b>x"
IMAGE = "<img src=/etc/passwd>"
LONE_SURROGATE = "a\ud800b"

SHORT = {
    "markup": MARKUP,
    "image": IMAGE,
    "link": '<a href="file:///etc/passwd">y</a>&amp;&nbsp;',
    "places": "{name} {0} {} {{ {field!r} }}",
    "percents": "%s %(x)s %n %",
    "quotes": "\"'`´“”\\ '; DROP TABLE patient; --",
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+44,\t@SUM(1)",
    "control": "a\x00b\x07c\x1b[31md\x7fe\x85f",
    "lone surrogate": LONE_SURROGATE,
    "emoji": "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 😀",
    "right to left": "\u202eabc\u202c محمد \u2066שרה\u2069",
    "marks": "Z" + "\u0300\u0489" * 60,
    "lines": "two\r\nlines\tand\u2028three",
    "blanks": "  \u00a0\u2003 ",
    "ampersand": "&Save && <&>",
    "accent": "Ame\u0301lie O\u2019Ne\u00efll",
}
"""Short enough for every field of words."""

MEGABYTES = 10_000_000
LONG = {
    "ten megabytes on a line": "W" * MEGABYTES,
    "ten megabytes of lines": "<b>{x}\n" * (MEGABYTES // 7),
    "ten megabytes of emoji": "\U0001f600" * (MEGABYTES // 4),
}

NUMBERS = (
    *("abc", "-1", "0", "-0.0001", "0.00000001", "101", "9" * 9, "9" * 20, "9" * 24, "-" + "9" * 23, "9" * 40),
    *("1e5", "1E400", "NaN", "-Infinity", "1,064", "1.064.000", "٣", "½", "²", "0x10", "1_000", "--1", "4 %"),
)
DAYS = (
    *("tomorrow", "31 Feb 2026", "00.00.0000", "1 Jan 0001", "9999-12-31", "2026-13-01", "1.1.26", "2026"),
    *("1 Jan 1850", "31 Dec 2200", "29 Feb 2027", "٣/٣/٢٠٢٦", "0", "-1", "1 <b>Jan</b> 2026"),
)
DAMAGED = ("[", "[1]", "null", '{"a": 1}', "[[Infinity, 1]]", '[{"device_id": "9"}]', "[" * 5_000)
"""What a damaged draft may hold where a field keeps more than a line."""
