"""What one payment looks like, for the pipeline and for the service alike."""

MERCHANTS = ("electronics", "fuel", "grocery", "restaurant", "travel")
CHANNELS = ("chip", "contactless", "online")

COLUMNS = (
    "amount",
    "hour",
    "merchant",
    "channel",
    "abroad",
    "account_age_days",
    "distance_km",
    "tx_last_hour",
)


def problems(payment: dict) -> list[str]:
    """The reasons why a payment cannot be scored; empty if it can."""
    found = [f"{name} is missing" for name in COLUMNS if payment.get(name) is None]
    if found:
        return found
    if not 0 < payment["amount"] <= 50_000:
        found.append("amount is out of range")
    if not 0 <= payment["hour"] <= 23:
        found.append("hour is out of range")
    if payment["distance_km"] < 0:
        found.append("distance_km is negative")
    if payment["merchant"] not in MERCHANTS:
        found.append("merchant is unknown")
    if payment["channel"] not in CHANNELS:
        found.append("channel is unknown")
    return found
