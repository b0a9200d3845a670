// Writes src/api/schema.d.ts from the OpenAPI description of a running GeoOps (GEOOPS_DEV_SERVER, by default the
// one on port 8000): start it with `make run`, then `npm run api-types`.
import { writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const server = process.env.GEOOPS_DEV_SERVER ?? 'http://127.0.0.1:8000';
const types = astToString(await openapiTS(new URL('/api/openapi.json', server)));
const head = '// Made by `npm run api-types` from /api/openapi.json; not written by hand.\n';
await writeFile(new URL('../src/api/schema.d.ts', import.meta.url), head + types);
