import type {
  Alert,
  AuditPage,
  Channel,
  Consumer,
  DayCounts,
  DomainState,
  EmailCheck,
  HistoryPage,
  MessageEventType,
  MessageStatus,
  OutcomeCounts,
  Overview,
  Receipt,
  SearchResult,
  SenderCreated,
  SenderState,
  SmsPreview,
  SmsSenderState,
  Statistics,
  StatisticsKey,
  SuppressionPage,
  TemplateDraft,
  TemplateSummary,
  TemplateVersionDetail,
  TemplateVersionPage,
} from 'postern';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { eventTypes, statuses } from '../src/contract/common.ts';
import { bodies, type Call, consoleErrorCodes, endpoints, queries, responses } from '../src/contract.ts';

/** As JSON has it. */
type Wire<T> = T extends Date
  ? string
  : T extends readonly unknown[]
    ? { -readonly [K in keyof T]: Wire<T[K]> }
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

/** Asked for beside the overview. */
type Alerts = { readonly alerts: readonly Alert[] };

// Types are checked by `npm run types`; here they stand beside what can be seen at run time.
describe('the contract', () => {
  it('takes everything that the core may answer', () => {
    expectTypeOf<(typeof eventTypes)[number]>().toEqualTypeOf<MessageEventType>();
    expectTypeOf<(typeof statuses)[number]>().toEqualTypeOf<MessageStatus>();
    expectTypeOf<Wire<SenderState>>().toExtend<Call<'confirmCode'>['response']>();
    expectTypeOf<Wire<SenderCreated>>().toExtend<Call<'createEmailSender'>['response']>();
    expectTypeOf<Wire<DomainState>>().toExtend<Call<'checkDomain'>['response']>();
    expectTypeOf<Wire<SmsSenderState>>().toExtend<Call<'setSmsSender'>['response']>();
    expectTypeOf<Wire<Overview<SenderState> & Alerts>>().toExtend<Call<'emailOverview'>['response']>();
    expectTypeOf<Wire<Overview<SmsSenderState> & Alerts>>().toExtend<Call<'smsOverview'>['response']>();
    expectTypeOf<Wire<{ days: DayCounts[] }>>().toExtend<Call<'daily'>['response']>();
    expectTypeOf<Wire<Statistics>>().toExtend<Call<'statistics'>['response']>();
    expectTypeOf<Wire<OutcomeCounts>>().toExtend<Call<'outcomes'>['response']>();
    expectTypeOf<StatisticsKey>().toEqualTypeOf<Call<'statistics'>['query']['by']>();
    expectTypeOf<Wire<HistoryPage>>().toExtend<Call<'history'>['response']>();
    expectTypeOf<Wire<SearchResult>>().toExtend<Call<'search'>['response']>();
    expectTypeOf<Wire<Receipt>>().toExtend<Call<'sendEmail'>['response']>();
    expectTypeOf<Wire<EmailCheck>>().toExtend<Call<'previewEmail'>['response']>();
    expectTypeOf<Wire<SmsPreview>>().toExtend<Call<'previewSms'>['response']>();
    expectTypeOf<Wire<Consumer>>().toExtend<Call<'consumer'>['response']>();
    expectTypeOf<Wire<TemplateSummary>>().toExtend<Call<'template'>['response']>();
    expectTypeOf<Wire<TemplateDraft>>().toExtend<Call<'saveDraft'>['response']>();
    expectTypeOf<Wire<TemplateVersionPage>>().toExtend<Call<'templateVersions'>['response']>();
    expectTypeOf<Wire<TemplateVersionDetail>>().toExtend<Call<'templateVersion'>['response']>();
    expectTypeOf<Wire<AuditPage>>().toExtend<Call<'audit'>['response']>();
    expectTypeOf<Wire<SuppressionPage>>().toExtend<Call<'suppressions'>['response']>();
  });

  it('names the parameters of a path', () => {
    expectTypeOf<Call<'message'>['params']>().toEqualTypeOf<{
      readonly channel: Channel;
      readonly id: string;
    }>();
    expectTypeOf<keyof Call<'session'>['params']>().toEqualTypeOf<never>();
  });

  it('has no two calls at one place, no schema without its call, and no code twice', () => {
    const places = Object.values(endpoints).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(places).size).toBe(places.length);
    for (const name of [bodies, queries, responses].flatMap((schemas) => Object.keys(schemas)))
      expect(endpoints).toHaveProperty(name);
    expect(new Set(consoleErrorCodes).size).toBe(consoleErrorCodes.length);
  });
});
