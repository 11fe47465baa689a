import type { SecretStore } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { needText } from '../drivers/values.ts';

export function secretStore({ query }: Database): SecretStore {
  return {
    async find(site, name) {
      const [row] = await query(
        'select value, revision::text as revision from postern.secret where site = $1::text and name = $2::text',
        [site, name],
      );
      return row && { value: needText(row, 'value'), revision: Number(row.revision) };
    },

    async list({ after, limit }) {
      const rows = await query(
        `select site, name, value, revision::text as revision from postern.secret
        where $1::text is null or (site, name) > ($1::text collate "C", $2::text collate "C")
        order by site, name limit $3::text::int`,
        [after?.site ?? null, after?.name ?? null, String(limit)],
      );
      return rows.map((row) => ({
        site: needText(row, 'site'),
        name: needText(row, 'name'),
        value: needText(row, 'value'),
        revision: Number(row.revision),
      }));
    },

    async put(site, name, value, revision) {
      const values = [site, name, value];
      const rows =
        revision === 0
          ? await query(
              `insert into postern.secret (site, name, value, revision)
              values ($1::text, $2::text, $3::text, nextval('postern.secret_revision'))
              on conflict (site, name) do nothing returning name`,
              values,
            )
          : await query(
              `update postern.secret set value = $3::text, revision = nextval('postern.secret_revision')
              where site = $1::text and name = $2::text and revision = $4::text::bigint returning name`,
              [...values, String(revision)],
            );
      return rows.length > 0;
    },

    async delete(site, name) {
      const rows = await query(
        'delete from postern.secret where site = $1::text and name = $2::text returning name',
        [site, name],
      );
      return rows.length > 0;
    },
  };
}
