"""What the reader made of what people wrote: advice with a version, never a decision."""
