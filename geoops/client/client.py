"""The client: typed questions, GeoDataFrames as answers."""

import io
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

import httpx

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

Method = Literal["equal_interval", "quantile", "natural_breaks", "standard_deviation", "threshold", "manual"]
Cause = Literal["boundary", "approval"]


class ClientError(Exception):
    """The server refused a question: its status, stable code and sentence (RFC 9457)."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code


class Client:
    """One server, asked with a scoped token (`geoops token add NAME --role planner --scope 15`)."""

    def __init__(
        self,
        address: str,
        *,
        token: str,
        space: str = "live",
        language: Literal["vi", "en"] = "vi",
        timeout_s: float = 60.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._space = space
        self._language = language
        self._http = httpx.Client(
            base_url=address.rstrip("/"),
            headers={"Authorization": f"Bearer {token}", "Accept-Language": language},
            timeout=timeout_s,
            transport=transport,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connections."""
        self._http.close()

    def indicators(
        self,
        indicator: str,
        *,
        period: str | None = None,
        second: str | None = None,
        province: str | None = None,
        nature: str = "actual",
        method: Method = "quantile",
        classes: int = 5,
        breaks: tuple[float, ...] | None = None,
        accept: tuple[Cause, ...] = (),
        known_at: str | None = None,
        denominator: str | None = None,
        per: float = 100.0,
        shrink: bool = False,
        hot_spots: bool = False,
    ) -> "gpd.GeoDataFrame":
        """The communes with their boundaries (EPSG:4326), one row each, by `commune_code`.

        Columns: names, `value`, `class` (from 1), `rank`, `not_compared` (why a value is missing), and what was asked
        besides: `second_value`, `low_95`, `high_95`, `hot_spot` … What the figures are (unit, source, notes, the digest
        that a saved view proves) stands in `frame.attrs`. Raises ClientError.
        """
        import geopandas as gpd

        question = {
            "indicator": indicator,
            "period": period,
            "second": second,
            "province": province,
            "nature": nature,
            "method": method,
            "classes": classes,
            "breaks": ",".join(map(repr, breaks)) if breaks else None,
            "accept": ",".join(sorted(accept)) or None,
            "known_at": known_at,
            "denominator": denominator,
            "per": per,
            "shrink": shrink,
            "hot_spots": hot_spots,
        }
        told = self._ask("/api/indicators/compare", question).json()
        # The same data version for both: what is recorded between the two questions is in neither.
        known = question | {"known_at": told["known_at"], "format": "parquet"}
        body = self._ask("/api/indicators/compare/export", known).content
        frame = gpd.read_parquet(io.BytesIO(body)).set_index("commune_code")
        frame.attrs = {
            "indicator": told["first"]["key"],
            "name": told["first"]["name"][self._language],
            "unit": told["first"]["unit"],
            "period": told["first"]["period"],
            "source": told["first"]["source"][self._language],
            "breaks": told["classes"]["breaks"],
            "notes": [note[self._language] for note in told["notes"]],
            "known_at": told["known_at"],
            "boundary_version": told["boundary_version"],
            "digest": told["digest"],
        }
        return frame

    def view(self, view_id: str) -> "gpd.GeoDataFrame":
        """A saved view by its id, on the data version that it was saved on. Raises ClientError."""
        question = self._ask(f"/api/indicators/views/{view_id}", {}).json()["question"]
        breaks = question.pop("breaks", None)
        question.pop("second_breaks", None)
        accept = question.pop("accept", None)
        known = {name: value for name, value in question.items() if name in _TAKEN}
        return self.indicators(
            breaks=tuple(float(one) for one in breaks.split(",")) if breaks else None,
            accept=tuple(accept.split(",")) if accept else (),
            **known,
        )

    def values(self, set_code: str, *, period: str | None = None, after: int = 0) -> "pd.DataFrame":
        """All current values of a set after a sequence number, page after page; `attrs["last_seq"]` to go on from.

        Every page is written into the server's log of who took what. Raises ClientError.
        """
        import pandas as pd

        items: list[dict[str, Any]] = []
        more = True
        while more:
            query = {"set": set_code, "period": period, "after": after, "limit": 5000}
            page = self._ask("/api/indicators/sharing/values", query).json()
            items += page["items"]
            after, more = page["last_seq"], page["more"]
        frame = pd.DataFrame(items)
        frame.attrs = {"last_seq": after}
        return frame

    def catalogue(self, set_code: str | None = None) -> "pd.DataFrame":
        """The rows of the catalogue that hold a value: code, names, unit, frequencies. Raises ClientError."""
        import pandas as pd

        rows: list[dict[str, Any]] = []
        after: str | None = None
        while True:
            page = self._ask("/api/indicators", {"set": set_code, "limit": 1000, "after": after}).json()
            rows += [
                {
                    "code": one["code"],
                    "set": one["set"],
                    "name_vi": one["name"]["vi"],
                    "name_en": one["name"]["en"],
                    "unit": one["unit"]["printed"] if one["unit"] else None,
                    "frequencies": one["frequencies"],
                }
                for one in page["items"]
                if one["holds_value"]
            ]
            after = page["next"]
            if after is None:
                return pd.DataFrame(rows)

    def _ask(self, path: str, query: dict[str, Any]) -> httpx.Response:
        given = {name: value for name, value in query.items() if value is not None}
        answer = self._http.get(path, params=given | {"space": self._space})
        if answer.is_success:
            return answer
        try:
            problem = answer.json()
        except ValueError:
            problem = {}
        raise ClientError(
            answer.status_code,
            str(problem.get("code", "http")),
            str(problem.get("detail", answer.reason_phrase)),
        )


_TAKEN = {
    "indicator", "period", "second", "province", "nature", "method", "classes", "known_at", "denominator", "per",
    "shrink", "hot_spots",
}  # fmt: skip
