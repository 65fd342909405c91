"""What a ranking does to groups of people and to small towns, measured from outside; nothing here changes an order.

Groups are numbers: 0, 1, 2 … or -1 where somebody did not say. What a number stands for stays with the caller.
"""
