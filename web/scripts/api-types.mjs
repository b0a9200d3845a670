// Writes src/api/schema.d.ts from the OpenAPI description, which the program gives without being started.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
const said = execFileSync('.venv/bin/python', ['-m', 'scripts.openapi'], { cwd: root, maxBuffer: 2 ** 26 });
const types = astToString(await openapiTS(said));
const head = '// Made by `npm run api-types` from the OpenAPI description; not written by hand.\n';
await writeFile(new URL('../src/api/schema.d.ts', import.meta.url), head + types);
