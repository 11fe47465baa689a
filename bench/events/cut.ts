import type pg from 'pg';

const begin = 'told as (';

/** Leaves the telling of subscriptions out of the statements of a pool, as before there were any: what it costs is the difference. */
export function cutTelling(pool: pg.Pool): void {
  const known = new Map<string, string>();
  const cut = (text: string) => {
    const short = known.get(text) ?? withoutTold(text);
    known.set(text, short);
    return short;
  };
  pool.on('connect', (client) => {
    const query: (...given: unknown[]) => unknown = client.query.bind(client);
    const cutting = (first: unknown, ...rest: unknown[]) => {
      if (typeof first === 'string') return query(cut(first), ...rest);
      if (typeof first === 'object' && first !== null && 'text' in first && typeof first.text === 'string')
        return query(Object.assign({}, first, { text: cut(first.text) }), ...rest);
      return query(first, ...rest);
    };
    Object.assign(client, { query: cutting });
  });
}

function withoutTold(text: string): string {
  const at = text.indexOf(begin);
  if (at < 0) return text;
  let end = at + begin.length;
  for (let depth = 1; depth > 0; end += 1) {
    if (text[end] === '(') depth += 1;
    if (text[end] === ')') depth -= 1;
  }
  const before = text.slice(0, at).trimEnd().replace(/,$/, '');
  return `${before}${text.slice(end)}`.replaceAll('(select count(*) from told) >= 0', 'true');
}
