"""Numbers, as authors write them: plain digits of ASCII, and no number that a tool downstream would round or spell out.

At most 15 significant digits, so that a 64-bit float carries every number exactly (IEEE 754 binary64), and at most 18
before or after the point, so that all of them can be written without an exponent.
"""

import re
from decimal import Context, Decimal, Inexact, Overflow, Subnormal
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

DIGITS = 15
"""Significant digits of a number at most."""
PLACES = 18
"""Numbers lie below 10 to this power; other than 0, they are at least 10 to its negative."""

_NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
_WHOLE = r"[+-]?[0-9]+"
_IS_NUMBER = re.compile(_NUMBER).fullmatch
_IS_WHOLE = re.compile(_WHOLE).fullmatch
_exactly = Context(DIGITS, Emin=-PLACES, Emax=PLACES - 1, traps=[Inexact, Overflow, Subnormal]).create_decimal


def number(given: Any) -> Decimal:
    """The number that a text, a number of JSON or a decimal is. Raises pydantic's errors for anything else."""
    kind = type(given)
    if kind is float:
        given = repr(given)
    elif kind is str:
        if not _IS_NUMBER(given):
            raise PydanticKnownError("decimal_parsing")
    elif kind is not int and kind is not Decimal:
        raise PydanticKnownError("decimal_type")
    decimal = Decimal(given)
    if not decimal.is_finite():
        raise PydanticKnownError("finite_number")
    try:
        _exactly(decimal)
    except (Inexact, Overflow, Subnormal):
        raise _inexact(decimal) from None
    return decimal or Decimal(0)  # there is no negative nought


def _inexact(decimal: Decimal) -> PydanticKnownError | PydanticCustomError:
    significant = "".join(map(str, decimal.as_tuple().digits)).rstrip("0")
    if len(significant) > DIGITS:
        return PydanticKnownError("decimal_max_digits", {"max_digits": DIGITS})
    return PydanticCustomError("number_magnitude", "too large or too near to zero")


class PlainNumber:
    """The type of a number: ``Annotated[Decimal, PlainNumber()]``."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(number)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": ["number", "string"], "pattern": f"^{_NUMBER}$"}


class PlainWhole:
    """Marks a whole number of which text has nothing but digits: ``Annotated[int, Field(...), PlainWhole()]``.

    In JSON it is a number; what else JSON may hold is left to the reader that knows texts.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = handler(source)
        python = core_schema.no_info_before_validator_function(_digits_alone, inner)
        return core_schema.json_or_python_schema({**inner, "strict": True}, python)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "type": ["integer", "string"], "pattern": f"^{_WHOLE}$"}


def _digits_alone(given: Any) -> Any:
    if isinstance(given, str) and not _IS_WHOLE(given):
        raise PydanticKnownError("int_parsing")
    return given
