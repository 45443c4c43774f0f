// @ts-check
// `node test/sample/unpack.mjs [--with-remote] NAME TARGET_DIR` unpacks a sample workspace and prints its path.
import { SampleError, sampleNames, unpackSample } from './unpack-sample.mjs';

const words = process.argv.slice(2);
const [name, target, ...rest] = words.filter((word) => word !== '--with-remote');
if (!name || !target || rest.length > 0) {
  console.error(`usage: unpack.mjs [--with-remote] ${sampleNames().join('|')} TARGET_DIR`);
  process.exitCode = 2;
} else {
  try {
    console.log(unpackSample({ name, target, withRemote: words.includes('--with-remote') }));
  } catch (error) {
    if (!(error instanceof SampleError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
