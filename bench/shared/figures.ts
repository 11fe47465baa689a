import { isMissed, type Missed, median } from './rounds.ts';

/** One measurement: a rate or a time, and what a message cost. */
export interface Figure {
  readonly value: number;
  /** µs of CPU a message: the Node processes, and the servers where it can be told. */
  readonly cpu?: { readonly node: number; readonly server: number | undefined };
}

type Read = (figure: Figure) => number | undefined;

const itself: Read = ({ value }) => value;
/** Both sides together; of Node alone where the servers' cannot be told. */
const costOf: Read = ({ cpu }) => cpu && cpu.node + (cpu.server ?? 0);

/** What is compared with the best of the others. */
export interface Comparison {
  readonly who: string;
  readonly with: readonly string[];
  /** `less`: of times and costs the smaller is the better. */
  readonly better: 'more' | 'less';
}

/** The measurements of all rounds, by what was measured and of whom. */
export class Figures {
  readonly #all = new Map<string, Map<string, (Figure | Missed)[]>>();

  add(what: string, who: string, round: number, figure: Figure | Missed): void {
    const row = this.#all.get(what) ?? new Map<string, (Figure | Missed)[]>();
    this.#all.set(what, row);
    const rounds = row.get(who) ?? [];
    row.set(who, rounds);
    rounds[round] = figure;
    process.stderr.write(`${who}: ${what} ${isMissed(figure) ? figure : cell([figure])}\n`);
  }

  get whats(): readonly string[] {
    return [...this.#all.keys()];
  }

  /** A row for each of what was measured, a column for each of `whos`: medians over the rounds. */
  table(whos: readonly string[]): string {
    const rows = [...this.#all].map(([what, row]) => [what, ...whos.map((who) => cell(row.get(who) ?? []))]);
    return markdown(['', ...whos], rows);
  }

  /** The ratio to the best of the others in the same round, the median of all rounds: what the others do on the machine meanwhile weighs less. */
  ratio(what: string, { who, with: others, better }: Comparison, of: 'value' | 'cpu' = 'value'): number {
    const row = this.#all.get(what);
    const read = of === 'value' ? itself : costOf;
    const numbers = (name: string) =>
      (row?.get(name) ?? []).map((figure) => (isMissed(figure) ? undefined : read(figure)));
    const ratios = numbers(who).map((own, round) => {
      const theirs = others.flatMap((name) => numbers(name)[round] ?? []);
      return own === undefined || theirs.length === 0
        ? Number.NaN
        : own / Math[better === 'more' ? 'max' : 'min'](...theirs);
    });
    return median(ratios.filter((ratio) => !Number.isNaN(ratio)));
  }
}

function cell(rounds: readonly (Figure | Missed)[]): string {
  const held = rounds.flatMap((figure) => (isMissed(figure) ? [] : [figure]));
  const missed = rounds.filter(isMissed);
  const note = missed.length > 0 ? `${missed.length} × ${[...new Set(missed)].join(', ')}` : '';
  if (held.length === 0) return note || '–';
  const middle = (read: Read) => median(held.flatMap((figure) => read(figure) ?? []));
  const cpu = held.some((figure) => figure.cpu)
    ? ` (${short(middle(({ cpu }) => cpu?.node))} + ${short(middle(({ cpu }) => cpu?.server))})`
    : '';
  return `${short(middle(itself))}${cpu}${note && `, ${note}`}`;
}

/** Three digits that count, thousands apart. */
export function short(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
}

/** A table as Markdown has it. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
