"""The situation report: one page that is right, of one moment, for an area; as HTML, Word or PDF."""
