import { modelFile } from '../machine-learning.ts';
import { baseName } from '../paths.ts';

const dataEnding =
  /\.(?:csv|tsv|parquet|pq|feather|arrow|jsonl|ndjson|avro|orc|xlsx?|npy|npz|tfrecords?|hdf|sqlite3?|db|duckdb|zip|tar|tgz|gz|zst|7z)$/i;
const dataFolder = /(?:^|\/)(?:data|datasets?|raw|dane)(?:\/|$)/i;
const notData = /\.(?:py|ipynb|md|ya?ml|toml|cfg|ini|sh|sql|txt|lock|dvc|gitignore|gitkeep|keep|html|js|ts|css|r)$/i;

/** Whether a path reads as a data set: by its ending, or as a folder or file in a data folder. Models, code and configuration are none. */
export function isDataPath(path: string): boolean {
  if (modelFile.test(path) || notData.test(path) || path.length > 300 || /\s/.test(path)) return false;
  return dataEnding.test(path) || dataFolder.test(path);
}

/** Whether a path reads as a trained model: by its ending, or by a models folder. */
export function isModelPath(path: string): boolean {
  if (modelFile.test(path)) return true;
  if (isDataPath(path) || notData.test(path)) return false;
  return /(?:^|\/)(?:models?|checkpoints?|weights|artifacts)(?:\/|$)/i.test(path) || /^model(?:$|[._-])/i.test(baseName(path));
}

/** Folders of what a project writes or shows, not of what it learns from. */
const writtenFolder =
  /(?:^|\/)(?:metrics?|plots?|reports?|results?|outputs?|predictions?|submissions?|registry|logs?|docs?|tests?|\.dvc|assets|static|images?)(?:\/|$)/i;
const writtenFile = /(?:^|\/)(?:metadata|manifest|submission|sample_submission|predictions?)[^/]*$/i;
/** Databases of tools (MLflow, Airflow, Optuna) stand anywhere; those of data stand in a data folder. */
const database = /\.(?:sqlite3?|db|duckdb)$/i;
const toolFile = /(?:^|\/)(?:mlflow|mlruns|airflow|optuna|prefect)[^/]*$/i;

/** Whether a file committed to Git is a data set, not a table of results or settings: tabular or packed, and not among the metrics or plots. */
export function isCommittedData(path: string): boolean {
  if (!dataEnding.test(path) || writtenFolder.test(path) || writtenFile.test(path) || toolFile.test(path)) return false;
  return !database.test(path) || dataFolder.test(path);
}
