"""Spreadsheets: workbooks and separated values as rows of cells."""
