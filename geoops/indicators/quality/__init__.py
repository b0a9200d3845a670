"""Data quality in the words of the decision: đúng, đủ, sạch, sống, đồng bộ, thống nhất, measured cell by cell."""
