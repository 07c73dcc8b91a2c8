"""Question -> answer: reading the question, composing or generating sentences, verifying them."""
