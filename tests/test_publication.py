import pytest

from printkit.model.finding import Problems
from printkit.sources.publication import read


def codes(folder):
    with pytest.raises(Problems) as caught:
        read(folder)
    return {finding.code: finding for finding in caught.value.findings}


def test_a_publication_is_read_whole(make):
    publication, findings = read(make())
    assert [article.id for article in publication.articles] == ["one", "two"]
    assert publication.people["anna"].names == {"zh-Hans": "安娜"}
    assert not findings


def test_errors_of_all_files_are_reported_together(make):
    folder = make(
        **{
            "one.md": "---\ntitel: A\ntitle: B\n---\n\nText ![x](none.png)\n",
            "two.md": "---\ntitle: C\nauthors: [ana]\n---\n\n[link](three.md)\n",
            "people/anna.yaml": "nam: x\n",
        }
    )
    found = codes(folder)
    assert set(found) >= {"settings/unknown-key", "settings/missing-key", "reference/unknown"}
    assert found["person/missing"].place.line == 3


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"one.md": None}, "article/missing"),
        ({"one.md": "no head"}, "article/no-head"),
        ({"one.md": "---\ntitle: [\n---\n\nx\n"}, "yaml/broken"),
        ({"one.md": "---\ntitle: A\n---\n"}, "article/empty"),
        ({"one.md": "---\ntitle: A\nid: two\n---\n\nx\n"}, "article/same-id"),
        ({"one.md": "---\ntitle: A\nlead: x\n---\n\nx\n"}, "image/unknown"),
        ({"one.md": "---\ntitle: A\n---\n\n![x](gone.png)\n"}, "image/missing"),
        ({"one.md": "---\ntitle: A\n---\n\n![x](../../../etc/passwd)\n"}, "image/outside"),
        ({"one.md": "---\ntitle: A\n---\n\n[x](nine.md)\n"}, "reference/unknown"),
        ({"one.md": b"---\ntitle: A\n---\n\n\xff\xfe\n"}, "file/encoding"),
        ({"square.png": b""}, "image/empty"),
        ({"square.png": b"not an image"}, "image/unreadable"),
        ({"publication.yaml": None}, "file/missing"),
    ],
)
def test_bad_input_is_named(make, files, code):
    assert code in codes(make(**files))


def test_an_image_too_large_to_decode_is_refused_unread(make):
    header = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000088b8000088b80802000000"
    )  # 35,000 x 35,000 pixels, and no data
    import zlib

    crc = zlib.crc32(header[12:]).to_bytes(4, "big")
    found = codes(make(**{"square.png": header + crc}))
    assert {"image/too-large", "image/unreadable"} & set(found)
