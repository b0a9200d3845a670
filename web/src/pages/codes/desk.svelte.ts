import { ask } from '../../api/client';
import type { components } from '../../api/schema';
import type { Listed } from '../../api/types';
import { live } from '../../state/live.svelte';
import { Resource } from '../../state/resource.svelte';
import type { Code, Dimension, Step } from './model';

const PATH = '/api/indicators/codes';

/** The register of codes and the lists that they are of: one for every space. */
export class Desk {
  codes = new Resource<Listed<Code>>();
  dimensions = new Resource<Listed<Dimension>>();

  open(): () => void {
    this.refresh();
    const heard = live.listen((change) => {
      if (change.entity === 'dimension_code') this.refresh();
    });
    return () => {
      heard();
      this.codes.clear();
      this.dimensions.clear();
    };
  }

  refresh(): void {
    void this.codes.load(PATH);
    void this.dimensions.load('/api/indicators/dimensions');
  }

  async propose(body: components['schemas']['CodeIn']): Promise<void> {
    await ask('POST', PATH, { body });
    this.refresh();
  }

  /** A step with a code as it was read; `day` is the first on which a code to be closed is closed. */
  async take(step: Step, code: Code, reason: string, day: string): Promise<void> {
    try {
      if (step === 'approve' || step === 'refuse')
        await ask('POST', `${PATH}/${code.id}/decision`, {
          body: { approve: step === 'approve', reason },
          ifMatch: code.etag,
        });
      else
        await ask('PATCH', `${PATH}/${code.id}`, {
          body: { valid_to: step === 'close' ? day : null, reason },
          ifMatch: code.etag,
        });
    } finally {
      this.refresh();
    }
  }
}
