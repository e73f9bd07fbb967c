"""The pages: one module each, with an APIRouter. The first route that fits answers, so `/{first}/{second}` is last."""

from bilat.serve.pages import actors, events, measures, pair, reports, sources, statements, stories, today

ROUTERS = (
    today.router,
    stories.router,
    statements.router,
    measures.router,
    sources.router,
    reports.router,
    events.router,
    actors.router,
    pair.router,
)
