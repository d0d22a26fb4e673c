"""Languages that patients read: what people type of them, told apart by their two-letter codes."""

import unicodedata

from pico_tracker.domain.words import mark

LANGUAGE_NAMES = {
    "ar": mark("Arabic"),
    "bg": mark("Bulgarian"),
    "bn": mark("Bengali"),
    "cs": mark("Czech"),
    "cy": mark("Welsh"),
    "da": mark("Danish"),
    "de": mark("German"),
    "el": mark("Greek"),
    "en": mark("English"),
    "es": mark("Spanish"),
    "et": mark("Estonian"),
    "fa": mark("Persian"),
    "fi": mark("Finnish"),
    "fr": mark("French"),
    "he": mark("Hebrew"),
    "hi": mark("Hindi"),
    "hr": mark("Croatian"),
    "hu": mark("Hungarian"),
    "it": mark("Italian"),
    "ja": mark("Japanese"),
    "ko": mark("Korean"),
    "lt": mark("Lithuanian"),
    "lv": mark("Latvian"),
    "nl": mark("Dutch"),
    "no": mark("Norwegian"),
    "pa": mark("Punjabi"),
    "pl": mark("Polish"),
    "pt": mark("Portuguese"),
    "ro": mark("Romanian"),
    "ru": mark("Russian"),
    "sk": mark("Slovak"),
    "sl": mark("Slovenian"),
    "so": mark("Somali"),
    "sq": mark("Albanian"),
    "sr": mark("Serbian"),
    "sv": mark("Swedish"),
    "ta": mark("Tamil"),
    "tr": mark("Turkish"),
    "uk": mark("Ukrainian"),
    "ur": mark("Urdu"),
    "vi": mark("Vietnamese"),
    "zh": mark("Chinese"),
}
"""Codes of ISO 639-1 with their names."""

_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

_OWN_NAMES = {
    "ar": ("العربية",),
    "bg": ("български",),
    "bn": ("বাংলা",),
    "cs": ("čeština", "česky"),
    "cy": ("cymraeg",),
    "da": ("dansk",),
    "de": ("deutsch",),
    "el": ("ελληνικά",),
    "es": ("español", "castellano"),
    "et": ("eesti",),
    "fa": ("فارسی", "farsi"),
    "fi": ("suomi",),
    "fr": ("français",),
    "he": ("עברית",),
    "hi": ("हिन्दी",),
    "hr": ("hrvatski",),
    "hu": ("magyar",),
    "it": ("italiano",),
    "ja": ("日本語",),
    "ko": ("한국어",),
    "lt": ("lietuvių",),
    "lv": ("latviešu",),
    "nl": ("nederlands", "flemish", "vlaams"),
    "no": ("norsk", "nb", "nn"),
    "pa": ("ਪੰਜਾਬੀ",),
    "pl": ("polski", "polska"),
    "pt": ("português",),
    "ro": ("română",),
    "ru": ("русский",),
    "sk": ("slovenčina", "slovensky"),
    "sl": ("slovenščina", "slovensko"),
    "so": ("soomaali",),
    "sq": ("shqip",),
    "sr": ("srpski", "српски"),
    "sv": ("svenska",),
    "ta": ("தமிழ்",),
    "tr": ("türkçe",),
    "uk": ("українська",),
    "ur": ("اردو",),
    "vi": ("tiếng việt",),
    "zh": ("中文", "mandarin", "cantonese", "普通话"),
}


def language_code(typed: str) -> str:
    """The code of a language as people type it: "Polish", "polski", "pl" and "pl-PL" are all "pl".

    What is no known language comes back in small letters, so that two of the same still match.
    """
    plain = _plain(typed)
    first = plain.replace("_", "-").replace("-", " ").replace("(", " ").replace(",", " ").split(" ")[0]
    return _CODES.get(plain) or _CODES.get(first) or plain


def language_name(code: str) -> str:
    """The marked name of a language in English; a code that is not known stands for itself."""
    return LANGUAGE_NAMES.get(language_code(code), code)


def is_read_to_left(language: str) -> bool:
    """Whether a language, by code or name, is written from right to left."""
    return language_code(language) in _TO_LEFT


def _plain(text: str) -> str:
    """Small letters without accents, which people leave out."""
    apart = unicodedata.normalize("NFD", text.strip().casefold())
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")


_CODES = {
    **{code: code for code in LANGUAGE_NAMES},
    **{_plain(name): code for code, name in LANGUAGE_NAMES.items()},
    **{_plain(name): code for code, names in _OWN_NAMES.items() for name in names},
}
