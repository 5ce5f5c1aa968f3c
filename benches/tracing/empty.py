# Does nothing: the instructions of a start.
