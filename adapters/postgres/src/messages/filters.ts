/* What filters ask for, as SQL conditions on `m`, a row of `message`. The core's `fitsFilters` says the same. */

import { lowerAscii, type MessageFilters, type MessageStatus, waitingStatuses } from 'postern/adapter';
import { arrayOf, type Value } from '../drivers/values.ts';

/** Collects the values of a statement, answering the placeholder of each. */
export class Values {
  readonly all: Value[] = [];

  add(value: string): string {
    this.all.push(value);
    return `$${this.all.length}::text`;
  }

  time(value: Date): string {
    return `${this.add(value.toISOString())}::timestamptz`;
  }

  list(values: readonly string[]): string {
    this.all.push(arrayOf(values));
    return `any ($${this.all.length}::text[])`;
  }
}

type Wanted = Required<MessageFilters>;
/** A condition for each filter. */
type Conditions = { readonly [K in keyof Wanted]: (wanted: Wanted[K], values: Values) => string };

/** Where a job stands; `j` is its row. */
const jobStatus = `case when j.lease_token is not null then 'sending' else j.status end`;

/** Of what waits the job's row tells. Each is asked for its own: of `exists` the server may make one look at all jobs of every site. */
const ofJob = (condition: string) =>
  `coalesce((select ${condition} from postern.message_job j where j.message_id = m.id), false)`;

const conditions: Conditions = {
  channel: (wanted, values) => `m.channel = ${values.add(wanted)}`,
  ids: (wanted, values) => `m.id = ${values.list(wanted)}`,
  origin: (wanted, values) => `m.origin = ${values.add(wanted)}`,
  statuses: (wanted, values) => {
    const { waits, ended } = divided(wanted);
    const waiting = waits.length > 0 ? ofJob(`${jobStatus} = ${values.list(waits)}`) : 'false';
    const over = ended.length > 0 ? `m.status = ${values.list(ended)}` : 'false';
    return `case when m.status is null then ${waiting} else ${over} end`;
  },
  consumerId: (wanted, values) => `m.consumer_id = ${values.add(wanted)}`,
  reference: (wanted, values) => `m.reference = ${values.add(wanted)}`,
  batch: (wanted, values) => `m.batch = ${values.add(wanted)}`,
  template: (wanted, values) => `m.template_id = ${values.add(wanted)}`,
  sender: (wanted, values) =>
    `lower(m.sender_address collate "C") = ${values.add(lowerAscii(wanted))} collate "C"`,
  actor: (wanted, values) => `m.actor = ${values.add(wanted)}`,
  transport: (wanted, values) => `m.transport = ${values.add(wanted)}`,
  // While it waits again, the job's failure is its own, or the one that it ended with before.
  failure: (wanted, values) => {
    const given = values.add(wanted);
    const waiting = ofJob(`postern.failure_class(coalesce(j.failure, m.failure)) = ${given}`);
    return `case when m.status is null then ${waiting} else postern.failure_class(m.failure) = ${given} end`;
  },
  topic: (wanted, values) => `m.topic = ${values.add(wanted)}`,
  from: (wanted, values) => `m.created_at >= ${values.time(wanted)}`,
  to: (wanted, values) => `m.created_at < ${values.time(wanted)}`,
};

/** The conditions of these filters, but for some; none where nothing is left to ask. */
export function conditionsOf(
  filters: MessageFilters,
  values: Values,
  except: readonly (keyof MessageFilters)[] = [],
): readonly string[] {
  const names = (Object.keys(conditions) as (keyof MessageFilters)[]).filter(
    (name) => filters[name] !== undefined && !except.includes(name),
  );
  return names.map((name) => conditionOf(name, filters, values));
}

function conditionOf<K extends keyof Wanted>(name: K, filters: MessageFilters, values: Values): string {
  const wanted = filters[name];
  return wanted === undefined ? 'true' : conditions[name](wanted as Wanted[K], values);
}

/** Statuses of what waits, and those of what has ended. */
export function divided(statuses: readonly MessageStatus[]): {
  readonly waits: readonly MessageStatus[];
  readonly ended: readonly MessageStatus[];
} {
  return {
    waits: statuses.filter((one) => waitingStatuses.includes(one)),
    ended: statuses.filter((one) => !waitingStatuses.includes(one)),
  };
}

/** Jobs at these statuses. */
export function jobsAt(statuses: readonly MessageStatus[], values: Values): string {
  return `${jobStatus} = ${values.list(statuses)}`;
}
