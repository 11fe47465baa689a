/** Under which name a webhook's events wait. */
export function inboxOf({ site, id }: { readonly site: string; readonly id: string }): string {
  return `webhook/${site}/${id}`;
}
