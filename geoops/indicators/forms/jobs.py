"""The folder of Excel forms that arrive by e-mail, looked into every minute where one is set."""

import procrastinate

from geoops.indicators.forms import watching
from geoops.kit.jobs import queue
from geoops.settings import get_settings


@queue.periodic(cron="* * * * *")
@queue.task(
    name="indicators.forms", queueing_lock="indicators.forms", lock="indicators.forms", pass_context=True
)
async def take_forms(context: procrastinate.JobContext, timestamp: int) -> None:
    """Every minute: take in the forms that arrived in `GEOOPS_FORMS_FOLDER`."""
    del timestamp
    folder = get_settings().forms_folder
    if folder is not None and folder.is_dir():
        await watching.take_all(context.additional_context["database"], folder)
