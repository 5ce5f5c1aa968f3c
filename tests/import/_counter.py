print("counter runs")
