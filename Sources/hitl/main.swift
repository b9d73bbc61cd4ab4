print("hitl")
