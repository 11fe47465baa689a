import type { MessageContent } from '../../model/message.ts';
import { type Color, contrast, hexOf } from './colors.ts';
import { cut, type DraftFinding } from './findings.ts';
import { judgeLink } from './links.ts';
import { deepest, type HtmlFacts, readHtml } from './read-html.ts';

/** What of the message decides besides its content. */
interface About {
  readonly topic: string | undefined;
  /** It brings a way to opt out, or has to arrive. */
  readonly needsNoLink: boolean;
}

/** Gmail cuts at some 102 kB; a little is left for what providers put in. */
const largest = 100_000;
const fewCharacters = 50;
const longestSubject = 100;
/** Of one code. */
const mostAlike = 20;

/** What would hurt a mail: its links first, then what it holds, how it looks, and its subject. */
export async function checkEmail(
  { subject = '', text, html }: MessageContent,
  { topic, needsNoLink }: About,
): Promise<readonly DraftFinding[]> {
  const facts = html === undefined ? undefined : readHtml(html);
  const links = facts?.links ?? linksOf(text);
  const findings: DraftFinding[] = [];
  for (const { href, text: shown } of links) findings.push(...(await judgeLink(href, shown)));
  if (facts)
    findings.push(
      ...ofContent(facts, { text, subject }),
      ...facts.texts.flatMap((one) => ofColors(one, facts)),
    );
  const bytes = html === undefined ? 0 : Buffer.byteLength(html);
  if (bytes > largest) findings.push({ code: 'html_large', bytes, limit: largest });
  if (topic !== undefined && !needsNoLink) findings.push({ code: 'unsubscribe_missing', topic });
  findings.push(...ofSubject(subject));
  return bounded(findings);
}

function ofContent(
  { images, characters, isTooDeep }: HtmlFacts,
  { text, subject }: { readonly text: string; readonly subject: string },
): readonly DraftFinding[] {
  const findings: DraftFinding[] = [];
  const said = text.trim();
  // Where there is nothing to make a text of, it is the subject.
  if (characters === 0 && (said === '' || subject.endsWith(said))) findings.push({ code: 'no_text' });
  if (images.length > 0 && characters < fewCharacters)
    findings.push({ code: 'images_only', images: images.length, characters });
  const without = images.filter(({ hasAlt }) => !hasAlt);
  if (without[0]) findings.push({ code: 'alt_missing', count: without.length, src: cut(without[0].src) });
  if (isTooDeep) findings.push({ code: 'html_deep', limit: deepest });
  return findings;
}

const white = [255, 255, 255] as const;
const black = [0, 0, 0] as const;
/** What programs put behind a mail in dark mode. */
const dark = [18, 18, 18] as const;
const readable = 3;

function ofColors(
  { color, background, isLarge, isClassed, text: long }: HtmlFacts['texts'][number],
  { hasStyles, knowsDark }: HtmlFacts,
): readonly DraftFinding[] {
  const text = cut(long);
  if (isKnown(color) && isKnown(background)) {
    const ratio = Math.floor(contrast(color, background) * 100) / 100;
    if (ratio >= (isLarge ? readable : 4.5)) return [];
    return [{ code: 'contrast_low', color: hexOf(color), background: hexOf(background), ratio, text }];
  }
  if (knowsDark || (hasStyles && isClassed)) return [];
  if (isKnown(color) && background === undefined && isLostOn(color, white, dark))
    return [{ code: 'color_alone', color: hexOf(color), text }];
  if (isKnown(background) && color === undefined && isLostOn(background, black, white))
    return [{ code: 'background_alone', background: hexOf(background), text }];
  return [];
}

type Known = Exclude<Color, 'unknown'>;

function isKnown(color: Color | undefined): color is Known {
  return color !== undefined && color !== 'unknown';
}

function isLostOn(color: Known, ...others: readonly Known[]): boolean {
  return others.some((other) => contrast(color, other) < readable);
}

function ofSubject(subject: string): readonly DraftFinding[] {
  const findings: DraftFinding[] = [];
  // A prefix such as [ACME] is a name.
  const letters = subject.replace(/^\[[^\]]*\]/, '').match(/\p{Lu}|\p{Ll}/gu) ?? [];
  const capitals = letters.filter((letter) => /\p{Lu}/u.test(letter));
  if (letters.length >= 8 && capitals.length / letters.length > 0.8)
    findings.push({ code: 'subject_capitals' });
  const { length: characters } = [...subject];
  if (characters > longestSubject) findings.push({ code: 'subject_long', characters, limit: longestSubject });
  return findings;
}

/** Of a text alone, what a mail program makes a link. */
function linksOf(text: string): HtmlFacts['links'] {
  const urls = text.match(/\b(?:https?|javascript|file):\S+/gi)?.slice(0, 2_000) ?? [];
  return urls.map((url) => ({ href: url.replace(/[.,;:!?)\]>'"]+$/, ''), text: '' }));
}

function bounded(findings: readonly DraftFinding[]): readonly DraftFinding[] {
  const seen = new Set<string>();
  const alike = new Map<string, number>();
  return findings.filter((finding) => {
    const key = JSON.stringify(finding);
    const count = (alike.get(finding.code) ?? 0) + 1;
    if (seen.has(key) || count > mostAlike) return false;
    seen.add(key);
    alike.set(finding.code, count);
    return true;
  });
}
