"""How the code room names the rule behind a value."""

from __future__ import annotations


def rule_name(package: str, rule: str) -> str:
    """`rule:PACKAGE/RULE`, also where the normaliser's rule already names its package."""
    if rule.startswith("rule:"):
        return rule
    if rule.startswith(f"{package}/"):
        return f"rule:{rule}"
    return f"rule:{package}/{rule}"
