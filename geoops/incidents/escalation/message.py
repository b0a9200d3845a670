"""What somebody on the ladder is told: the incidents that reached their level, in words and as JSON. Pure."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from pydantic import BaseModel

from geoops.kit.clock import VN

MOST_IN_WORDS = 20


class Raised(BaseModel):
    """An incident as it climbed. Nothing of the note is told: it may hold what is personal."""

    incident_id: uuid.UUID
    kind: str
    place: str
    level: int
    level_name: str
    severity: int | None
    due_at: datetime
    province_code: str | None
    commune_code: str | None

    def covers(self, area: Sequence[str], least_level: int) -> bool:
        """Whether a recipient of that area and level is to be told."""
        return self.level >= least_level and bool({"vn", self.province_code, self.commune_code} & set(area))


@dataclass(frozen=True, slots=True)
class EscalationNotice:
    """A message on its way; `key` is the same however often it is sent."""

    number: int
    raised: Sequence[Raised]
    """None in a message that is sent for trial."""
    raised_at: datetime
    base: str | None

    @property
    def key(self) -> str:
        """What a recipient tells a repeat by."""
        return f"escalation-{self.number}"

    @property
    def headline(self) -> str:
        """One line for a phone."""
        if not self.raised:
            return "GeoOps: tin thử, không có sự cố nào"
        if len(self.raised) == 1:
            one = self.raised[0]
            return f"Sự cố quá hạn, chuyển lên {one.level_name}: {one.kind}, {one.place}"
        return f"{len(self.raised)} sự cố quá hạn, chuyển lên cấp trên"

    @property
    def text(self) -> str:
        """Line by line, the gravest first."""
        if not self.raised:
            return (
                f"{self.headline} (lúc {self.raised_at.astimezone(VN):%H:%M %d/%m/%Y})\n\n"
                "Đây là tin thử do người quản trị gửi. Nhận được tin này nghĩa là khi có sự cố quá hạn, tin thật sẽ đến đây."
            )
        lines = [f"{self.headline} (lúc {self.raised_at.astimezone(VN):%H:%M %d/%m/%Y})", ""]
        first = sorted(self.raised, key=lambda one: (-one.level, -(one.severity or 0), one.due_at))
        for one in first[:MOST_IN_WORDS]:
            severity = f", mức độ {one.severity}/5" if one.severity else ""
            lines.append(
                f"- {one.kind}, {one.place}{severity}; quá hạn từ {one.due_at.astimezone(VN):%H:%M %d/%m};"
                f" chuyển lên {one.level_name}"
            )
            if self.base:
                lines.append(f"  {self.base}/triage/{one.incident_id}")
        if len(first) > MOST_IN_WORDS:
            lines.append(f"… và {len(first) - MOST_IN_WORDS} sự cố nữa ở Bàn xử lý tin báo")
        return "\n".join(lines)

    @property
    def body(self) -> bytes:
        """As JSON for a webhook."""
        return orjson.dumps(
            {
                "event": "incidents.escalated" if self.raised else "escalation.test",
                "id": self.key,
                "headline": self.headline,
                "raised_at": self.raised_at,
                "incidents": [one.model_dump(mode="json") for one in self.raised],
            }
        )

    @property
    def attachment(self) -> None:
        """Nothing is attached."""
        return None
