"""What reaches the browser besides pages: bundles, headers, health."""
