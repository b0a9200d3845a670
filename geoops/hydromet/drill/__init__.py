"""Rain and warnings of a made-up storm, for drills where no real data are at hand."""
