// Writes what is generated from the code: `npm run generate`. A test fails while a file here is stale.
import { writeFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.ts';

for (const [path, text] of Object.entries(generatedFiles())) writeFileSync(path, text);
