"""Reading a file of grids: what it is, and its fields; decoded in the sandbox."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geoops.hydromet.grids.decoders import geotiff, grib, imerg, netcdf
from geoops.hydromet.grids.decoders.finishing import Area, Read
from geoops.hydromet.grids.description import Product
from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import BadGrid
from geoops.hydromet.grids.rules import known_products
from geoops.kit import sandbox
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.sandbox import Limits, Undecodable

AREA: Area = (100.0, 5.0, 120.0, 26.0)
"""What is kept of a grid: Vietnam with its sea and what drains into it (EPSG:4326)."""

LIMITS = Limits(memory_mib=6144, cpu_s=300, wall_s=400, result_mib=1024)
MAX_FILE_BYTES = 4 * 2**30
_HDF5, _TIFF = b"\x89HDF\r\n\x1a\n", (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_DECODERS: dict[str, Callable[[Path, Product, Read], None]] = {
    "imerg": imerg.decode,
    "grib": grib.decode,
    "netcdf": netcdf.decode,
    "zarr": netcdf.decode,
    "geotiff": geotiff.decode,
}


@dataclass(frozen=True, slots=True)
class GridFile:
    """What a file held: the product, its fields, what was left out and why, names that nobody asked for."""

    product: Product
    fields: tuple[GridField, ...]
    faults: tuple[Fault, ...]
    ignored: dict[str, int]


def decode(path: Path, product: Product | None, area: Area = AREA) -> GridFile:
    """The fields of a file. Without a product it is recognised by its content (IMERG, GRIB of a known centre).

    Waits for the child: call it in a thread. Raises BadGrid naming the file, or Undecodable where the decoder broke.
    """
    if not path.exists():
        raise _bad(path.name, Text("không có tệp này", "there is no such file"))
    if path.is_file() and path.stat().st_size == 0:
        raise _bad(path.name, Text("tệp trống", "the file is empty"))
    if path.is_file() and path.stat().st_size > MAX_FILE_BYTES:
        raise _bad(path.name, Text("tệp quá lớn", "the file is too large"))
    told = product.model_dump(mode="json", exclude_none=True) if product is not None else None
    try:
        plain = sandbox.within(LIMITS, read_plain, str(path.resolve()), told, area)
    except Undecodable as problem:
        reason = problem.detail or problem.title
        raise Undecodable(
            reason, faults=problem.faults or [Fault(reason, file=path.name)], extra=problem.extra
        ) from None
    found = product or known_products()[plain["product"]]
    fields = tuple(GridField.from_plain(one) for one in plain["fields"])
    faults = tuple(Fault(Text(*reason), row, name, path.name) for reason, row, name in plain["faults"])
    if not fields:
        why = [*faults] or [Fault(_nothing(plain["ignored"]), file=path.name)]
        raise BadGrid(
            Text("Tệp không có trường lưới nào dùng được", "The file holds no field that can be used"),
            faults=why,
        )
    return GridFile(found, fields, faults, dict(plain["ignored"]))


def _nothing(ignored: dict[str, int]) -> Text:
    names = ", ".join(sorted(ignored)[:10]) or "—"
    return Text(
        f"không có biến nào mà sản phẩm nêu; tệp có: {names}",
        f"no variable that the product names; it has: {names}",
    )


def _bad(name: str, reason: Text) -> BadGrid:
    return BadGrid(reason, faults=[Fault(reason, file=name)])


def read_plain(path: str, product: dict[str, Any] | None, area: Area) -> dict[str, Any]:
    """In the child: decode and answer plain values."""
    file = Path(path)
    kind = Product.model_validate(product) if product is not None else _recognised(file)
    _check_magic(file, kind.format)
    read = Read(file.name, area)
    _DECODERS[kind.format](file, kind, read)
    return {
        "product": kind.id,
        "fields": [one.as_plain() for one in read.fields],
        "faults": [((fault.reason.vi, fault.reason.en), fault.row, fault.field) for fault in read.faults],
        "ignored": read.ignored,
    }


def _head(path: Path) -> bytes:
    if path.is_dir():
        return b""
    with path.open("rb") as opened:
        return opened.read(4096)


def _check_magic(path: Path, form: str) -> None:
    head = _head(path)
    fits = {
        "imerg": head.startswith(_HDF5),
        "netcdf": head.startswith((_HDF5, b"CDF\x01", b"CDF\x02", b"CDF\x05")),
        "grib": b"GRIB" in head,
        "geotiff": head.startswith(_TIFF),
        "zarr": path.is_dir() or head.startswith(b"PK"),
    }[form]
    if not fits:
        looks = (
            "HTML"
            if b"<html" in head.lower() or b"<!doctype" in head.lower()
            else "dạng khác / another format"
        )
        raise BadGrid(Text(f"tệp không phải {form} ({looks})", f"the file is no {form} ({looks})"))


def _recognised(path: Path) -> Product:
    head = _head(path)
    found = None
    if head.startswith(_HDF5):
        found = imerg.product_of(path)
    elif b"GRIB" in head:
        centre = grib.centre_of(path)
        found = next((one.id for one in known_products().values() if one.centre == centre), None)
    if found is None:
        raise BadGrid(
            Text(
                "không nhận ra sản phẩm của tệp; hãy nêu tệp mô tả (--description)",
                "the file's product is not recognised: name a description (--description)",
            )
        )
    return known_products()[found]
