print("late loaded")
value = 42
