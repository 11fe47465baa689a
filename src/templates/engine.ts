import { CaptureTag, type Context, Liquid, type Template as Parsed } from 'liquidjs';
import { dateFilters, withoutDates } from './date-filters.ts';
import { Library, type Part } from './library.ts';
import { addPartTags } from './part-tags.ts';
import { escapeHtml, SafeText, safeFilters, textOf } from './safe-text.ts';
import { checkSize, sourceLimits } from './source-limits.ts';
import type { Field } from './template-source.ts';

// No file system and no prototype of the host's objects can be reached; work and memory are bounded.
const limits = { parseLimit: sourceLimits.length, renderLimit: 2_000, memoryLimit: 5_000_000 };
// `lenientIf`: a variable may be left out where the template itself asks whether it is there (`if`, `default`).
const strict = {
  strictVariables: true,
  lenientIf: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
};

const tags =
  'assign block capture case comment cycle decrement echo for if increment layout raw render unless break continue #'.split(
    ' ',
  );
const filters = [
  'abs append at_least at_most capitalize ceil compact concat date date_to_long_string date_to_rfc822 date_to_string',
  'date_to_xmlschema default divided_by downcase escape escape_once first floor join json last lstrip map minus modulo',
  'newline_to_br plus prepend raw remove remove_first remove_last replace replace_first replace_last reverse round rstrip',
  'size slice sort split strip strip_html strip_newlines times truncate truncatewords uniq upcase url_decode url_encode',
  'xml_escape',
]
  .join(' ')
  .split(' ');

/** What filters know the language of dates by, where no template can reach it. */
const datesInKey = Symbol('datesIn');
const english = dateFilters();

/** Liquid with the tags and filters that texts need, and no others: the rest reads files, or multiplies work. */
function engineOf(html: boolean, library?: Library): Liquid {
  const engine = new Liquid({
    ...strict,
    ...limits,
    outputEscape: html ? escapeHtml : textOf,
  });
  for (const name of Object.keys(engine.tags)) if (!tags.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!filters.includes(name)) delete engine.filters[name];
  addPartTags(engine, library, html);
  // `{{ x | raw }}` would switch escaping off for data.
  engine.registerFilter('raw', (value: unknown) => value);
  for (const [name, inEnglish] of Object.entries(html ? { ...english, ...safeFilters } : english)) {
    engine.registerFilter(name, function (value: unknown, ...given: unknown[]) {
      const language: unknown = Reflect.get(this.context.globals, datesInKey);
      const filter = typeof language === 'string' ? (dateFilters(language)[name] ?? inEnglish) : inEnglish;
      const made = filter(value, ...given);
      this.context.memoryLimit.use(made instanceof SafeText ? made.html.length : String(made).length);
      return made;
    });
  }
  // A date made a text by a filter is the same wherever the process runs, as one that is put out is.
  for (const [name, known] of Object.entries(engine.filters)) {
    if (typeof known !== 'function' || name in english) continue;
    engine.registerFilter(name, function (...given) {
      return known.apply(this, [withoutDates(given[0]), ...given.slice(1).map(withoutDates)]);
    });
  }
  if (!html) return engine;
  // What was captured has been escaped where it was put out.
  engine.registerTag(
    'capture',
    class extends CaptureTag {
      override *render(context: Context): Generator<unknown, void, string> {
        yield* super.render(context);
        const scope = context.bottom() as Record<string, unknown>;
        const captured = scope[this.variable];
        if (typeof captured === 'string' && captured !== '') scope[this.variable] = new SafeText(captured);
      }
    },
  );
  return engine;
}

export type { Parsed };

const anyParts = { plain: engineOf(false), html: engineOf(true) };
const noParts = {
  plain: engineOf(false, new Library([], 'text')),
  html: engineOf(true, new Library([], 'html')),
};

/** `parts`: the layouts and partials it may name; absent: it may name any, and cannot be rendered where it does. */
export function parseField(field: Field, source: string, parts: readonly Part[] | undefined): Parsed[] {
  checkSize(source);
  const isHtml = field === 'html';
  if (parts?.length) return engineOf(isHtml, new Library(parts, isHtml ? 'html' : 'text')).parse(source);
  return (parts ? noParts : anyParts)[isHtml ? 'html' : 'plain'].parse(source);
}

/** `data` reach into partials; what a template assigns stays its own. `datesIn`: the language of dates' names. */
export async function renderField(
  field: Field,
  parsed: Parsed[],
  data: object,
  datesIn?: string,
): Promise<string> {
  const engine = field === 'html' ? noParts.html : noParts.plain;
  const globals = datesIn === undefined ? data : { ...data, [datesInKey]: datesIn };
  const output = String(await engine.render(parsed, data, { globals }));
  if (output.length <= sourceLimits.output) return output;
  throw new RangeError(`the result is longer than ${sourceLimits.output} characters`);
}

export function variablesOf(parsed: Parsed[]): readonly string[] {
  return noParts.plain.globalFullVariablesSync(parsed);
}
