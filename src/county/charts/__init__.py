"""Charts drawn as SVG by ourselves: no script, no inline style, no framework. `flow.draw_flow` draws a procedure."""
