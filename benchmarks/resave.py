"""Open a PDF and save it as it is: the least that imposing it can take."""

import sys

from pikepdf import ObjectStreamMode, Pdf

if __name__ == "__main__":
    with Pdf.open(sys.argv[1]) as pdf:
        len(pdf.pages)
        pdf.save(sys.argv[2], object_stream_mode=ObjectStreamMode.generate)
