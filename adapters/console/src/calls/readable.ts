import { type Consumer, type DomainState, readableAddress, readableDomain } from 'postern';
import { present } from 'postern/adapter';

// An `address` gets its readable form in `toWire`, wherever it stands; here are the fields that have another name.

/** A consumer with their e-mail address as people write it, where that is another. */
export function readableConsumer(consumer: Consumer) {
  const { email } = consumer;
  const shown = email === undefined ? undefined : readableAddress(email);
  return { ...consumer, ...present({ readableEmail: shown === email ? undefined : shown }) };
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
