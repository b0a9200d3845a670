"""Reports that came another way than from the phone that made them: by a file, or by codes from screen to camera."""
