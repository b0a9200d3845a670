"""The triage desk: the queue, who looks and who holds, repeats, bulk actions, the hand-over of a shift."""
