"""What is said wherever boundaries are shown."""

from geoops.kit.i18n import Text

APPROXIMATE = Text(
    "Ranh giới gần đúng: chưa có tệp ranh giới, mỗi xã là một ô quanh điểm trung tâm",
    "Approximate boundaries: no boundary file is loaded, each commune is a cell around its point",
)
REFERENCE = Text(
    "Ranh giới tham khảo, không phải ranh giới pháp lý", "Reference boundaries, not legal boundaries"
)
