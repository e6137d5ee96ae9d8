"""Dragoman reads reporting on diplomacy and keeps the record of the dialogue."""
