"""The pages in a real browser: what a person does on each."""
