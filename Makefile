# `make sample` builds the sample publication, `make test` runs every check.
# Both first make the virtual environment, and install Pango where it is missing.
PYTHON ?= python3
BIN := .venv/bin
READY := .make/ready

.PHONY: sample test setup check bench gallery fuzz clean

sample: $(READY)
	$(BIN)/printkit build articles/voices

test: $(READY) .make/judges
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

setup: $(READY)

$(READY): pyproject.toml .ci/setup
	PYTHON="$(PYTHON)" sh .ci/setup
	mkdir -p .make && touch $@

.make/judges: .ci/judges
	sh .ci/judges
	mkdir -p .make && touch $@

# Programs that are measured against ours, in an environment of their own; those that need npm and
# Chromium are left out where there is none.
.make/peers: $(READY)
	$(BIN)/python -m venv $@
	$@/bin/python -m pip install --quiet pdfimpose typst
	-PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --prefix $@ pagedjs-cli @vivliostyle/cli

gallery: $(READY)
	$(BIN)/python docs/gallery.py

bench: $(READY) .make/peers
	PATH="$(CURDIR)/.make/peers/bin:$(CURDIR)/.make/peers/node_modules/.bin:$$PATH" $(BIN)/python -m benchmarks

# A minute for each reader of what strangers send; led by coverage where Atheris can be installed.
fuzz: $(READY)
	-$(BIN)/python -m pip install --quiet "atheris>=3"
	$(BIN)/python -m fuzz

clean:
	rm -rf build .venv .make
