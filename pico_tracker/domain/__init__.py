"""What is true: values, rules and clinical knowledge. Standard library only; no clock, no file."""
