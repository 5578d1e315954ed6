"""A line of Markdown, and HTML made safe."""

from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from mdit_py_cjk_friendly import cjk_friendly

from printkit.sources import tangle
from printkit.sources.ruby import ruby_plugin
from printkit.sources.smart import refine

TAGS = set(
    "a abbr article aside b blockquote br cite code dd del dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rb rp rt ruby s samp section small span "
    "strong sub sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "lang", "dir", "title", "data-line"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align", "style"},
    "th": {"colspan", "rowspan", "align", "scope", "style"},
    "ol": {"start"},
}


@lru_cache(maxsize=4096)
def inline(text: str, language: str, smart: bool = False) -> str:
    """Return one line of Markdown, without images or raw HTML, as sanitised HTML.

    Raises Problems (markdown/tangled).
    """
    tangle.check(text, "")
    parser = _parser()
    [token] = parser.parseInline(text)
    if smart:
        refine(token.children or [], language)
    return clean(parser.renderer.render([token], parser.options, {}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).disable("image")
    return parser.use(cjk_friendly).use(ruby_plugin)


def clean(rendered: str) -> str:
    """Return HTML without the elements and attributes that are not set."""
    return nh3.clean(
        rendered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        filter_style_properties={"text-align"},
    )
