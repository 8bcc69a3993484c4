"""The desk of service reviews: rated at the window, mended, published; the rater is protected."""
