"""Question -> chunks -> evidence: dense and keyword search, their fusion, the choice of sentences."""
