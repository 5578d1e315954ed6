"""What authors send, as article sources and bio blocks, with every character accounted for."""
