"""The vault key comes out for the passphrase or the recovery key, and for nothing else."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.crypto import derivation, keyslots
from fieldapp.crypto.keyslots import (
    DamagedKeysError,
    Derivation,
    EmptyPassphraseError,
    KeyFileNeededError,
    Keys,
    NewerKeysError,
    OutOfBoundsError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
    new_keys,
    read_keys,
    unlock,
    unlock_with_recovery,
    with_new_recovery,
    with_passphrase,
)
from fieldapp.errors import FieldappError

QUICK = Derivation(64 * 1024, 1, 1)  # the least that is allowed
KEYS, VAULT_KEY, RECOVERY = new_keys("Sesame", page_size=16384, derivation=QUICK)
TEXT = KEYS.to_json()


def changed(**new: object) -> bytes:
    return canonical({**json.loads(TEXT), **new})


def slot_changed(place: int, **new: object) -> bytes:
    content = json.loads(TEXT)
    content["slots"][place].update(new)
    return canonical(content)


def derivation_changed(place: int, **new: object) -> bytes:
    content = json.loads(TEXT)
    content["slots"][place]["derivation"].update(new)
    return canonical(content)


def canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def test_both_ways_give_the_one_vault_key():
    read = read_keys(TEXT)
    assert read == KEYS
    assert len(VAULT_KEY) == 32
    assert unlock(read, "Sesame") == VAULT_KEY
    assert unlock_with_recovery(read, RECOVERY) == VAULT_KEY
    assert read.page_size == 16384


def test_no_two_vaults_share_anything():
    other, vault_key, recovery = new_keys("Sesame", page_size=16384, derivation=QUICK)
    assert vault_key != VAULT_KEY
    assert recovery != RECOVERY
    assert other.vault_id != KEYS.vault_id
    assert not {slot.salt for slot in other.slots} & {slot.salt for slot in KEYS.slots}


def test_a_wrong_passphrase_says_only_that():
    with pytest.raises(WrongPassphraseError) as caught:
        unlock(KEYS, "sesame")
    assert "esame" not in str(caught.value)
    with pytest.raises(WrongRecoveryKeyError):
        unlock_with_recovery(KEYS, new_keys("x", page_size=4096, derivation=QUICK)[2])


@pytest.mark.parametrize("typed", ["Cafe\u0301", "Caf\u00e9\n", "Caf\u00e9\r\n"])
def test_a_passphrase_is_composed_and_loses_one_line_end(typed):
    keys = with_passphrase(KEYS, VAULT_KEY, "Caf\u00e9", QUICK)
    assert unlock(keys, typed) == VAULT_KEY


@pytest.mark.parametrize("typed", ["Caf\u00e9\n\n", "Caf\u00e9 ", " Caf\u00e9", "Cafe"])
def test_nothing_else_of_a_passphrase_is_lost(typed):
    keys = with_passphrase(KEYS, VAULT_KEY, "Caf\u00e9", QUICK)
    with pytest.raises(WrongPassphraseError):
        unlock(keys, typed)


@pytest.mark.parametrize("empty", ["", "\n", "\r\n"])
def test_an_empty_passphrase_is_refused(empty):
    with pytest.raises(EmptyPassphraseError):
        new_keys(empty, page_size=4096, derivation=QUICK)


def test_a_new_passphrase_ends_the_old_one_and_keeps_the_recovery_key():
    keys = with_passphrase(KEYS, VAULT_KEY, "Open up", QUICK)
    assert unlock(keys, "Open up") == unlock_with_recovery(keys, RECOVERY) == VAULT_KEY
    with pytest.raises(WrongPassphraseError):
        unlock(keys, "Sesame")
    assert len(keys.slots) == 2


def test_a_new_recovery_key_ends_the_old_one_and_keeps_the_passphrase():
    keys, recovery = with_new_recovery(KEYS, VAULT_KEY)
    assert unlock_with_recovery(keys, recovery) == unlock(keys, "Sesame") == VAULT_KEY
    with pytest.raises(WrongRecoveryKeyError):
        unlock_with_recovery(keys, RECOVERY)
    assert len(keys.slots) == 2


def test_a_key_file_is_needed_where_the_slot_says_so():
    keys = read_keys(with_passphrase(KEYS, VAULT_KEY, "Sesame", QUICK, b"file").to_json())
    assert unlock(keys, "Sesame", b"file") == VAULT_KEY
    with pytest.raises(WrongPassphraseError):
        unlock(keys, "Sesame", b"another file")
    with pytest.raises(KeyFileNeededError):
        unlock(keys, "Sesame")


def test_a_slot_of_a_later_kind_is_kept():
    later = {"id": "aa", "kind": "shares", "nonce": "00" * 12, "wrapped": "00" * 48}
    later["derivation"] = {"name": "shamir", "needed": 2, "of": 3}
    content = json.loads(TEXT)
    content["slots"].append(later)
    keys = with_passphrase(read_keys(canonical(content)), VAULT_KEY, "Open up", QUICK)

    assert json.loads(keys.to_json())["slots"][1] == later
    assert unlock(read_keys(keys.to_json()), "Open up") == VAULT_KEY


def test_a_newer_format_says_so():
    with pytest.raises(NewerKeysError):
        read_keys(changed(format="fieldapp-keys/2", anything={"else": []}))


OUTSIDE = {
    "weak memory": derivation_changed(0, memory_kib=64 * 1024 - 1),
    "huge memory": derivation_changed(0, memory_kib=2048 * 1024 + 1),
    "no pass": derivation_changed(0, passes=0),
    "many passes": derivation_changed(0, passes=21),
    "no lane": derivation_changed(0, lanes=0),
    "many lanes": derivation_changed(0, lanes=17),
    "a claim for a number": derivation_changed(0, passes=True),
    "a text for a number": derivation_changed(0, passes="1"),
    "a fraction": derivation_changed(0, passes=1.0),
    "no number": derivation_changed(0, lanes=None),
    "a number for a claim": derivation_changed(0, key_file=0),
    "a short salt": derivation_changed(0, salt="00" * 15),
    "a capital salt": derivation_changed(0, salt="AA" * 16),
    "another derivation": derivation_changed(0, name="pbkdf2"),
    "no derivation": slot_changed(0, derivation={}),
    "more parameters": derivation_changed(1, more=1),
    "a recovery slot for a passphrase": slot_changed(1, kind="passphrase"),
    "a costly slot of a later kind": canonical(
        {**json.loads(TEXT), "slots": [{**json.loads(TEXT)["slots"][0], "kind": "shares",
         "derivation": {"name": "argon2id", "memory_kib": 1, "passes": 1, "lanes": 1}}]}
    ),
    "a nested parameter": derivation_changed(1, salt=["00" * 16]),
    "a short nonce": slot_changed(0, nonce="00"),
    "a short key": slot_changed(0, wrapped="00" * 47),
    "no slot": changed(slots=[]),
    "one slot twice": changed(slots=json.loads(TEXT)["slots"] * 2),
    "many slots": changed(
        slots=[{**json.loads(TEXT)["slots"][1], "id": f"{n}"} for n in range(17)]
    ),
    "slots that are none": changed(slots=[1]),
    "an odd page size": changed(page_size=16000),
    "a page size that is a claim": changed(page_size=True),
    "another format": changed(format="something/1"),
    "more fields": changed(more=1),
    "a list": b"[]\n",
    "nothing": b"",
    "too long": canonical(
        {**json.loads(TEXT), "slots": [{**json.loads(TEXT)["slots"][0], "kind": "shares",
         "derivation": {"name": "x" * 70_000}}]}
    ),
    "too deep": b"[" * 60_000,
    "too large a number": b'{"format":' + b"9" * 9000 + b"}",
    "not a number": TEXT.replace(b"16384", b"NaN"),
    "other white space": TEXT.replace(b",", b", "),
    "a field twice": TEXT.replace(b'"page_size":16384', b'"page_size":4096,"page_size":16384'),
    "another encoding": TEXT.decode().encode("utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("content", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_what_is_out_of_bounds_is_damaged_before_any_derivation(content, monkeypatch):
    monkeypatch.setattr(derivation, "Argon2id", None)
    with pytest.raises(DamagedKeysError):
        read_keys(content)


def test_sixteen_slots_are_read():
    slots = [{**json.loads(TEXT)["slots"][1], "id": f"{n}"} for n in range(16)]
    assert len(read_keys(changed(slots=slots)).slots) == 16


SLOT = TEXT.index(b'{"derivation":{"key_file"'), TEXT.index(b'{"derivation":{"name":"hkdf')


def test_any_flipped_bit_is_found_by_the_recovery_key():
    for place in set(range(len(TEXT))) - set(range(*SLOT)):
        for bit in range(8):
            flipped = bytearray(TEXT)
            flipped[place] ^= 1 << bit
            with pytest.raises(FieldappError):
                unlock_with_recovery(read_keys(bytes(flipped)), RECOVERY)


def test_any_changed_field_is_found_by_the_passphrase():
    other = "ab" * 16
    for content in (
        changed(vault=other),
        changed(page_size=8192),
        slot_changed(0, id=other),
        slot_changed(0, nonce="ab" * 12),
        slot_changed(0, wrapped="ab" * 48),
        derivation_changed(0, salt=other),
        derivation_changed(0, passes=2),
        derivation_changed(0, lanes=2),
        derivation_changed(0, memory_kib=64 * 1024 + 8),
    ):
        with pytest.raises(WrongPassphraseError):
            unlock(read_keys(content), "Sesame")


@settings(max_examples=200, deadline=None)
@given(place=st.integers(*SLOT), byte=st.integers(0, 255))
def test_a_damaged_passphrase_slot_never_stands_in_the_way_of_the_recovery_key(place, byte):
    flipped = TEXT[:place] + bytes([byte]) + TEXT[place + 1 :]
    try:
        keys = read_keys(flipped)
    except FieldappError:
        return
    if keys.slots[1] == KEYS.slots[1]:
        assert unlock_with_recovery(keys, RECOVERY) == VAULT_KEY


FIELDS = st.sampled_from(["format", "vault", "page_size", "slots", "id", "kind"])
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner),
    max_leaves=10,
)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | JSON.map(canonical))
def test_no_content_breaks_the_reading(content):
    with pytest.raises((DamagedKeysError, NewerKeysError)):
        read_keys(content)


@pytest.mark.parametrize("wrong", [{"memory_kib": 1024}, {"passes": 0}, {"lanes": 99}])
def test_no_caller_weakens_the_derivation(wrong):
    with pytest.raises(OutOfBoundsError):
        Derivation(**wrong)
    with pytest.raises(OutOfBoundsError):
        new_keys("Sesame", page_size=1000, derivation=QUICK)


def test_calibration_stays_above_the_least():
    for seconds in (0.0001, 0.2):
        found = keyslots.calibrate(seconds)
        assert found.memory_kib >= 64 * 1024
        assert found.passes >= 3
        assert found.lanes <= (os.cpu_count() or 1)


def test_the_derivation_is_frozen():
    # Argon2id and both HKDF uses, as released: a change here locks every vault.
    salt = bytes(range(16))
    assert derivation.passphrase_key("Se\u0301same", salt, QUICK).hex() == ARGON2
    assert derivation.passphrase_key("Se\u0301same", salt, QUICK, b"file").hex() == KEY_FILE
    assert derivation.recovery_slot_key(b"secret", salt).hex() == HKDF


ARGON2 = "6a77f09783c85d9e80776f87939446871288b9564dae1e249be46781b4f0a863"
KEY_FILE = "8098d71308d893453b42f5cd471cce91c95e17e792e263fc0b4a0780bcd879b2"
HKDF = "31dd7a313de41b2a840985fc29cb533b758f1f328a9c7240389fadda6b2482c0"


def test_the_released_format_opens_for_ever():
    keys = read_keys(RELEASED)
    assert unlock(keys, "Sesame") == unlock_with_recovery(keys, RELEASED_RECOVERY)
    assert keys.to_json() == RELEASED


RELEASED_RECOVERY = "D9XV-Q3R8-9EZY-596F-98YG-2MJF-K5Y8"
RELEASED = (
    b'{"format":"fieldapp-keys/1","page_size":16384,"slots":[{"derivation":{"key_file"'
    b':false,"lanes":1,"memory_kib":65536,"name":"argon2id","passes":1,"salt":"8d722fd'
    b'5140d10f2afae4b9d4cd8816d"},"id":"db11cda01719d81b","kind":"passphrase","nonce":'
    b'"bbcf2bf132796c13a95d2c44","wrapped":"61bac96e74ba61737e1888b5c1f97873c005036389'
    b'3232d6f7a3c53eaf94cf980bba6975845bc0bfb179f9c01d24ba81"},{"derivation":{"name":"'
    b'hkdf-sha256","salt":"144c3dc92ddd906bd570893b4171722a"},"id":"f16c9b1b92791aa7",'
    b'"kind":"recovery","nonce":"098b1177d2c0a097dde2eeef","wrapped":"5a20f68d0f1bea4d'
    b"01d3f60565c17b0ec7a0b34540a276681bf2dfc8367b2a55af9784bfa7531075d3dc66c9cd0626c5"
    b'"}],"vault":"954278582c31345011fd359a88e07dda"}'
    b"\n"
)


def test_a_slot_does_not_show_what_it_wraps():
    shown = repr(KEYS)
    assert KEYS.slots[0].wrapped.hex() not in shown
    assert "wrapped" not in shown


def test_slots_of_two_vaults_cannot_be_swapped():
    other, _, recovery = new_keys("Sesame", page_size=16384, derivation=QUICK)
    swapped = Keys(KEYS.vault_id, 16384, (KEYS.slots[0], other.slots[1]))
    with pytest.raises(WrongRecoveryKeyError):
        unlock_with_recovery(swapped, recovery)
    with pytest.raises(WrongPassphraseError):
        unlock(replace(KEYS, slots=(other.slots[0],)), "Sesame")
