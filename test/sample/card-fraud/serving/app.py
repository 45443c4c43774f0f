"""The scoring service: checks a payment, asks the model, falls back to rules, logs the decision."""

import json
import logging
import os
import time

import pandas as pd
from flask import Flask, Response, jsonify, request
from prometheus_client import Counter, Histogram, generate_latest

from card_fraud.featurize import features
from card_fraud.schema import problems
from serving import model_client, rules

VERSION = os.environ.get("MODEL_VERSION", "unknown")
THRESHOLD = float(os.environ.get("THRESHOLD", "0.5"))

REQUESTS = Counter("fraud_requests_total", "Payments scored.", ["outcome", "version"])
LATENCY = Histogram("fraud_request_seconds", "Time to a decision.", ["version"])
SCORES = Histogram(
    "fraud_score",
    "Scores given by the model.",
    ["version"],
    buckets=[0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0],
)
FALLBACKS = Counter("fraud_fallbacks_total", "Decisions made by the rules.", ["reason"])

decision_log = logging.getLogger("decisions")


def create_app(score=model_client.score) -> Flask:
    """The application; `score` asks the model and may raise."""
    app = Flask(__name__)

    @app.post("/decide")
    def decide():
        started = time.perf_counter()
        payment = request.get_json(silent=True)
        if not isinstance(payment, dict):
            return jsonify(error="a JSON object is expected"), 400
        found = problems(payment)
        if found:
            REQUESTS.labels("rejected", VERSION).inc()
            return jsonify(error="; ".join(found)), 422
        row = features(pd.DataFrame([payment]), night_from=22, night_until=6)
        try:
            value = score(row.iloc[0].tolist(), list(row.columns))
            SCORES.labels(VERSION).observe(value)
            decision = {"block": value >= THRESHOLD, "score": value, "by": "model"}
        except (OSError, ValueError, KeyError, IndexError) as error:
            FALLBACKS.labels(type(error).__name__).inc()
            decision = rules.decide(payment)
        decision["version"] = VERSION
        REQUESTS.labels("blocked" if decision["block"] else "passed", VERSION).inc()
        LATENCY.labels(VERSION).observe(time.perf_counter() - started)
        decision_log.info(json.dumps({"payment": payment, "decision": decision}))
        return jsonify(decision)

    @app.get("/health")
    def health():
        return jsonify(status="ok", version=VERSION)

    @app.get("/metrics")
    def metrics():
        return Response(generate_latest(), mimetype="text/plain")

    return app
