# The portal's commands. Each one first sets up what it needs and takes no time if that is done.
PYTHON ?= python3
SETUP = $(PYTHON) tools/bootstrap.py

.PHONY: help setup run test bench lint messages clean

help:
	@echo "make run    the portal with the sample province, http://127.0.0.1:$${PORT:-8000}"
	@echo "make test   every check and test"
	@echo "make bench  the measurements of benchmarks/"
	@echo "make lint   the checks without the tests"
	@echo "make messages  the texts of the sources into the English catalogue"
	@echo "make clean  stop the embedded servers and remove their data (.run)"

setup:
	@$(SETUP)

run:
	@exec $(SETUP) tools.run

test:
	@exec $(SETUP) --for-tests tools.check

lint:
	@exec $(SETUP) --for-tests tools.check --without-tests

bench:
	@exec $(SETUP) --for-tests benchmarks

messages:
	@exec $(SETUP) --for-tests tools.messages

clean:
	@exec $(SETUP) tools.clean
