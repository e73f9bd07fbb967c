"""What the commands do; `bilat.cli` says what they are called and which options they have."""
