"""The record as tables for other programs: Parquet, CSV, JSON lines, and an event table after PLOVER."""
