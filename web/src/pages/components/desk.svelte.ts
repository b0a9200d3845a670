import { ask } from '../../api/client';
import type { Listed } from '../../api/types';
import { live } from '../../state/live.svelte';
import { Resource } from '../../state/resource.svelte';
import type { Body, OpenLists, Proposal } from './model';

const PATH = '/api/indicators/components';

/** Proposed component indicators and the lists that take them: one register for every space. */
export class Desk {
  proposals = new Resource<Listed<Proposal>>();
  lists = new Resource<OpenLists>();

  open(): () => void {
    this.refresh();
    const heard = live.listen((change) => {
      if (change.entity === 'component') void this.proposals.load(PATH);
    });
    return () => {
      heard();
      this.proposals.clear();
      this.lists.clear();
    };
  }

  refresh(): void {
    void this.proposals.load(PATH);
    void this.lists.load(`${PATH}/lists`);
  }

  async propose(body: Body): Promise<void> {
    await ask('POST', PATH, { body });
    void this.proposals.load(PATH);
  }

  async decide(one: Proposal, approve: boolean, reason: string): Promise<void> {
    try {
      await ask('POST', `${PATH}/${one.id}/decision`, { body: { approve, reason } });
    } finally {
      void this.proposals.load(PATH);
    }
  }
}
