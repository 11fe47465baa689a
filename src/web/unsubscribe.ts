import { putOnList } from '../feedback/put-on-list.ts';
import { applyReport } from '../feedback/reports.ts';
import { readUnsubscribeToken, type UnsubscribeSubject } from '../feedback/unsubscribe-token.ts';
import { addressKey } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import { inLanguage } from '../model/topic.ts';
import { plain } from './answer.ts';
import type { Web } from './context.ts';
import { BodyTaken } from './node-request.ts';
import { escapeHtml } from './page.ts';
import {
  answer,
  choicesOf,
  choose,
  invalidWhy,
  savedNote,
  sentence,
  type Visit,
  visitOf,
} from './preferences.ts';
import { readBody } from './read-body.ts';

/**
 * RFC 8058: a POST unsubscribes, without login, cookie or redirect, from the mail's topic, where it has one. A GET only asks, on a page
 * with a button, and a choice of topics where there are any: mail scanners follow links.
 */
export async function handleUnsubscribe(web: Web, request: Request, token: string): Promise<Response> {
  const { engine } = web;
  const subject = readUnsubscribeToken(engine, token);
  const visit = await visitOf(web, request, subject?.site ?? '');
  const { words } = visit;
  if (!subject)
    return answer(visit, {
      status: 404,
      title: words.invalid,
      body: `<p>${escapeHtml(invalidWhy(visit, token))}</p>`,
    });
  const chooser = { siteId: subject.site, channel, address: addressKey(channel, subject.address) };
  const chooses = engine.topics.length > 0;
  if (chooses && new URL(request.url).searchParams.has('choose')) {
    const done = await choose(web, request, chooser, visit);
    if (done === 'refused') return notAllowed();
    const body = `${done === 'saved' ? savedNote(visit) : ''}${await choicesOf(web, chooser, visit)}`;
    return answer(visit, { status: 200, title: words.choose, body });
  }
  const topic = topicName(web, subject, visit);
  const choices = async () => (chooses ? `<hr>${await choicesOf(web, chooser, visit)}` : '');
  if (request.method === 'GET' || request.method === 'HEAD') {
    const button =
      topic === undefined ? escapeHtml(words.unsubscribe) : sentence(visit, words.buttonTopic, topic);
    const asked = sentence(visit, topic === undefined ? words.askAll : words.askTopic, topic);
    const form = `<form method="post"><button class="main">${button}</button></form>`;
    return answer(visit, {
      status: 200,
      title: words.unsubscribe,
      body: `<p>${asked}</p>${form}${await choices()}`,
    });
  }
  if (request.method !== 'POST') return notAllowed();
  // The link says everything: what a body parser in front made of the body does not matter.
  await readBody(request, 10_000).catch((error: unknown) => {
    if (!(error instanceof BodyTaken)) throw error;
  });
  await unsubscribe(web, subject);
  const said = sentence(visit, topic === undefined ? words.doneAll : words.doneTopic, topic);
  return answer(visit, {
    status: 200,
    title: words.done,
    body: `<p role="status">${said}</p>${await choices()}`,
  });
}

/** Links to unsubscribe are e-mail's. */
const channel: Channel = 'email';

function notAllowed(): Response {
  return plain(405, 'Use GET or POST.', { allow: 'GET, HEAD, POST' });
}

async function unsubscribe(
  { engine }: Web,
  { site, messageId, address, topic }: UnsubscribeSubject,
): Promise<void> {
  const now = engine.now();
  const entry = {
    site,
    channel,
    address: addressKey(channel, address),
    topic,
    reason: 'opted_out',
    source: 'recipient',
    at: now,
  } as const;
  await putOnList(engine, present(entry));
  const detail = topic === undefined ? undefined : `Topic "${topic}".`;
  const report = { messageId, type: 'unsubscribed', at: now, dedupeKey: 'unsubscribed', detail } as const;
  await applyReport(engine, site, present(report), { suppresses: false });
}

/** As recipients read it; a topic that the configuration has no more is named as it was. */
function topicName({ engine }: Web, { topic }: UnsubscribeSubject, { languages }: Visit): string | undefined {
  if (topic === undefined) return undefined;
  const known = engine.topics.find(({ id }) => id === topic);
  return known ? inLanguage(known.name, languages) : topic;
}
