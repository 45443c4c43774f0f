"""The histories of the samples `bare` and `two-projects`, oldest step first."""

from __future__ import annotations

from steps import Commit, Person, Step, assign, register

ANNA = Person("Anna Zając")
KUBA = Person("Kuba Wilk")
OLGA = Person("Olga Sroka")
IGOR = Person("Igor Dudek")

BARE: tuple[Step, ...] = (
    Commit("2026-09-03T18:41:00+02:00", ANNA, "first version", add=("train_model.ipynb", "README.md")),
    Commit("2026-09-17T19:02:00+02:00", ANNA, "requirements", add=("requirements.txt",)),
)

TWO_PROJECTS: tuple[Step, ...] = (
    Commit(
        "2026-07-06T09:10:00+02:00",
        OLGA,
        "Start a repository for the customer models",
        add=(".gitattributes", ".gitignore", ".github", "README.md"),
        run=("dvc init --quiet", "dvc remote add --default store ../two-projects-remote"),
    ),
    Commit(
        "2026-07-20T14:33:00+02:00",
        KUBA,
        "Add the churn model",
        add=("churn/churn", "churn/dvc.yaml", "churn/params.yaml", "churn/requirements.txt", "churn/tests"),
        data=(("customers.csv", "churn/data/customers.csv"),),
        run=("churn: dvc add --quiet data/customers.csv", "churn: dvc repro --quiet", "churn: dvc push --quiet"),
    ),
    register("2026-07-20T15:00:00+02:00", KUBA, "churn:churn-model", "v1.0.0", "First model"),
    assign("2026-07-21T10:00:00+02:00", OLGA, "churn:churn-model", "v1.0.0", "production", "Asked for by marketing"),
    Commit(
        "2026-08-10T11:20:00+02:00",
        IGOR,
        "Add the discount model",
        add=("pricing",),
        data=(("prices.csv", "pricing/data/prices.csv"),),
        run=("pricing: python train.py",),
    ),
    register("2026-08-10T11:30:00+02:00", IGOR, "pricing:price", "v0.1.0", "First discount model"),
    Commit(
        "2026-10-12T16:05:00+02:00",
        KUBA,
        "Less regularisation, and say what the project is for",
        add=("churn/airworthy.yaml",),
        edit=(("churn/params.yaml", "strength: 1.0", "strength: 4.0"),),
        run=("churn: dvc repro --quiet", "churn: dvc push --quiet"),
    ),
    register("2026-10-12T16:15:00+02:00", KUBA, "churn:churn-model", "v1.1.0", "Less regularisation"),
    assign("2026-10-12T16:20:00+02:00", KUBA, "churn:churn-model", "v1.1.0", "dev", "For the call centre's test"),
)
