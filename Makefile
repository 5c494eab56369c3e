# `make site` builds the demo, `make test` runs every check. Both need Python 3.11 or newer and bring the rest:
# a virtual environment in .venv/, and by apt what Debian and Ubuntu keep apart (python3-venv, Chromium, nginx, fonts,
# the feed readers, Node.js and tmux that tests use as clients).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
workers := -n $(shell expr $$(nproc) + 1) --dist worksteal# one more than cores, as many tests wait; neighbours share fixtures
DEMO_NOW := 2026-11-17T14:40Z# the demo tells of this moment

.DEFAULT_GOAL := help
.PHONY: help site serve test fast lint format screenshots kills lives same quality bench bench-speed fuzz lock audit clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

site: $(VENV)/.site ## build the demo site into public/
	@$(BIN)/statusgen build --now $(DEMO_NOW)
	@echo "Look at it: make serve, or $(PYTHON) -m http.server --directory public"

serve: $(VENV)/.site ## preview the demo site and follow your edits
	@$(BIN)/statusgen serve --now $(DEMO_NOW)

test: lint $(VENV)/.browser $(VENV)/.clients ## run every check
	@$(BIN)/pytest $(workers)

fast: $(VENV)/.dev ## run the tests that take seconds, with fewer examples of each property
	@$(BIN)/pytest $(workers) --hypothesis-profile fast -m "not browser and not network and not clients and not slow"

lint: $(VENV)/.dev ## check format, style and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(VENV)/.dev ## format the code and fix what can be fixed
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

screenshots: $(VENV)/.browser ## take the pictures of the README, and one of every kind of page
	@$(BIN)/python -m tests.browser.screenshots

kills: $(VENV)/.dev ## kill 200 builds at random moments: make kills N=1000
	@KILLS=$(or $(N),200) $(BIN)/pytest $(workers) -k killed_at_any_moment tests/publish/test_faults.py

lives: $(VENV)/.dev ## compare builds that follow one another with clean ones: make lives N=1000
	@EXAMPLES=$(or $(N),200) $(BIN)/pytest tests/publish/test_incremental.py

same: $(VENV)/.dev ## compare what the code of a commit and this code publish: make same OLD=main SITES="demo trams"
	@$(BIN)/python -m tests.same $(or $(OLD),$(error Say what to compare with: make same OLD=main)) $(SITES)

quality: $(VENV)/.browser ## judge pages by the Nu checker and Lighthouse (needs Java and npm)
	@PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix tests/quality --no-audit --no-fund --no-package-lock --silent
	@$(BIN)/python -m tests.quality

bench: $(VENV)/.dev ## measure what must stay small and quick
	@$(BIN)/python -m tests.bench

bench-speed: $(VENV)/.bench ## time builds beside Hugo, Pelican and Eleventy (needs npm): make bench-speed N=100,1000
	@$(BIN)/python -m tests.bench.speed --others $(if $(N),--sizes $(N))

fuzz: $(VENV)/.fuzz ## feed the readers with damaged content until something breaks: make fuzz SECONDS=600
	@$(BIN)/python -m tests.fuzz $(or $(SECONDS),60)

lock: $(VENV)/.lock ## write .github/locks/ again; all versions move to the newest with make lock UPGRADE=--upgrade
	@$(call locked,build,--group build)
	@$(call locked,site,--constraint .github/locks/build.txt pyproject.toml)
	@$(call locked,notify,--extra notify --constraint .github/locks/build.txt --constraint .github/locks/site.txt pyproject.toml)
	@$(call locked,dev,--group dev --constraint .github/locks/build.txt --constraint .github/locks/notify.txt pyproject.toml)
	@$(call locked,release,--group release --constraint .github/locks/build.txt --constraint .github/locks/dev.txt)

audit: $(VENV)/.audit ## ask PyPI whether a locked version has a known hole
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip --progress-spinner off \
	  $(addprefix --requirement ,$(filter-out %/statusgen.txt,$(wildcard .github/locks/*.txt)))

clean: ## remove everything made here, the environment too
	@rm -rf $(VENV) public dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/.screenshots

# The environment. The empty files below it say what is installed; a change of pyproject.toml or of a lock makes them
# stale. Where .github/locks/ is, its versions are installed and no other bytes than it names; make LOCKS= … does without.

LOCKS ?= $(wildcard .github/locks)
pip = $(BIN)/pip --quiet --disable-pip-version-check

$(VENV)/.site: $(BIN)/python pyproject.toml $(LOCKS:%=%/build.txt) $(LOCKS:%=%/site.txt)
	@echo "Installing statusgen into $(VENV)/ …"
	@$(if $(LOCKS),$(call install,build) && $(call install,site) && $(pip) install --no-deps $(here) --editable .,\
	  $(pip) install --editable .)
	@touch $@

$(VENV)/.dev: $(VENV)/.site $(if $(LOCKS),$(LOCKS:%=%/dev.txt),$(VENV)/.groups)
	@echo "Installing the tools for tests into $(VENV)/ …"
	@$(if $(LOCKS),$(call install,dev),$(pip) install --group dev)
	@touch $@

$(VENV)/.groups: $(VENV)/.site
	@$(pip) install --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.fuzz $(VENV)/.lock $(VENV)/.audit: $(VENV)/.%: $(VENV)/.dev $(VENV)/.groups
	@$(pip) install --group $*
	@touch $@

$(VENV)/.browser: $(VENV)/.dev
	@$(call runs,$(quick_browser)) || ( $(call apt,$(quick_browser)) ) 2>/dev/null || true # a third quicker
	@$(browser) || ( $(call apt,chromium) ) || ( $(call apt,chromium-browser) ) || true
	@$(nginx) || ( $(call apt,nginx-light) ) || true
	@$(chinese) || ( $(call apt,fonts-noto-cjk) ) || true
	@$(browser) || { echo "The browser tests need Chromium, and it could not be installed." >&2; exit 1; }
	@$(nginx) || { echo "A browser test needs nginx, and it could not be installed." >&2; exit 1; }
	@touch $@

$(VENV)/.bench: $(VENV)/.dev $(VENV)/.groups tests/bench/eleventy/package.json
	@echo "Installing the generators to compare with …"
	@$(pip) install --group bench
	@npm install --prefix tests/bench/eleventy --no-audit --no-fund --no-package-lock --silent
	@touch $@

$(VENV)/.clients: $(VENV)/.dev tests/clients/package.json tests/clients/editors.py statusgen/render/cms.py
	@newsboat --version >/dev/null 2>&1 || ( $(call apt,newsboat) )
	@r2e --version >/dev/null 2>&1 || ( $(call apt,rss2email) )
	@tmux -V >/dev/null 2>&1 || ( $(call apt,tmux) )
	@npm --version >/dev/null 2>&1 || ( $(call apt,npm) )
	@npm install --prefix tests/clients --no-audit --no-fund --no-package-lock --silent
	@$(BIN)/python -m tests.clients.editors
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "statusgen needs Python 3.11 or newer; name yours: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || ( $(call apt,$(venv_package)) )
	@$(PYTHON) -m venv --clear $(VENV)

venv_package = $(shell $(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
runs = ( for name in $(1); do $$name --version && exit; done; exit 1 ) >/dev/null 2>&1
quick_browser = chromium-headless-shell
browser = $(call runs,$(quick_browser) chromium google-chrome chromium-browser)
nginx = PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null
chinese = fc-list ':lang=zh' 2>/dev/null | grep -q .

here = --no-build-isolation
install = $(pip) install $(here) --require-hashes --requirement $(LOCKS)/$(1).txt
locked = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --no-config --no-annotate --universal \
  --python-version 3.11 --generate-hashes $(UPGRADE) $(2) --output-file .github/locks/$(1).txt

# Installs a Debian package as root or by sudo; otherwise says what to type.
define apt
if [ "$$(id -u)" = 0 ]; then as_root=; elif command -v sudo >/dev/null; then as_root=sudo; \
else echo "Please run this as root: apt-get install $(1)" >&2; exit 1; fi; \
echo "Installing $(1) …"; { $$as_root apt-get update && \
$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(1); } >/dev/null
endef
