"""Names for outside: stable under one agreement, of no use to join two."""

from __future__ import annotations

import re
import uuid

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.services.sharing.outside import OutsideNames

ids = st.text(min_size=1, max_size=40)


@given(st.binary(min_size=32, max_size=32), ids, ids)
def test_an_outside_id_is_a_version_8_uuid_that_depends_on_the_agreement(secret, agreement, record):
    names = OutsideNames(secret, agreement)
    made = uuid.UUID(names.uuid(record))

    assert (made.version, made.variant) == (8, uuid.RFC_4122)
    assert names.uuid(record) == OutsideNames(secret, agreement).uuid(record)
    assert names.uuid(record) != OutsideNames(secret, agreement + "x").uuid(record)
    assert names.uuid(record) != OutsideNames(secret[::-1] + b"x", agreement).uuid(record)


@given(ids)
def test_a_code_can_be_read_out_and_is_not_part_of_the_id(record):
    names = OutsideNames(b"s" * 32, "a")
    code = names.code("INC", record)

    assert re.fullmatch(r"INC-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
    assert names.mention("INC", record) != code


def test_the_secret_does_not_print():
    assert "ssss" not in repr(OutsideNames(b"s" * 32, "a"))


def test_ten_thousand_records_have_ten_thousand_codes():
    names = OutsideNames(b"s" * 32, "a")

    assert len({names.code("INC", str(n)) for n in range(10_000)}) == 10_000
