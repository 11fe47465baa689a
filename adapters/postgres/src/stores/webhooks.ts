import {
  present,
  type StoredWebhook,
  type WebhookDelivery,
  type WebhookFailure,
  type WebhookRecord,
  type WebhookStore,
} from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import {
  arrayOf,
  iso,
  needDate,
  needText,
  type Row,
  readDate,
  readText,
  seconds,
} from '../drivers/values.ts';

const columns = `site, id, url, array_to_json(types)::text as types, description, in_code::text as in_code,
  ${seconds('created_at')} as created_at, created_by, ${seconds('disabled_at')} as disabled_at, disabled_reason,
  disabled_by, revision::text as revision`;

const insert = `insert into postern.webhook
  (site, id, url, types, description, in_code, disabled_at, disabled_reason, disabled_by, created_at, created_by, revision)
  values ($1::text, $2::text, $3::text, $4::text[], $5::text, $6::text::boolean, $7::text::timestamptz, $8::text, $9::text,
    $10::text::timestamptz, $11::text, 1)
  on conflict (site, id) do nothing returning id`;

const update = `update postern.webhook
  set url = $3::text, types = $4::text[], description = $5::text, in_code = $6::text::boolean,
    disabled_at = $7::text::timestamptz, disabled_reason = $8::text, disabled_by = $9::text, revision = revision + 1
  where site = $1::text and id = $2::text and revision = $10::text::int returning id`;

const deliveryColumns = `id, ${seconds('at')} as at, event_id, type, attempt::text as attempt, status::text as status, failure,
  ms::text as ms`;

export function webhookStore({ query }: Database): WebhookStore {
  return {
    async find({ site, id }) {
      const [row] = await query(
        `select ${columns} from postern.webhook where site = $1::text and id = $2::text`,
        [site, id],
      );
      return row && webhookOf(row);
    },

    async list(site) {
      const rows = await query(
        `select ${columns} from postern.webhook where site = $1::text order by webhook.created_at, id`,
        [site],
      );
      return rows.map(webhookOf);
    },

    async all({ after, disabled, limit }) {
      const rows = await query(
        `select ${columns} from postern.webhook
        where ($1::text is null or (site, id) > ($1::text collate "C", $2::text collate "C"))
          ${disabled ? 'and disabled_at is not null' : ''}
        order by site, id limit $3::text::int`,
        [after?.site ?? null, after?.id ?? null, String(limit)],
      );
      return rows.map(webhookOf);
    },

    async save(webhook, revision) {
      const { site, id, url, types, description, inCode, createdAt, createdBy, disabled } = webhook;
      const values = [
        ...[site, id, url, types ? arrayOf(types) : null, description ?? null, String(inCode === true)],
        ...[iso(disabled?.at) ?? null, disabled?.reason ?? null, disabled?.by ?? null],
      ];
      const rows = await (revision === 0
        ? query(insert, [...values, createdAt.toISOString(), createdBy ?? null])
        : query(update, [...values, String(revision)]));
      return rows.length > 0;
    },

    async delete({ site, id }) {
      const rows = await query(
        'delete from postern.webhook where site = $1::text and id = $2::text returning id',
        [site, id],
      );
      return rows.length > 0;
    },

    async log({ site, id }, { at, eventId, type, attempt, status, failure, ms, ...delivery }) {
      await query(
        `insert into postern.webhook_delivery (site, webhook, id, at, event_id, type, attempt, status, failure, ms)
        select w.site, w.id, $3::text, $4::text::timestamptz, $5::text, $6::text, $7::text::int, $8::text::int, $9::text,
          $10::text::int
        from postern.webhook w where w.site = $1::text and w.id = $2::text for key share`,
        [
          ...[site, id, delivery.id, at.toISOString(), eventId, type, String(attempt)],
          ...[status === undefined ? null : String(status), failure ?? null, String(Math.round(ms))],
        ],
      );
    },

    async deliveries({ site, id, before, since, taken, limit }) {
      const older = before ? 'and (at, id) < ($5::text::timestamptz, $6::text)' : '';
      const rows = await query(
        `select ${deliveryColumns} from postern.webhook_delivery d
        where site = $1::text and webhook = $2::text and ($3::text is null or at >= $3::text::timestamptz)
          ${taken ? 'and failure is null' : ''} ${older}
        order by d.at desc, id desc limit $4::text::int`,
        [
          ...[site, id, iso(since) ?? null, String(limit)],
          ...(before ? [before.at.toISOString(), before.id] : []),
        ],
      );
      return rows.map(deliveryOf);
    },

    async trim({ site, id, before, keep }) {
      await query(
        `delete from postern.webhook_delivery d where site = $1::text and webhook = $2::text
          and (at < $3::text::timestamptz or (at, id) <= (
            select o.at, o.id from postern.webhook_delivery o where o.site = $1::text and o.webhook = $2::text
            order by o.at desc, o.id desc limit 1 offset $4::text::int
          ))`,
        [site, id, before.toISOString(), String(keep)],
      );
    },
  };
}

function webhookOf(row: Row): StoredWebhook {
  const types = readText(row.types);
  const disabledAt = readDate(row.disabled_at);
  const disabled = disabledAt && {
    at: disabledAt,
    reason: needText(row, 'disabled_reason') as NonNullable<WebhookRecord['disabled']>['reason'],
    ...present({ by: readText(row.disabled_by) }),
  };
  return present({
    site: needText(row, 'site'),
    id: needText(row, 'id'),
    url: needText(row, 'url'),
    types: types === undefined ? undefined : (JSON.parse(types) as readonly string[]),
    description: readText(row.description),
    inCode: needText(row, 'in_code') === 'true' ? (true as const) : undefined,
    createdAt: needDate(row, 'created_at'),
    createdBy: readText(row.created_by),
    disabled,
    revision: Number(row.revision),
  });
}

function deliveryOf(row: Row): WebhookDelivery {
  const status = readText(row.status);
  return present({
    id: needText(row, 'id'),
    at: needDate(row, 'at'),
    eventId: needText(row, 'event_id'),
    type: needText(row, 'type'),
    attempt: Number(row.attempt),
    status: status === undefined ? undefined : Number(status),
    failure: readText(row.failure) as WebhookFailure | undefined,
    ms: Number(row.ms),
  });
}
