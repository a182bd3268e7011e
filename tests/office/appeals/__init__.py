"""Appeals against figures: lodged, answered, decided, and what differs after them."""
