import type pg from 'pg';

/** What a table takes, in bytes; of one in partitions, all of them together. */
export interface TableSize {
  readonly name: string;
  readonly heap: number;
  /** Long values, and the maps of what is free and visible. */
  readonly toast: number;
  readonly indexes: number;
}

/** Of all tables of Postern's, the largest first. */
export async function tableSizes(pool: pg.Pool): Promise<readonly TableSize[]> {
  const { rows } = await pool.query<TableSize>(
    `select t.relname as name, sum(pg_relation_size(leaf))::float8 as heap,
      sum(pg_table_size(leaf) - pg_relation_size(leaf))::float8 as toast, sum(pg_indexes_size(leaf))::float8 as indexes
    from pg_class t, lateral (
      select t.oid::regclass as leaf where t.relkind = 'r'
      union select relid from pg_partition_tree(t.oid) where isleaf
    ) leaves
    where t.relnamespace = 'postern'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
    group by 1 order by sum(pg_total_relation_size(leaf)) desc`,
  );
  return rows;
}

export function totalOf({ heap, toast, indexes }: Omit<TableSize, 'name'>): number {
  return heap + toast + indexes;
}

/** What grew from one look to the next. */
export function grown(before: readonly TableSize[], after: readonly TableSize[]): readonly TableSize[] {
  return after.map(({ name, ...now }) => {
    const was = before.find((one) => one.name === name) ?? { heap: 0, toast: 0, indexes: 0 };
    return {
      name,
      heap: now.heap - was.heap,
      toast: now.toast - was.toast,
      indexes: now.indexes - was.indexes,
    };
  });
}

/** Bytes within the tables' files that a next row may take. */
export async function freeBytes(pool: pg.Pool): Promise<number> {
  await pool.query('create extension if not exists pg_freespacemap');
  const { rows } = await pool.query<{ free: number }>(
    `select coalesce(sum(avail), 0)::float8 as free
    from pg_class t, lateral (values (t.oid), (t.reltoastrelid)) of (id), lateral pg_freespace(of.id)
    where t.relnamespace = 'postern'::regnamespace and t.relkind = 'r' and of.id <> 0`,
  );
  return rows[0]?.free ?? 0;
}
