"""Four on the spot (bốn tại chỗ): command, forces, means and logistics that each commune holds ready."""
