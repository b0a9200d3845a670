"""Photos and voice notes of incidents: resumable on the way in, safe on the way out."""
