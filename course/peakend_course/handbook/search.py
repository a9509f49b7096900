"""Search in Chinese, where no space tells where a word ends: every two characters side by side are one term."""

import re
from itertools import pairwise

from sphinx.search import SearchLanguage

_TERM = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")


class ChineseSearch(SearchLanguage):
    """Index pairs of Chinese characters, so that any wording is found, in no dictionary as well as in one.

    A query's pairs must all stand on a page. Single characters are indexed too, for a query of one.
    """

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = """
var splitQuery = (query) => (query.match(/[\\u3400-\\u9fff]+|[^\\P{L}\\u3400-\\u9fff]+|[\\p{N}_]+/gu) || []).flatMap(
  (term) => /^[\\u3400-\\u9fff]{2,}$/.test(term) ? [...term].slice(1).map((last, i) => term[i] + last) : [term]
);
"""

    def split(self, text: str) -> list[str]:
        """Return the terms of a text."""
        terms = []
        for term in _TERM.findall(text):
            if "\u3400" <= term[0] <= "\u9fff":
                terms += [*term, *(first + second for first, second in pairwise(term))]
            else:
                terms.append(term.lower())
        return terms

    def word_filter(self, term: str) -> bool:
        """Keep every term: a single character is a word in Chinese."""
        return bool(term)
