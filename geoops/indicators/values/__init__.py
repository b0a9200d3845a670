"""Values of indicators: taken in, kept with their history, derived, added up, carried to other units."""
