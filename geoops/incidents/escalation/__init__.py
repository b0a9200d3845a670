"""Messages to people when an overdue incident climbs, with a receipt for each."""
