"""Signing in with a token and a name, and out again."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from bilat.serve.addresses import own_path
from bilat.serve.answering import page
from bilat.serve.cookies import cookie_name
from bilat.serve.limits import client_of, too_many
from bilat.serve.visitors import COOKIE, SESSION_LASTS, SignedIn, sign_in, visitor_of

router = APIRouter()


@router.get("/sign-in")
def form(request: Request, next: str = "/") -> Response:  # noqa: A002 - the field's name in the address
    """The form: a token, and the name that corrections are kept under."""
    if request.app.state.settings.public:
        raise HTTPException(403, "this server is public: it shows the record, and nothing can be written")
    return page(request, "sign_in.html", next=own_path(next), wrong=None, name="")


@router.post("/sign-in")
async def begin(
    request: Request,
    token: Annotated[str, Form(max_length=200)] = "",
    name: Annotated[str, Form(max_length=200)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",  # noqa: A002
) -> Response:
    """Begins a session where the token is good, and sends the person back to where they were."""
    state = request.app.state
    client = client_of(request.scope)
    if (wait := state.tries.wait(client)) > 0:
        return too_many(request, wait)  # type: ignore[return-value]
    cookie = await run_in_threadpool(sign_in, state.record, state.sessions, token, name)
    if cookie is None:
        state.tries.take(client)
        wrong = "This token is not known here, or was revoked."
        return page(request, "sign_in.html", 401, next=own_path(next), wrong=wrong, name=name)
    answer = RedirectResponse(own_path(next), 303)
    answer.set_cookie(
        cookie_name(request, COOKIE),
        cookie,
        max_age=int(SESSION_LASTS),
        httponly=True,
        samesite="lax",  # a link that a colleague sends opens as for who is signed in; what writes is guarded besides
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/sign-out")
def end(
    request: Request,
    _: SignedIn,
    next: Annotated[str, Form(max_length=2000)] = "/",  # noqa: A002
) -> Response:
    """Ends the session."""
    assert visitor_of(request).token is not None
    request.app.state.sessions.end(request.cookies.get(cookie_name(request, COOKIE), ""))
    answer = RedirectResponse(own_path(next), 303)
    answer.delete_cookie(cookie_name(request, COOKIE))
    return answer
