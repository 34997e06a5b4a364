"""Office files: DOCX, XLSX, PPTX and their archive; CSV, which is read as a sheet."""
