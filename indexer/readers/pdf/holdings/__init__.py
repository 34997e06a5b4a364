"""What a PDF holds besides its pages: annotations, fields of forms, attached files, earlier states."""
