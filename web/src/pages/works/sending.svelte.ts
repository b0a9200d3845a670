import { ApiProblem } from '../../api/problem';

/** One form on its way: busy, refused with a reason, or not through at all. */
export class Sending {
  busy = $state(false);
  fault = $state.raw<ApiProblem | null>(null);
  unreachable = $state(false);

  async run(work: () => Promise<unknown>, done: () => void): Promise<void> {
    this.busy = true;
    this.fault = null;
    this.unreachable = false;
    try {
      await work();
      done();
    } catch (error) {
      if (error instanceof ApiProblem) this.fault = error;
      else this.unreachable = true;
    } finally {
      this.busy = false;
    }
  }
}

/** A figure as Vietnamese types it (`1.234,5`, `215,3`, `215.3`); null for an empty field, NaN for what is no number. */
export function figure(text: string): number | null {
  const plain = text.replace(/\s/g, '');
  if (plain === '') return null;
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'));
  return /^-?\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
}

/** A stated figure as it stands in a field. */
export function written(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value).replace('.', ',');
}
