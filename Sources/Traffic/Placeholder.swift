// Traffic: see DESIGN, section 2. Replaced by the first real file.
