import { type bodies as contractBodies, type EndpointName, endpoints } from '../../src/contract.ts';

interface Sample {
  readonly name: EndpointName;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}

/** A body for each call that has one. */
const bodies: Readonly<Record<keyof typeof contractBodies, unknown>> = {
  createEmailSender: { name: 'Acme', address: 'hello@acme.example' },
  updateEmailSender: { name: 'Acme Ltd' },
  setSignature: { html: '<p>Acme</p>', text: 'Acme' },
  sendCode: {},
  confirmCode: { code: '123456' },
  checkAddress: {},
  setSmsSender: { value: 'Acme' },
  createTemplate: { name: 'Hello', subject: 'S', text: 'T' },
  saveTemplate: { name: 'Hello', subject: 'S', text: 'T' },
  createDraft: { name: 'Hello', text: 'T' },
  saveDraft: { name: 'Hello', text: 'T', replaces: null, basedOn: 0 },
  publishDraft: { draft: '2030-06-01T12:00:00Z', replaces: null },
  restoreTemplate: { replaces: '2030-06-01T12:00:00Z' },
  renderTemplate: { data: {} },
  previewEmail: { subject: 'S', text: 'T' },
  previewSms: { text: 'T' },
  testEmail: { subject: 'S', text: 'T' },
  sendEmail: { to: { consumerId: 'c1' }, subject: 'S', text: 'T' },
  sendSms: { to: { consumerId: 'c1' }, text: 'T' },
  checkEmails: { rows: [{ to: { consumerId: 'c1' } }], subject: 'S', text: 'T' },
  checkTexts: { rows: [{ to: { consumerId: 'c1' } }], text: 'T' },
  sendEmails: { rows: [{ to: { consumerId: 'c1' } }], key: 'k', subject: 'S', text: 'T' },
  sendTexts: { rows: [{ to: { consumerId: 'c1' } }], key: 'k', text: 'T' },
  sendAgain: {},
  exportChosen: { ids: ['msg_0'], columns: ['to', 'status'] },
  many: { action: 'cancel', ids: ['msg_0'], key: 'click' },
  reschedule: { at: '2030-06-01T12:00:00Z' },
  setPreferences: { optedOut: true },
  addSuppression: { address: 'x@people.example' },
  importSuppressions: { csv: 'x@people.example', dryRun: true },
  findSuppression: { address: 'x@people.example' },
  suppressionHistory: { address: 'x@people.example' },
  deleteSuppression: { address: 'x@people.example' },
  createWebhook: { url: 'https://acme.example/hooks', types: ['delivered'], description: 'CRM' },
  updateWebhook: { url: 'https://acme.example/hooks', types: null, description: '' },
};
const queries: Partial<Record<EndpointName, string>> = {
  searchConsumers: '?term=jo',
  search: '?term=hello',
  exportMessages: '?columns=to,status',
};

/** Every call of the contract once, about message `id` where it is about one. */
export function sampleCalls(id = 'msg_none'): readonly Sample[] {
  return (Object.keys(endpoints) as EndpointName[]).map((name) => {
    const { method, path } = endpoints[name];
    const real =
      path.replace(':channel', 'email').replace(':id', id).replace(':number', '1') + (queries[name] ?? '');
    if (name === 'document') return { name, method, path: real, form: { html: '<p>Hi</p>' } };
    return { name, method, path: real, ...(hasBody(name) ? { body: bodies[name] } : {}) };
  });
}

function hasBody(name: EndpointName): name is keyof typeof bodies {
  return Object.hasOwn(bodies, name);
}
