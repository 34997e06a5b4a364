"""The HTTP application: REST and web over one knowledge base, with the headers every response carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api import web
from api.errors import FROM_INDEXER, ServiceError
from api.intake import Intake
from api.knowledge_base import KnowledgeBase
from api.rest.problems import Problem, problem, status_and_detail
from api.rest.routers import ROUTERS

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Next = Callable[[Request], Awaitable[Response]]


def create_app(knowledge_base: KnowledgeBase) -> FastAPI:
    """The application over a knowledge base; closing that is the caller's."""
    app = FastAPI(
        title="Learning review search",
        version="1",
        description="Cited answers from a safeguarding partnership's own documents.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # such a redirect would go to whatever host the request names
    )
    app.state.knowledge_base = knowledge_base
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/healthz", health, include_in_schema=False)
    app.add_api_route("/readyz", ready, include_in_schema=False)
    web.mount(app)
    for kind in (RequestValidationError, HTTPException, Exception, ServiceError, *FROM_INDEXER):
        app.add_exception_handler(kind, _explain)
    app.add_middleware(Intake, explain=_explain)
    app.middleware("http")(_guard)
    if knowledge_base.settings.hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=knowledge_base.settings.hosts, www_redirect=False)
    _describe_problems(app)
    return app


async def health() -> dict[str, str]:
    """The process answers, however busy the threads are that do its work."""
    return {"status": "ok"}


def ready(request: Request) -> JSONResponse:
    """Questions can be answered, or why not (in the log; the response is open to all)."""
    why_not = request.app.state.knowledge_base.ready()
    return JSONResponse({"status": "ready" if why_not is None else "not ready"}, 200 if why_not is None else 503)


async def _guard(request: Request, call_next: Next) -> Response:
    """Set the headers every response carries."""
    response = await call_next(request)
    if request.url.path.startswith("/static/"):
        response.headers["Cache-Control"] = "public, max-age=3600"
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.app.state.knowledge_base.settings.https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


async def _explain(request: Request, error: Exception) -> Response:
    """Problem details for programs, a page for people."""
    if request.url.path.startswith("/api/") or not _wants_page(request):
        return problem(error)
    return web.error_page(request, *status_and_detail(error))


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _describe_problems(app: FastAPI) -> None:
    """Put the Problem schema that all routes refer to into the API's description."""
    describe = app.openapi

    def described() -> dict[str, object]:
        schema = describe()
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
        schema["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        schema["security"] = [{"bearer": []}]
        return schema

    app.openapi = described  # type: ignore[method-assign]
