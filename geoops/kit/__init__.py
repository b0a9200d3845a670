"""What every domain uses; it knows of no domain."""
