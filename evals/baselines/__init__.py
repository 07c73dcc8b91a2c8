"""Systems to be measured against."""
