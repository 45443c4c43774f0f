import type { Context } from 'mocha';
import { mlflowPrograms, startMlflow, type mlflowMajors, type MlflowProcess, type MlflowProcessOptions } from './mlflow-server.ts';

/** Starts one real server for all tests of the suite around it; where MLflow is not installed they are skipped, and counted. */
export function withMlflow(major: (typeof mlflowMajors)[number], options: Omit<MlflowProcessOptions, 'programs'> = {}): () => string {
  let server: MlflowProcess | undefined;
  before(async function (this: Context) {
    // Under CI it is installed first.
    this.timeout(900_000);
    const programs = mlflowPrograms(major);
    if (programs === null) this.skip();
    server = await startMlflow({ programs, ...options });
  });
  after(() => server?.close());
  return () => server?.url ?? '';
}
