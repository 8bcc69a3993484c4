"""How much farmland of each class the townships have."""
