"""The command ``peakend``."""
