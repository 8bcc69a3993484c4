# The same without make: python3 start.py run|test|check|bench|pins
PYTHON ?= python3
ARGS ?=

.PHONY: run test check bench pins

run test check bench pins:
	@$(PYTHON) start.py $@ $(ARGS)
