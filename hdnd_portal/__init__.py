"""The portal of the office that serves a provincial People's Council."""
