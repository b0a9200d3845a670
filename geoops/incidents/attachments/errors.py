"""Faults of attachments."""

from geoops.kit.errors import Conflict, InputRefused, NotFound, Problem
from geoops.kit.i18n import Text


class UnknownAttachment(NotFound):
    """No such attachment of that incident, in this space and scope."""

    code = "unknown_attachment"
    title = Text("Không có tệp đính kèm này", "There is no such attachment")


class TypeRefused(InputRefused):
    """What the file holds is neither a photo nor a voice note of a kind that is taken."""

    status = 415
    code = "attachment_type_refused"
    title = Text(
        "Chỉ nhận ảnh JPEG, PNG, WebP và ghi âm WebM, Ogg, M4A, AAC, MP3, AMR",
        "Only JPEG, PNG and WebP photos and WebM, Ogg, M4A, AAC, MP3 and AMR recordings are taken",
    )


class Unreadable(InputRefused):
    """A photo that is cut off or damaged."""

    code = "attachment_unreadable"
    title = Text("Ảnh bị hỏng hoặc bị cắt cụt", "The photo is damaged or cut off")


class TooManyPixels(InputRefused):
    """A photo that would take too much memory to open."""

    code = "too_many_pixels"
    title = Text("Ảnh có quá nhiều điểm ảnh", "The photo has too many pixels")


class TooLarge(Problem):
    """A file over the limit for its kind."""

    status = 413
    code = "attachment_too_large"
    title = Text("Tệp quá lớn", "The file is too large")


class TooMany(Conflict):
    """An incident that has as many attachments as it may have."""

    code = "too_many_attachments"
    title = Text(
        "Sự cố này đã có đủ số tệp đính kèm cho phép", "The incident has as many attachments as it may"
    )


class AttachmentConflict(Conflict):
    """An attachment's id that was used for another file."""

    code = "attachment_conflict"
    title = Text("Mã tệp này đã dùng cho tệp khác", "This id was used for another file")


class StorageFull(Problem):
    """The disk is full. Nothing of the file was kept; everything acknowledged before is."""

    status = 507
    code = "storage_full"
    title = Text(
        "Máy chủ hết chỗ lưu tệp; báo cáo chữ vẫn được nhận, hãy giữ tệp trên máy và gửi lại sau",
        "The server has no room for files; reports in words are still taken, keep the file and send it later",
    )


class UploadGone(Problem):
    """An upload that was never begun, has run out, or ended in a refusal."""

    status = 410
    code = "upload_gone"
    title = Text("Phiên tải lên không còn; hãy bắt đầu lại", "The upload is no more; begin again")


class UploadBusy(Problem):
    """Another request is writing to the same upload."""

    status = 423
    code = "upload_busy"
    title = Text(
        "Tệp này đang được tải lên ở một kết nối khác", "The upload is being written by another request"
    )


class OffsetConflict(Conflict):
    """A piece that does not begin where the last one ended."""

    code = "upload_offset"
    title = Text(
        "Phần gửi lên không nối tiếp phần đã có", "The piece does not begin where the last one ended"
    )


class ChecksumMismatch(Problem):
    """A piece that arrived other than it was sent (tus: 460). Nothing of it was kept."""

    status = 460
    code = "checksum_mismatch"
    title = Text("Phần gửi lên bị sai lệch trên đường truyền", "The piece was damaged on its way")


class TusRefused(InputRefused):
    """A request that does not follow tus 1.0.0."""

    status = 400
    code = "tus_refused"
    title = Text("Yêu cầu không theo giao thức tus 1.0.0", "The request does not follow tus 1.0.0")


class TusVersion(Problem):
    """A version of tus that is not spoken here."""

    status = 412
    code = "tus_version"
    title = Text("Chỉ hỗ trợ tus 1.0.0", "Only tus 1.0.0 is spoken here")
