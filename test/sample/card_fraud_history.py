"""The history of the sample `card-fraud`, oldest step first."""

from __future__ import annotations

from steps import Commit, Person, Step, assign, register, unassign

ANA = Person("Ana Kowalska")
TOMASZ = Person("Tomasz Lis")
MARTA = Person("Marta Zych")
EWA = Person("Ewa Nowak")
PIOTR = Person("Piotr Mazur")

FIRST_README = """# Card payment fraud

Says, before a card payment is authorised, how likely it is that the card is stolen.

    pip install -r requirements-dev.txt
    dvc pull
    dvc repro
"""


def serves(before: str, after: str) -> tuple[str, str, str]:
    """The edit that makes the model server load another version."""
    return ("k8s/fraud.yaml", f"fraud/{before}\n", f"fraud/{after}\n")


def tuned(*changes: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Edits of params.yaml, each `key: value` pair occurring once."""
    return tuple(("params.yaml", before, after) for before, after in changes)


HISTORY: tuple[Step, ...] = (
    Commit(
        "2026-06-08T10:12:00+02:00",
        ANA,
        "Start the card fraud project",
        add=(".gitattributes", ".gitignore", "pyproject.toml", "requirements.txt", "requirements-dev.txt"),
        write=(("README.md", FIRST_README),),
        run=("dvc init --quiet", "dvc remote add --default store ../card-fraud-remote"),
    ),
    Commit(
        "2026-06-10T15:40:00+02:00",
        TOMASZ,
        "Add the payments from March to May",
        data=(("raw-1.csv", "data/raw.csv"),),
        run=("dvc add --quiet data/raw.csv", "dvc push --quiet"),
    ),
    Commit(
        "2026-06-22T11:05:00+02:00",
        ANA,
        "Add the pipeline with logistic regression",
        add=("card_fraud/__init__.py", "card_fraud/evaluate.py", "card_fraud/featurize.py", "card_fraud/prepare.py")
        + ("card_fraud/schema.py", "card_fraud/settings.py", "card_fraud/train.py", "dvc.yaml", "params.yaml"),
        edit=(
            (
                "dvc.yaml",
                "  chargeback:\n    path: models/chargeback\n    type: model\n"
                "    desc: Probability that a customer wins a dispute\n",
                "",
            ),
        ),
        run=("dvc repro --quiet", "dvc push --quiet"),
    ),
    register("2026-06-22T11:20:00+02:00", ANA, "fraud", "v1.0.0", "First model that beats the rules"),
    Commit(
        "2026-06-24T09:31:00+02:00",
        MARTA,
        "Add the scoring service and the model server",
        add=("serving", "Dockerfile", "k8s", ".github"),
    ),
    assign("2026-06-25T13:00:00+02:00", MARTA, "fraud", "v1.0.0", "production", "Go live behind the rules"),
    Commit(
        "2026-07-13T16:22:00+02:00",
        ANA,
        "Use gradient boosting: fewer good payments blocked",
        edit=tuned(("model: logistic", "model: boosting"), ("max_depth: 3", "max_depth: 2")),
        run=("dvc repro --quiet", "dvc push --quiet"),
    ),
    register("2026-07-13T16:30:00+02:00", ANA, "fraud", "v1.1.0", "Gradient boosting"),
    assign("2026-07-16T10:00:00+02:00", MARTA, "fraud", "v1.1.0", "canary", "10 % of traffic"),
    Commit(
        "2026-07-20T09:45:00+02:00",
        MARTA,
        "Serve v1.1.0",
        edit=(serves("v1.0.0", "v1.1.0"),),
    ),
    assign("2026-07-20T09:50:00+02:00", MARTA, "fraud", "v1.1.0", "production", "Canary was quiet for four days"),
    Commit(
        "2026-07-27T14:10:00+02:00",
        PIOTR,
        "Watch the service with Prometheus",
        add=("monitoring", "card_fraud/drift.py"),
    ),
    Commit(
        "2026-08-17T12:02:00+02:00",
        TOMASZ,
        "Add the payments of June and train on them",
        data=(("raw-2.csv", "data/raw.csv"),),
        edit=tuned(("learning_rate: 0.1", "learning_rate: 0.2"), ("trees: 40", "trees: 50")),
        run=("dvc add --quiet data/raw.csv", "dvc repro --quiet", "dvc push --quiet"),
    ),
    register("2026-08-17T12:30:00+02:00", ANA, "fraud", "v1.2.0", "A third more payments to learn from"),
    Commit(
        "2026-08-31T17:18:00+02:00",
        ANA,
        "Keep the older chargeback model beside the new one",
        add=("card_fraud/train_chargeback.py",),
        edit=(
            (
                "dvc.yaml",
                "    labels: [scikit-learn, tabular]\n",
                "    labels: [scikit-learn, tabular]\n  chargeback:\n    path: models/chargeback\n    type: model\n"
                "    desc: Probability that a customer wins a dispute\n",
            ),
        ),
        data=(("disputes.csv", "data/disputes.csv"),),
        run=("python -m card_fraud.train_chargeback",),
        drop=("data/disputes.csv",),
    ),
    register("2026-08-31T17:25:00+02:00", ANA, "chargeback", "v1.0.0", "As it has run since 2025"),
    assign("2026-08-31T17:27:00+02:00", ANA, "chargeback", "v1.0.0", "production", "As it has run since 2025"),
    assign("2026-09-01T08:30:00+02:00", MARTA, "fraud", "v1.2.0", "shadow", "Mirror all traffic for a week"),
    Commit(
        "2026-09-07T10:55:00+02:00",
        ANA,
        "Test features, data, model and service",
        add=("tests",),
    ),
    assign("2026-09-08T09:00:00+02:00", MARTA, "fraud", "v1.2.0", "production", "A quiet week in shadow mode"),
    unassign("2026-09-08T09:02:00+02:00", MARTA, "fraud", "v1.2.0", "shadow", "Live now"),
    Commit(
        "2026-09-14T13:37:00+02:00",
        EWA,
        "Add the model card, the playbook and the data protection assessment",
        add=("docs",),
    ),
    Commit(
        "2026-09-28T11:48:00+02:00",
        ANA,
        "Block from a lower score: more fraud caught",
        edit=tuned(("threshold: 0.5", "threshold: 0.3")),
        run=("dvc repro --quiet", "dvc push --quiet"),
    ),
    register("2026-09-28T12:00:00+02:00", ANA, "fraud", "v1.3.0", "Threshold 0.3"),
    assign("2026-09-28T15:00:00+02:00", MARTA, "fraud", "v1.3.0", "shadow", "Mirror all traffic"),
    assign("2026-10-01T09:15:00+02:00", MARTA, "fraud", "v1.3.0", "canary", "10 % of traffic"),
    unassign("2026-10-01T09:16:00+02:00", MARTA, "fraud", "v1.3.0", "shadow", "Seen enough in shadow mode"),
    Commit(
        "2026-10-05T09:40:00+02:00",
        MARTA,
        "Serve v1.3.0",
        edit=(serves("v1.1.0", "v1.3.0"),),
    ),
    assign("2026-10-05T09:45:00+02:00", MARTA, "fraud", "v1.3.0", "production", "Accepted by risk"),
    Commit(
        "2026-10-19T10:20:00+02:00",
        TOMASZ,
        "Keep the reference and the weekly batches for drift",
        data=(("reference.csv", "data/reference.csv"),) + tuple(
            (f"batches/{day}.csv", f"data/batches/{day}.csv")
            for day in ("2026-08-31", "2026-09-07", "2026-09-14", "2026-09-21", "2026-09-28")
            + ("2026-10-05", "2026-10-12", "2026-10-19")
        ),
    ),
    Commit(
        "2026-10-26T16:03:00+01:00",
        ANA,
        "Try logistic regression again to catch more",
        edit=tuned(("model: boosting", "model: logistic"), ("threshold: 0.3", "threshold: 0.4")),
        run=("dvc repro --quiet", "dvc push --quiet"),
    ),
    register("2026-10-26T16:10:00+01:00", ANA, "fraud", "v1.4.0", "Logistic regression, threshold 0.4"),
    assign("2026-10-27T09:00:00+01:00", MARTA, "fraud", "v1.4.0", "canary", "10 % of traffic"),
    assign("2026-10-28T10:30:00+01:00", MARTA, "fraud", "v1.4.0", "production", "Risk asked for more recall"),
    assign("2026-10-30T03:12:00+01:00", PIOTR, "fraud", "v1.3.0", "production", "Roll back: 3 % of good payments blocked"),
    Commit(
        "2026-11-02T14:26:00+01:00",
        ANA,
        "Smaller steps, more trees",
        edit=tuned(
            ("model: logistic", "model: boosting"),
            ("threshold: 0.4", "threshold: 0.3"),
            ("learning_rate: 0.2", "learning_rate: 0.1"),
            ("trees: 50", "trees: 80"),
        ),
        run=("dvc repro --quiet", "dvc push --quiet"),
    ),
    register("2026-11-02T14:40:00+01:00", ANA, "fraud", "v1.4.1", "Gradient boosting with smaller steps"),
    assign("2026-11-02T15:00:00+01:00", MARTA, "fraud", "v1.4.1", "canary", "10 % of traffic"),
    Commit(
        "2026-11-04T11:11:00+01:00",
        EWA,
        "Write down goal, owners, gates and runbooks",
        add=("airworthy.yaml",),
    ),
    assign("2026-11-05T09:30:00+01:00", MARTA, "fraud", "v1.4.1", "production", "All gates passed, accepted by risk"),
    Commit(
        "2026-11-09T15:52:00+01:00",
        ANA,
        "Deeper trees, larger steps",
        edit=tuned(("max_depth: 2", "max_depth: 4"), ("learning_rate: 0.1", "learning_rate: 0.3"), ("trees: 80", "trees: 60")),
        run=("dvc repro --quiet", "dvc push --quiet"),
    ),
    register("2026-11-09T16:00:00+01:00", ANA, "fraud", "v1.5.0", "Deeper trees"),
    assign("2026-11-09T16:05:00+01:00", MARTA, "fraud", "v1.5.0", "shadow", "Mirror all traffic"),
    assign("2026-11-12T10:00:00+01:00", MARTA, "fraud", "v1.5.0", "canary", "10 % of traffic"),
    unassign("2026-11-12T10:02:00+01:00", MARTA, "fraud", "v1.5.0", "shadow", "Seen enough in shadow mode"),
    Commit(
        "2026-11-16T09:20:00+01:00",
        TOMASZ,
        "Add the batches up to 16 November",
        data=tuple(
            (f"batches/{day}.csv", f"data/batches/{day}.csv")
            for day in ("2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16")
        ),
    ),
    Commit(
        "2026-11-16T17:44:00+01:00",
        ANA,
        "Describe the project; try smaller steps next",
        add=("README.md",),
        edit=tuned(("learning_rate: 0.3", "learning_rate: 0.2")),
    ),
)
