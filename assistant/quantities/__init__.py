"""Find, normalise and compare quantities in text. Pure, without a model, linear in the text.

One regular expression finds the places where a quantity may begin (a digit, a number word, "half",
"doubled"); at each the reader looks a bounded way back and ahead and decides by tables. Numbers that
only name something (years, versions, pages, "5G", "Fortune 500") are passed over. The parts:

- tables: `words` (numbers, qualifiers, change), `units`, `currencies`, `nouns`;
- around a number: `context` (its words, rates), `qualifiers`, `directions`, `counted`;
- number, sign, scale, unit: `numbers`, `money`, `unit_places`, `points`, `angles`, `terms`;
- what it is: `shares`, `parts_of_units`, `multiples`, `ranges`, `ages`, `counts`, `measures`;
- what only looks like it: `plain`, `look_alikes`, `results`;
- what it owes to the one before: `neighbours`, `ellipses`;
- all of it, in order of position: `reading`;
- comparison: `compare`.
"""

from assistant.quantities.compare import compatible, quantity_of, same_quantity
from assistant.quantities.reading import find_quantities

__all__ = ["compatible", "find_quantities", "quantity_of", "same_quantity"]
