print("m1 imported")
