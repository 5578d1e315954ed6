"""Articles in JATS XML, as journals send them."""

import json

import pytest
from PIL import Image
from ruamel.yaml import YAML

from printkit.model.finding import Problems, Severity
from printkit.sources.arrivals import reader_of
from printkit.sources.publication import read

DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) '
    'Journal Publishing DTD v1.2 20190208//EN" "JATS-journalpublishing1.dtd">\n'
)
ARTICLE = """\
<article xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:mml="http://www.w3.org/1998/Math/MathML">
<front>
<journal-meta><journal-title>Specimen Journal</journal-title></journal-meta>
<article-meta>
<article-id pub-id-type="doi">10.5555/specimen.1</article-id>
<article-categories><subj-group><subject>Voices</subject></subj-group></article-categories>
<title-group><article-title>Counting <italic>everything</italic> twice</article-title>
<subtitle>A drawer and its list</subtitle>
<trans-title-group xml:lang="zh-Hans"><trans-title>凡事数两遍</trans-title></trans-title-group>
</title-group>
<contrib-group>
<contrib contrib-type="author">
<contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id>
<name-alternatives>
<name name-style="western" xml:lang="en"><surname>Example</surname><given-names>Ming</given-names>
</name><name name-style="eastern" xml:lang="zh-Hans"><surname>明</surname>
<given-names>示例</given-names></name></name-alternatives>
<degrees>MD</degrees><email>ming@example.org</email>
<xref ref-type="aff" rid="a1"><sup>1</sup></xref><xref ref-type="aff" rid="a2">2</xref>
<bio><p>He keeps the *list*.</p></bio>
</contrib>
<contrib contrib-type="author">
<contrib-id contrib-id-type="orcid">0000-0002-1825-0098</contrib-id>
<name><surname>Placeholder</surname><given-names>Anna B.</given-names><prefix>Prof.</prefix></name>
<xref ref-type="aff" rid="a2"/>
</contrib>
<aff id="a1"><label>1</label><institution>First Sample Clinic</institution><city>Xiamen</city>
<country>China</country></aff>
<aff id="a2"><sup>2</sup>Placeholder University, Berlin, Germany</aff>
</contrib-group>
<pub-date><year>2024</year></pub-date>
<abstract><p>What is counted twice is remembered.</p></abstract>
<trans-abstract xml:lang="zh-Hans"><p>数过两遍的，才记得住。</p></trans-abstract>
</article-meta>
</front>
<body>
<sec><label>1</label><title>Beginnings</title>
<p>It was <italic>late</italic>.<xref ref-type="fn" rid="n1">a</xref> See
<xref ref-type="bibr" rid="r1">[1]</xref> and
<ext-link ext-link-type="uri" xlink:href="https://example.org/list">the list</ext-link>.</p>
<sec><title>The drawer</title><list list-type="order"><list-item><label>1.</label><p>Keys</p>
</list-item><list-item><p>Stamps</p></list-item></list></sec>
<fig id="f1"><label>Figure 1.</label><caption><p>The drawer, open.</p></caption>
<alt-text>A drawer</alt-text><graphic xlink:href="drawer.png"/></fig>
<table-wrap><label>Table 1.</label><caption><p>What was in it.</p></caption>
<table><thead><tr><th>Thing</th><th>Count</th></tr></thead><tbody><tr><td>Key</td><td>2</td></tr>
</tbody></table></table-wrap>
<disp-quote><p>Twice is enough.</p></disp-quote>
</sec>
</body>
<back>
<ack><title>Thanks</title><p>To the keeper of the keys.</p></ack>
<fn-group><fn id="n1"><label>a</label><p>It was eight.</p></fn></fn-group>
<ref-list><title>References</title>
<ref id="r1"><label>1</label><mixed-citation>Example M. <italic>On drawers</italic>. 1999.
</mixed-citation></ref>
<ref id="r2"><label>2</label><element-citation><person-group><name><surname>Sample</surname>
<given-names>L</given-names></name></person-group><article-title>Lists</article-title>
<source>Specimen J</source><year>2001</year><pub-id pub-id-type="doi">10.5555/2</pub-id>
</element-citation></ref></ref-list>
</back>
</article>
"""


@pytest.fixture
def bring(tmp_path):
    def run(text=ARTICLE, name="article.xml", doctype=DOCTYPE):
        path = tmp_path / name
        path.write_text(doctype + text, "utf-8")
        Image.new("RGB", (300, 300), "#246").save(tmp_path / "drawer.png")
        folder = tmp_path / "out"
        return reader_of(path, "fail")(path, folder), folder

    return run


def test_an_article_comes_with_head_people_text_figures_tables_and_references(bring):
    result, folder = bring()
    publication, _ = read(folder)
    [article] = publication.articles
    head = article.head
    assert (head.title, head.subtitle) == ("Counting everything twice", "A drawer and its list")
    assert head.names == {"zh-Hans": "凡事数两遍"}
    assert head.kicker == "Voices"
    assert head.standfirst == "What is counted twice is remembered."
    assert head.authors == ("ming-example", "anna-b-placeholder")
    text = (folder / "article.md").read_text("utf-8")
    for line in (
        "## 1 Beginnings", "### The drawer", "1. Keys", "2. Stamps", "| Key | 2 |", "> Twice is",
        "**Table 1.** What was in it.", "[^1]: It was eight.", "It was *late*.[^1] See \\[1\\] and",
        '![A drawer](images/article-1.png "Figure 1. The drawer, open.")', "## References",
        "1. Example M. *On drawers*. 1999.", "数过两遍的，才记得住。", "## Thanks",
        "2. Sample L. Lists. *Specimen J*. 2001. [10.5555/2](<https://doi.org/10.5555/2>)",
    ):  # fmt: skip
        assert line in text, text
    assert not result.ledger.lost
    left = "".join(one.text for one in result.ledger.dropped)
    assert "Specimen Journal" in left


def test_authors_have_names_in_all_scripts_orcid_affiliations_and_biography(bring):
    result, folder = bring()
    ming = YAML(typ="safe").load(folder / "people" / "ming-example.yaml")
    assert ming == {
        "name": "Ming Example", "names": {"zh-Hans": "明示例"}, "family": "Example",
        "suffix": "MD", "orcid": "0000-0002-1825-0097", "email": "ming@example.org",
        "affiliations": [
            "First Sample Clinic, Xiamen, China", "Placeholder University, Berlin, Germany",
        ],
        "biography": "He keeps the \\*list\\*.",
    }  # fmt: skip
    anna = YAML(typ="safe").load(folder / "people" / "anna-b-placeholder.yaml")
    assert anna["name"] == "Anna B. Placeholder"
    assert "orcid" not in anna
    [wrong] = [f for f in result.findings if f.code == "person/orcid"]
    assert "0000-0002-1825-0098" in wrong.message
    assert wrong.severity is Severity.WARNING


def test_every_character_of_an_article_is_accounted_for(bring):
    _, folder = bring()
    ledger = json.loads((folder / "article.ledger.json").read_text())
    left = sum(len("".join(one["text"].split())) for one in ledger["left_out"])
    assert ledger["lost"] == ""
    assert ledger["source"] == ledger["kept"] + left


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<article><body><p>cut", "import/broken"),
        ("<article><body></body></article>", "import/empty"),
        ("<article>" + "<sec>" * 5000 + "</sec>" * 5000 + "</article>", "import/broken"),
    ],
)
def test_broken_articles_are_refused_with_nothing_written(bring, tmp_path, text, code):
    with pytest.raises(Problems) as caught:
        bring(text)
    assert [f.code for f in caught.value.findings] == [code]
    assert not (tmp_path / "out").exists()


def test_an_article_that_declares_entities_is_refused(bring):
    bomb = '<!DOCTYPE article [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'
    with pytest.raises(Problems, match="entities"):
        bring("<article><body><p>&b;</p></body></article>", doctype=bomb)


def test_an_article_without_authors_title_or_sections_is_an_article(bring):
    result, folder = bring("<article><body><p>Only these words.</p></body></article>")
    assert "Only these words." in (folder / "article.md").read_text("utf-8")
    assert not result.ledger.lost
