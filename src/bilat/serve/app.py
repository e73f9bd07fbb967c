"""The application: routes, guards and the record behind them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

import bilat
from bilat.record import Record
from bilat.serve import api, news, problems, signing_in, writing
from bilat.serve.door import LARGEST_BODY, Door
from bilat.serve.headers import Headers
from bilat.serve.heads import Heads
from bilat.serve.hosts import Hosts
from bilat.serve.limits import Buckets, Limits
from bilat.serve.pages import ROUTERS
from bilat.serve.request_log import RequestLog
from bilat.serve.settings import Settings
from bilat.serve.sharing import Sharing
from bilat.serve.suffixes import Suffixes
from bilat.serve.visitors import Sessions

# Answers that are made at once.
THREADS = 8
# How long a correction waits for another writer, in seconds.
PATIENCE = 10.0
# FastAPI can send traces to where the environment says; this program asks nobody.
_NO_TELEMETRY = {"auto_configure": False, "tracing": False, "metrics": False, "logs": False, "operation_spans": False}


def create_app(address: str | None, settings: Settings) -> FastAPI:
    """The application for the record at an address. Raises `bilat.errors.RecordError` where there is none."""
    record = Record(address, create=False, patience=PATIENCE)
    app = FastAPI(
        title="bilat",
        version=bilat.__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        telemetry=_NO_TELEMETRY,  # type: ignore[arg-type]  # a dictionary of these names
        lifespan=_running,
    )
    app.state.record = record
    app.state.settings = settings
    app.state.sessions = Sessions()
    app.state.tries = Buckets(settings.tries_per_minute, settings.tries_per_minute)
    app.state.news = news.News(record)
    problems.install(app)
    app.mount("/static", StaticFiles(directory=Path(str(files("bilat.serve") / "static"))), name="static")
    api.install(app)
    # The pages are last: of two routes that fit the first answers, and a pair of countries fits much.
    for router in (news.router, signing_in.router, writing.router, *ROUTERS):
        app.include_router(router, include_in_schema=False)
    _guard(app, settings)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """Puts the guards before the routes; the one that is added last is asked first."""
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_BODY)
    app.add_middleware(Sharing, news=app.state.news)
    app.add_middleware(Door, settings=settings, sessions=app.state.sessions, tries=app.state.tries)
    app.add_middleware(Limits, buckets=Buckets(settings.requests_per_minute, settings.burst))
    app.add_middleware(Hosts, names=settings.hosts, any_address=settings.on_every_address)
    app.add_middleware(Suffixes)
    app.add_middleware(Heads)
    app.add_middleware(Headers)
    app.add_middleware(RequestLog)


@contextlib.asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    # More threads would only take turns: each holds the interpreter while it makes a page.
    current_default_thread_limiter().total_tokens = THREADS
    asking = asyncio.create_task(app.state.news.ask_for_ever())
    try:
        yield
    finally:
        app.state.news.close()
        asking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asking
        app.state.record.close()
