"""Every row of a list, or a refusal: never a part under the name of the whole."""

import pytest

from geoops.kit import paging

ROWS = list(range(2500))


async def page(limit: int, after: int | None) -> list[int]:
    """As the lists of this system give them: in order, one more than asked for where there are more."""
    begin = 0 if after is None else after + 1
    return ROWS[begin : begin + limit + 1]


def number(row: int) -> int:
    return row


@pytest.mark.parametrize("most", [2500, 2501])
async def test_every_row_once_and_in_order(most: int) -> None:
    assert await paging.everything(page, number, most) == ROWS


async def test_a_list_that_ends_with_a_page_ends() -> None:
    async def two_full_pages(limit: int, after: int | None) -> list[int]:
        return [row for row in await page(limit, after) if row < 2 * paging.MAX_LIMIT]

    assert await paging.everything(two_full_pages, number, 5000) == ROWS[:2000]


@pytest.mark.parametrize("most", [0, 999, 1000, 2499])
async def test_more_rows_than_a_file_holds_are_refused(most: int) -> None:
    with pytest.raises(paging.TooManyRows) as refused:
        await paging.everything(page, number, most)
    assert refused.value.extra == {"most": most}
