"""ODT and ODP: documents and presentations of LibreOffice and others in the OpenDocument format."""
