"""What is live: the change log over HTTP and as a stream, spaces and their clocks."""
