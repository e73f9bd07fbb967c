"""The guard at the door: who may read, who may write, before any route is asked."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bilat.errors import RecordError
from bilat.serve.limits import Buckets, client_of, too_many
from bilat.serve.problems import problem, unavailable
from bilat.serve.settings import Settings
from bilat.serve.suffixes import form_of
from bilat.serve.visitors import Sessions, Visitor, bearer_of, is_from_here, recognised, set_visitor

# A form or a correction is never larger, in bytes.
LARGEST_BODY = 64 * 2**10
READS = ("GET", "HEAD", "OPTIONS")
SIGN_IN = "/sign-in"
# What somebody who has not signed in yet needs to do so.
_OPEN = (SIGN_IN, "/static/")


class Door:
    """Lets through who may; answers everybody else."""

    def __init__(self, app: ASGIApp, settings: Settings, sessions: Sessions, tries: Buckets) -> None:
        """`tries` limits how often a client may be wrong about a token."""
        self._app = app
        self._settings = settings
        self._sessions = sessions
        self._tries = tries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "http":
            answer = await self._refusal(Request(scope))
            if answer is not None:
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _refusal(self, request: Request) -> ASGIApp | None:
        """The answer to who may not; None lets them through."""
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:12]) > LARGEST_BODY:
            return problem(request, 413, f"no request here is larger than {LARGEST_BODY:,} bytes")
        if "\0" in request.scope["path"] or b"%00" in request.scope["query_string"]:
            return problem(request, 422, "the address holds a zero character, which nothing in the record has")
        visitor = await self._visitor(request)
        if not isinstance(visitor, Visitor):
            return visitor
        set_visitor(request, visitor)
        if request.method in READS:
            return self._reading(request, visitor)
        return self._writing(request, visitor)

    async def _visitor(self, request: Request) -> Visitor | ASGIApp:
        client = client_of(request.scope)
        if bearer_of(request) is not None and (wait := self._tries.wait(client)) > 0:
            return too_many(request, wait)
        try:
            visitor = await recognised(request, self._sessions)
        except RecordError as error:
            return unavailable(request, error)
        if visitor is None:
            self._tries.take(client)
            return _unknown(request, "this token is not known here, or was revoked")
        return visitor

    def _reading(self, request: Request, visitor: Visitor) -> ASGIApp | None:
        if not self._settings.reading_needs_token or visitor.token is not None:
            return None
        path = request.scope["path"]
        if path.startswith(_OPEN):
            return None
        if form_of(request.scope) == "html" and "text/html" in request.headers.get("accept", ""):
            asked = path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"{SIGN_IN}?next={quote(asked, safe='/')}", 303)
        return _unknown(request, "reading needs a token here: Authorization: Bearer TOKEN")

    def _writing(self, request: Request, visitor: Visitor) -> ASGIApp | None:
        if self._settings.public:
            return problem(request, 403, "this server is public: it shows the record, and nothing can be written")
        if visitor.by == "bearer":
            return None
        if not is_from_here(request):
            return problem(request, 403, "this was not sent by a page of this server")
        if visitor.token is None and request.scope["path"] != SIGN_IN:
            return _unknown(request, "writing needs a token: sign in, or show one (Authorization: Bearer TOKEN)")
        return None


def _unknown(request: Request, words: str) -> ASGIApp:
    answer = problem(request, 401, words)
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
