"""Indicators laid beside each other on the communes: classes, correlation, ranks, hot spots, saved views, files."""
