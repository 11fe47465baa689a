import { isMessagingError, type Templates } from 'postern';
import type { z } from 'zod';
import { ConsoleError } from '../console-error.ts';
import type { bodies } from '../contract.ts';
import { given, type Handlers } from './call.ts';
import { templateUse } from './template-use.ts';

type Names =
  | 'templates'
  | 'template'
  | 'createTemplate'
  | 'saveTemplate'
  | 'deleteTemplate'
  | 'templateUse'
  | 'templateDrafts'
  | 'createDraft'
  | 'templateDraft'
  | 'saveDraft'
  | 'publishDraft'
  | 'discardDraft'
  | 'templateVersions'
  | 'templateVersion'
  | 'restoreTemplate'
  | 'renderTemplate';

export const templateCalls: Handlers<Names> = {
  async templates({ messaging, params }) {
    return { items: await messaging[params.channel].templates.list() };
  },
  async template({ messaging, params }) {
    return messaging[params.channel].templates.get(params.id);
  },
  async createTemplate({ messaging, params, body, user }) {
    const { templates } = messaging[params.channel];
    const { id, name, ...source } = body;
    if (id !== undefined && (await exists(templates, id))) throw taken();
    return templates.save({ ...given({ id, ...worded(source) }), name, replaces: null, actor: user.id });
  },
  async saveTemplate({ messaging, params, body, user }) {
    const { templates } = messaging[params.channel];
    const { name, replaces, ...source } = body;
    const { id, kind } = await templates.get(params.id);
    return templates.save({
      ...given({ ...worded(source), kind: source.kind ?? kind }),
      id,
      name,
      replaces: new Date(replaces),
      actor: user.id,
    });
  },
  async deleteTemplate({ messaging, params, query, user }) {
    const updatedAt = new Date(query.updatedAt);
    await messaging[params.channel].templates.delete(params.id, { updatedAt, actor: user.id });
  },
  async templateUse({ messaging, params: { channel, id } }) {
    return templateUse(messaging, channel, id);
  },
  async templateDrafts({ messaging, params }) {
    return { items: await messaging[params.channel].templates.drafts() };
  },
  async createDraft({ messaging, params, body: { name, ...source }, user }) {
    const { templates } = messaging[params.channel];
    if (source.id !== undefined && (await exists(templates, source.id))) throw taken();
    return templates.saveDraft({
      ...given(worded(source)),
      name,
      replaces: null,
      actor: user.id,
    });
  },
  async templateDraft({ messaging, params }) {
    return { draft: (await messaging[params.channel].templates.draft(params.id)) ?? null };
  },
  async saveDraft({
    messaging,
    params: { channel, id },
    body: { name, basedOn, replaces, ...source },
    user,
  }) {
    return messaging[channel].templates.saveDraft({
      ...given(worded(source)),
      id,
      name,
      basedOn,
      replaces: timeOf(replaces),
      actor: user.id,
    });
  },
  async publishDraft({ messaging, params, body, user }) {
    const seen = { draft: new Date(body.draft), replaces: timeOf(body.replaces) };
    return messaging[params.channel].templates.publish(params.id, { ...seen, actor: user.id });
  },
  async discardDraft({ messaging, params, query, user }) {
    const updatedAt = new Date(query.updatedAt);
    await messaging[params.channel].templates.discardDraft(params.id, { updatedAt, actor: user.id });
  },
  async templateVersions({ messaging, params, query }) {
    return messaging[params.channel].templates.versions(params.id, given(query));
  },
  async templateVersion({ messaging, params }) {
    return messaging[params.channel].templates.version(params.id, Number(params.number));
  },
  async restoreTemplate({ messaging, params, body, user }) {
    const replaces = new Date(body.replaces);
    const { templates } = messaging[params.channel];
    return templates.restore(params.id, Number(params.number), { replaces, actor: user.id });
  },
  async renderTemplate({ messaging, params, body }) {
    const { data = {}, language } = body;
    return messaging[params.channel].templates.render(params.id, data, given({ language }));
  },
};

type Worded = z.output<typeof bodies.createTemplate>;

/** What a body says in each language, without the fields that are not there. */
function worded<Source extends Partial<Pick<Worded, 'translations'>>>({ translations, ...source }: Source) {
  const others = Object.entries(translations ?? {}).map(([code, texts]) => [code, given(texts)] as const);
  return { ...source, translations: translations && Object.fromEntries(others) };
}

/** Of what was seen; `null`: nothing was there. */
function timeOf(at: string | null): Date | null {
  return at === null ? null : new Date(at);
}

function taken(): ConsoleError {
  return new ConsoleError(409, 'template_exists', 'There is a template with this id: choose another.');
}

async function exists(templates: Templates, id: string): Promise<boolean> {
  try {
    await templates.get(id);
    return true;
  } catch (error) {
    if (isMessagingError(error) && error.code === 'template_not_found') return false;
    throw error;
  }
}
