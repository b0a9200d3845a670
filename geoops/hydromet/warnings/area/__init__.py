"""The area of a warning: from chosen communes to polygons that a CAP document can carry."""
