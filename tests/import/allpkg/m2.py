print("m2 imported")
