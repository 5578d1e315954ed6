"""A small file of each kind to begin with; readers are named for the endings they read."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)

INSIDE = {"docx": (".docx", "word/document.xml"), "ods": (".ods", "content.xml")}
"""Kinds whose text is in an archive: the ending, and the member that is fuzzed."""

_TEXTS = {
    "txt": [
        'A Title\n\nEditor\'s Note: From May 3-5, 2023, the "Example Congress," hosted by the '
        "Society, will be held in Bergen.\n\nText.\n\nDr. Ada Specimen\nChair, Board Head, Ward\n",
        "编者按：2021年5月6日，“样例大会”在厦门召开。\n\n正文。\n\n王样例 教授\n样例医院院长\n",
    ],
    "md": [
        "---\ntitle: One\nauthor: [A Bee]\nabstract: Short\n---\n\n# Head\n\nText[^1] *em* "
        '[a](b.md) ![x](y.png "z")\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: N\n',
    ],
    "html": [
        "<html><head><title>T</title></head><body><h1>One</h1><p>A <b>b</b><a href='#fn1'>1</a></p>"
        "<ul><li>x<ol><li>y</li></ol></li></ul><table><tr><td colspan=2>c</td></tr></table>"
        "<div id='fn1'><p>Note</p></div></body></html>",
    ],
    "xml": [
        "<article xml:lang='en'><front><article-meta><title-group><article-title>T</article-title>"
        "</title-group><contrib-group><contrib contrib-type='author'><name><surname>B</surname>"
        "<given-names>A</given-names></name><xref ref-type='aff' rid='a'/></contrib><aff id='a'>C"
        "</aff></contrib-group><abstract><p>S</p></abstract></article-meta></front><body><sec>"
        "<title>H</title><p>P<xref ref-type='fn' rid='n'>1</xref></p><list><list-item><p>x</p>"
        "</list-item></list></sec></body><back><fn-group><fn id='n'><p>N</p></fn></fn-group>"
        "<ref-list><ref id='r'><label>1</label><mixed-citation>R</mixed-citation></ref></ref-list>"
        "</back></article>",
    ],
    "docx": [
        f"<w:document {_W}><w:body><w:p><w:r><w:t>One</w:t></w:r></w:p><w:p><w:ins w:author='A'>"
        "<w:r><w:t>in</w:t></w:r></w:ins><w:del w:author='A'><w:r><w:delText>out</w:delText></w:r>"
        "</w:del><w:r><w:rPr><w:b/></w:rPr><w:t>two</w:t><w:br/><w:tab/></w:r></w:p><w:tbl><w:tr>"
        "<w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
    ],
    "csv": ["Name;Role;ORCID\nAda Specimen;Chair;0000-0002-1825-0097\n王样例;教授;\n"],
    "ods": [
        f"<office:document-content {_ODS}><office:body><office:spreadsheet><table:table "
        "table:name='S'><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell>"
        "</table:table-row><table:table-row><table:table-cell><text:p>Ada Bee</text:p>"
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>",
    ],
    "json": [
        '{"schedule": {"conference": {"title": "C", "days": [{"date": "2024-09-25", "rooms": '
        '{"A": [{"title": "T", "date": "2024-09-25T09:00:00+02:00", "start": "09:00", '
        '"duration": "00:30", "persons": [{"name": "Ada Bee"}]}]}}]}}}',
    ],
    "schedule-xml": [
        "<schedule><conference><title>C</title></conference><day date='2024-09-25'><room name='A'>"
        "<event id='1'><title>T</title><date>2024-09-25T09:00:00+02:00</date><start>09:00</start>"
        "<duration>00:30</duration><persons><person>Ada Bee</person></persons></event></room></day>"
        "</schedule>",
    ],
    "ics": [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240901T000000Z\r\n"
        "DTSTART:20240925T090000Z\r\nDTEND:20240925T093000Z\r\nSUMMARY:T\r\nLOCATION:A\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
    ],
}
SEEDS = {name: [text.encode() for text in texts] for name, texts in _TEXTS.items()}
