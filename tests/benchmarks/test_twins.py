"""The same story printed again within a month is found, and no two others are taken for one."""

from benchmarks.twins import WAYS, score


def test_planted_twins_are_found_and_no_others() -> None:
    there, hit, wrong, missed = score(1)
    assert {*there} == {*WAYS}
    assert len(wrong) <= 0.02 * there.total()
    assert len(missed) <= 0.05 * there.total()
    assert hit.total() + len(missed) == there.total()
