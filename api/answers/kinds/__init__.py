"""Kinds of answer: a procedure with its steps, a lead, a page of the service; and what is never an answer."""
