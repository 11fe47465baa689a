/** Under which name a webhook's events wait. */
export function inboxOf({ site, id }: { readonly site: string; readonly id: string }): string {
  return `webhook/${site}/${id}`;
}

/** The id of the webhook whose inbox this is; `undefined` where it is no webhook's. */
export function webhookOf(name: string, site: string | undefined): string | undefined {
  const prefix = inboxOf({ site: site ?? '', id: '' });
  return site !== undefined && name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
