"""Addresses as they may be shown and logged: without passwords, and without what looks like a secret."""

import re
from urllib.parse import unquote, urlsplit

HIDDEN = "…"

# Parts of the names of parameters whose values are secrets.
_SECRET = re.compile(
    r"token|secret|passw|pwd|passphrase|credential|auth|signature|session|jwt|bearer"
    r"|(?:^|[_-])(?:key|pass|pw|sig|hash|sid|code|user|u|t|k|s|h)$|apikey|accesskey",
    re.IGNORECASE,
)
# A long run of letters and digits with both among them: no word of a language.
_RANDOM = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_]{20,}(?![\w-])")
_USER = re.compile(r"(https?://)[^/?#\s@]*@", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def shown(url: str) -> str:
    """An address with the password, and every parameter or step that looks like a secret, as `…`."""
    bare = _USER.sub(rf"\g<1>{HIDDEN}@", url)
    try:
        parts = urlsplit(bare)
    except ValueError:
        return bare.partition("?")[0]
    query = "&".join(_parameter(each) for each in parts.query.split("&"))
    path = _RANDOM.sub(HIDDEN, parts.path)
    start = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return f"{start}{path}" + (f"?{query}" if query else "")


def shown_in(text: str) -> str:
    """A text with every address in it shown so."""
    return _ADDRESS.sub(lambda found: shown(found.group()), text)


def _parameter(parameter: str) -> str:
    name, equals, value = parameter.partition("=")
    if equals and value and (_SECRET.search(unquote(name)) or _RANDOM.search(value) or len(value) > 100):
        return f"{name}={HIDDEN}"
    return parameter if equals else _RANDOM.sub(HIDDEN, parameter)
