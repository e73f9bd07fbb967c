"""Whatever is asked of the API, it answers as its OpenAPI description says, and never breaks.

schemathesis makes the requests from the description: values that fit it and values that do not, in every parameter and
body, and checks each answer's status, type and schema.
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bilat.serve.app import create_app
from bilat.serve.settings import Settings
from tests.serve_fixtures import bearer, new_token, record_in

# Requests of each kind for each address.
EXAMPLES = 8
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
HEADERS: dict[str, str] = {}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    address = record_in(tmp_path_factory.mktemp("described"))
    app = create_app(address, Settings(requests_per_minute=10**9, burst=10**9, tries_per_minute=10**9))
    HEADERS.update({"Host": "127.0.0.1:8000", **bearer(new_token(address))})
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)


def operations_of(described: BaseSchema) -> list[APIOperation[Any, Any, Any, Any]]:
    found = list(described.get_all_operations())
    assert all(isinstance(one, Ok) for one in found), "the description has an operation that is not one"
    return [one.ok() for one in found if isinstance(one, Ok)]


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
def test_answers_are_as_described(described: BaseSchema, mode: schemathesis.GenerationMode) -> None:
    operations = operations_of(described)
    assert len(operations) > 25
    for operation in operations:
        if mode is schemathesis.GenerationMode.NEGATIVE and not [*operation.iter_parameters(), *operation.body]:
            continue  # nothing there can be wrong

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def answers_as_described(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=CHECKS, headers=HEADERS)

        answers_as_described()


def test_another_method_is_told_that_it_is_none(described: BaseSchema) -> None:
    for operation in operations_of(described):
        for method in ("PUT", "DELETE", "PATCH"):
            case = operation.Case(method=method, path_parameters={"correction": 1})
            assert case.call(headers=HEADERS).status_code == 405
