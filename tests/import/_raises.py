print("about to raise")
raise ValueError("while importing")
