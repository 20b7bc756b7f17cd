"""Cross-document event coreference: metrics, and the baselines and model measured by them."""
