from serving.app import create_app
from tests.test_features import PAYMENT


def client(score):
    return create_app(score).test_client()


def test_a_payment_is_blocked_from_the_threshold_up():
    answer = client(lambda row, names: 0.97).post("/decide", json=PAYMENT)
    assert answer.status_code == 200
    assert answer.json["block"] is True
    assert answer.json["by"] == "model"


def test_rules_answer_when_the_model_does_not():
    def failing(row, names):
        raise TimeoutError("no answer")

    answer = client(failing).post("/decide", json={**PAYMENT, "amount": 3_000})
    assert answer.json == {"block": True, "by": "rules", "score": None, "version": "unknown"}


def test_dirty_payments_are_refused_with_the_reason():
    answer = client(lambda row, names: 0.0).post("/decide", json={**PAYMENT, "amount": -5})
    assert answer.status_code == 422
    assert answer.json["error"] == "amount is out of range"
    assert client(lambda row, names: 0.0).post("/decide", data="{").status_code == 400


def test_metrics_are_exported():
    page = client(lambda row, names: 0.1)
    page.post("/decide", json=PAYMENT)
    assert "fraud_request_seconds_bucket" in page.get("/metrics").text
    assert page.get("/health").json["status"] == "ok"
