import type { Channel } from 'postern';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { siteOf } from './place.ts';

type Parameters = Readonly<Record<string, string | undefined>>;

/** The addresses of the pages, below the mount. A site the user chose stays in each, so that a link shows the same to others. */
export function link(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  const site = siteOf(window.location.search);
  if (site !== undefined) query.set('site', site);
  for (const [key, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(key, value);
  }
  const search = query.toString();
  return search === '' ? path : `${path}?${search}`;
}

export const links = {
  overview: (channel: Channel) => link(`/${channel}`),
  /** Of the key given, or the one by default; an `added` one is to be named yet. */
  sender: (channel: Channel, parameters?: Parameters) => link(`/${channel}/sender`, parameters),
  compose: (channel: Channel, parameters?: Parameters) => link(`/${channel}/compose`, parameters),
  history: (channel: Channel, parameters?: Parameters) => link(`/${channel}/history`, parameters),
  message: (channel: Channel, id: string) => link(`/${channel}/history`, { message: id }),
  batch: (channel: Channel, id: string) => link(`/${channel}/batches/${encodeURIComponent(id)}`),
  templates: (channel: Channel) => link(`/${channel}/templates`),
  template: (channel: Channel, id: string) => link(`/${channel}/templates/${encodeURIComponent(id)}`),
  templateVersions: (channel: Channel, id: string, parameters?: Parameters) =>
    link(`/${channel}/templates/${encodeURIComponent(id)}/versions`, parameters),
  /** Of a `kind`: a layout or partial. */
  newTemplate: (channel: Channel, parameters?: Parameters) => link(`/${channel}/templates/new`, parameters),
  suppressions: (channel: Channel) => link(`/${channel}/suppressions`),
  webhooks: () => link('/webhooks'),
  audit: () => link('/audit'),
  consumer: (id: string) => link(`/consumers/${encodeURIComponent(id)}`),
  embedded: (id: string) => link(`/embed/consumers/${encodeURIComponent(id)}`),
} as const;

/** Goes to a page of the console. */
export function useGo(): (to: string, options?: { readonly replace?: boolean }) => void {
  const [, navigate] = useLocation();
  return useMemo(() => (to, options) => navigate(to, options), [navigate]);
}
