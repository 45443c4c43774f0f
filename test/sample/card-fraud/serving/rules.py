"""The fallback: a few plain rules that answer when the model cannot."""


def decide(payment: dict) -> dict:
    """A cautious decision from the payment alone."""
    risky = payment["amount"] > 2_000 or payment["tx_last_hour"] >= 6
    return {"block": risky, "score": None, "by": "rules"}
