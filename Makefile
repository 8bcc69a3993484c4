# The same without make: python3 start.py run|test|check|bench|soak|pins
PYTHON ?= python3
ARGS ?=

.PHONY: run test check bench soak pins

run test check bench soak pins:
	@$(PYTHON) start.py $@ $(ARGS)
