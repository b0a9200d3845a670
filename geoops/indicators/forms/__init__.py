"""Reports as Excel forms: made from the catalogue, taken back with every fault by cell."""
