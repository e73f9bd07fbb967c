"""The style and script of a marked report: those of `bilat.view`, so that page and file look and act alike."""

import hashlib
from importlib.resources import files

from fastapi import HTTPException, Response

_KINDS = {"reading.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}


def asset_response(name: str) -> Response:
    """The asset, or 404."""
    if name not in _KINDS:
        raise HTTPException(404, "there is no such file")
    text = (files("bilat.view") / "templates" / name).read_bytes()
    tag = f'"{hashlib.sha256(text).hexdigest()[:16]}"'
    return Response(text, media_type=_KINDS[name], headers={"ETag": tag})
