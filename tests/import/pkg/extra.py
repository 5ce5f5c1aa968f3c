print("not imported by itself")
