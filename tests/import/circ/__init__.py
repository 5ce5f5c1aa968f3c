import circ.a
