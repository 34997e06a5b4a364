"""The table kind × format: what a file can hold in each format, a small file for each cell, and what is made of it."""
