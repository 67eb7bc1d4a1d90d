"""How much of the teacher the student kept."""
