import { readPreferences, writePreferences } from '../feedback/preferences.ts';
import { readPreferencesToken } from '../feedback/unsubscribe-token.ts';
import type { Channel } from '../model/message.ts';
import type { Site } from '../model/site.ts';
import { inLanguage } from '../model/topic.ts';
import { switchedOff } from '../sending/own-links.ts';
import type { Scope } from '../wiring.ts';
import { plain } from './answer.ts';
import type { Web } from './context.ts';
import { escapeHtml, type Page, pageOf } from './page.ts';
import { readBody } from './read-body.ts';
import { languagesOf, type Wording, wordsIn } from './words.ts';

/** Who a page is for, and in which words. */
export interface Visit extends Wording {
  readonly site: Site | undefined;
  /** Those wanted, the most first. */
  readonly languages: readonly string[];
}

/** Names the site where the host can; what a recipient asks for does not hang on that. */
export async function visitOf({ engine, findSite }: Web, request: Request, siteId: string): Promise<Visit> {
  const site = await findSite(siteId).catch((error: unknown) => {
    engine.events.fault(error, 'looking up a site');
    return undefined;
  });
  const languages = [
    ...languagesOf(request.headers),
    ...(site?.language === undefined ? [] : [site.language]),
  ];
  return { ...wordsIn(languages), site, languages };
}

/** A page of this visit. */
export function answer(visit: Visit, page: Omit<Page, 'site' | 'language'>): Response {
  return pageOf({ ...page, site: visit.site, language: visit.language });
}

/** A sentence with the site's name and a topic's in it; where the host does not know the site, without it. */
export function sentence(visit: Visit, template: string, topic = ''): string {
  const name = visit.site?.name ?? '…';
  return escapeHtml(template.replaceAll('{site}', () => name).replaceAll('{topic}', () => topic));
}

/** Why a link whose token says nothing leads nowhere. */
export function invalidWhy({ words }: Pick<Visit, 'words'>, token: string): string {
  return token === switchedOff ? words.testCopy : words.invalidWhy;
}

/** Whose choices. */
interface Chooser {
  readonly siteId: string;
  readonly channel: Channel;
  /** As `addressKey` makes it. */
  readonly address: string;
}

/** The page on which a recipient chooses, by a link that the host made (`preferences.url`). */
export async function handlePreferences(web: Web, request: Request, token: string): Promise<Response> {
  const { engine } = web;
  const subject = readPreferencesToken(engine, token);
  const visit = await visitOf(web, request, subject?.site ?? '');
  const { words } = visit;
  const embeddedBy = engine.embeddedBy;
  const refuse = (status: number, title: string, why: string) =>
    answer(visit, { status, title, body: `<p>${escapeHtml(why)}</p>`, embeddedBy });
  if (!subject) return refuse(404, words.invalid, invalidWhy(visit, token));
  if (subject.until <= engine.now()) return refuse(410, words.expired, words.expiredWhy);
  const chooser = { siteId: subject.site, channel: subject.channel, address: subject.address };
  const done = await choose(web, request, chooser, visit);
  if (done === 'refused') return plain(405, 'Use GET or POST.', { allow: 'GET, HEAD, POST' });
  const body = `${done === 'saved' ? savedNote(visit) : ''}${await choicesOf(web, chooser, visit)}`;
  return answer(visit, { status: 200, title: words.choose, body, embeddedBy });
}

export function savedNote({ words }: Visit): string {
  return `<p role="status"><strong>${escapeHtml(words.saved)}</strong></p>`;
}

const longestForm = 10_000;
/** Whoever the link is of. */
const recipient = 'recipient';

/** Does what a form of {@link choicesOf} asks for. */
export async function choose(
  { engine }: Web,
  request: Request,
  { siteId, channel, address }: Chooser,
  visit: Visit,
): Promise<'saved' | 'asked' | 'refused'> {
  if (request.method === 'GET' || request.method === 'HEAD') return 'asked';
  if (request.method !== 'POST') return 'refused';
  const body = await readBody(request, longestForm);
  const form = new URLSearchParams(Buffer.from(body ?? []).toString('utf8'));
  const scope = scopeOf(engine, siteId, channel, visit);
  if (form.get('choice') === 'nothing')
    await writePreferences(scope, address, { optedOut: true, actor: recipient });
  else if (form.get('choice') === 'topics') {
    const chosen = new Set(form.getAll('topic'));
    const topics = Object.fromEntries(engine.topics.map(({ id }) => [id, chosen.has(id)]));
    await writePreferences(scope, address, { optedOut: false, topics, actor: recipient });
  } else return 'asked';
  return 'saved';
}

/** The topics with a box each, and everything. */
export async function choicesOf(
  { engine }: Web,
  { siteId, channel, address }: Chooser,
  visit: Visit,
): Promise<string> {
  const { words, languages } = visit;
  const now = await readPreferences(scopeOf(engine, siteId, channel, visit), address, languages);
  const boxes = engine.topics.map((topic, index) => {
    const checked = !now.optedOut && now.topics[index]?.subscribed ? ' checked' : '';
    const description = topic.description
      ? `<small>${escapeHtml(inLanguage(topic.description, languages))}</small>`
      : '';
    return `<label><input type="checkbox" name="topic" value="${topic.id}"${checked}><span>${escapeHtml(inLanguage(topic.name, languages))}</span>${description}</label>`;
  });
  const nothing = now.optedOut ? `<p>${escapeHtml(words.nothingNow)}</p>` : '';
  const legend = `<legend>${sentence(visit, words.chooseAsk)}</legend>`;
  const list =
    boxes.length === 0
      ? ''
      : `${nothing}<form method="post" action="?choose"><fieldset>${legend}${boxes.join('')}</fieldset><button class="main" name="choice" value="topics">${escapeHtml(words.save)}</button></form>`;
  const everything = now.optedOut
    ? ''
    : `<hr><form method="post" action="?choose"><button name="choice" value="nothing">${escapeHtml(words.nothing)}</button></form>`;
  return `${list}${everything}`;
}

function scopeOf(engine: Web['engine'], siteId: string, channel: Channel, { site }: Visit): Scope {
  return { engine, channel, site: site ?? { id: siteId, name: siteId } };
}
