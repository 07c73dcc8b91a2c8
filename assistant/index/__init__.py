"""The index: embedding, Chroma, keyword index, catalog, and the library that ties them together."""
