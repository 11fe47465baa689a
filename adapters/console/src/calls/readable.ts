import { type DomainState, present, readableDomain } from 'postern';

/** An e-mail sender with its address as people write it, where that is another. */
export function readableSender<Sender extends { readonly address: string }>(sender: Sender) {
  const at = sender.address.lastIndexOf('@') + 1;
  const domain = otherThan(sender.address.slice(at));
  const readableAddress = domain === undefined ? undefined : sender.address.slice(0, at) + domain;
  return { ...sender, ...present({ readableAddress }) };
}

/** What is entered at a DNS host stays as DNS has it; beside it stands how people write it. */
export function readableState(state: DomainState) {
  return {
    ...state,
    ...present({ readableDomain: otherThan(state.domain) }),
    records: state.records.map((record) => ({
      ...record,
      ...present({ readableZone: otherThan(record.zone) }),
    })),
  };
}

function otherThan(domain: string): string | undefined {
  const shown = readableDomain(domain);
  return shown === domain ? undefined : shown;
}
