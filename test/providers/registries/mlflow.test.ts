import { createHttp } from '../../../src/node/http/create-http.ts';
import { createMlflowClient } from '../../../src/providers/mlflow/mlflow-client.ts';
import { mlflowContent } from '../../support/mlflow-content.ts';
import { mlflowPlace, type MlflowPlace } from '../../support/mlflow-place.ts';
import { mlflowMajors, mlflowPrograms, startMlflow, type MlflowProcess } from '../../support/mlflow-server.ts';
import { changeTests } from './mlflow-changes.ts';
import { readingTests } from './mlflow-reading.ts';

for (const major of mlflowMajors) {
  // Both groups run on one server, because starting one takes longer than all of them.
  describe(`the registry of MLflow ${String(major)}`, function () {
    this.timeout(180_000);
    let server: MlflowProcess | undefined;
    let place: MlflowPlace;
    let count = 0;

    before(async function () {
      // Under CI it is installed first.
      this.timeout(900_000);
      const programs = mlflowPrograms(major);
      if (programs === null) this.skip();
      server = await startMlflow({ programs });
    });
    after(() => server?.close());
    beforeEach(async () => {
      const url = server?.url ?? '';
      count += 1;
      // Names of both kinds that need quoting.
      const name = count % 2 === 0 ? `fraud's ${String(count)}` : `"best" fraud ${String(count)}`;
      const content = mlflowContent(url);
      await content.model(name);
      const client = createMlflowClient({ http: createHttp(), url: `${url}/`, authorization: () => Promise.resolve(null), pageSize: 2 });
      place = mlflowPlace({ name, content, client });
    });

    readingTests(major, () => place);
    changeTests(() => place);
  });
}
