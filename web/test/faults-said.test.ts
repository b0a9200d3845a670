import { expect, it } from 'vitest';

const sources = import.meta.glob<string>('../src/{pages,ui,search,report}/**/*.{svelte,ts}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** A catch that knows what to do with a refusal and leaves the person to guess where no answer came. */
const UNSAID = [
  /if \(\w+ instanceof ApiProblem\) [^{\n]*;\n\s*\}/, // and nothing else
  /if \(!\(\w+ instanceof ApiProblem\)\) throw/, // to nobody who listens
  /= \w+ instanceof ApiProblem \? \w+ : null;\n\s*if \(!\w+\) throw/,
];

it('no page leaves it unsaid that the server was out of reach', () => {
  const unsaid = Object.entries(sources).flatMap(([file, source]) =>
    UNSAID.some((pattern) => pattern.test(source)) ? [file] : [],
  );
  expect(Object.keys(sources).length).toBeGreaterThan(200);
  expect(unsaid).toEqual([]);
});
