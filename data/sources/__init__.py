"""Sources as the Données page shows them."""
