"""Who may work at the desk, and how they show that it is them."""
