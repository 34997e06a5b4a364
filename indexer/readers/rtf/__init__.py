"""RTF: the text of rich text files, as old programs and document systems still write them."""
