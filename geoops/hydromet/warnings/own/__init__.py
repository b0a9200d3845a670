"""Our own warnings: drafted by one, reviewed by another, issued, updated, cancelled, expired."""
