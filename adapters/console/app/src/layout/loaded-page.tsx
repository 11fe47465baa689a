import { type ComponentType, lazy } from 'react';
import { Api } from '../api/call.ts';
import { mountOf, siteOf } from '../state/place.ts';

/** A page whose code could not be loaded; `cause` is why the server does not answer, where it does not. */
export class PageNotLoaded extends Error {
  override readonly name = 'PageNotLoaded';
}

const mark = 'postern:reloaded';
const failed = new Set<() => void>();

/**
 * A page that is loaded when it is first gone to, and again after a failure. Where the server answers but has no such file, it runs a
 * newer build than this page: the whole page is loaded anew, once, until a page was loaded again.
 */
export function loadedPage<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const once = () =>
    lazy(async () => {
      try {
        const page = await load();
        writeMark(false);
        return page;
      } catch {
        failed.add(() => {
          current = once();
        });
        const cause = await faultOfServer();
        if (cause === undefined && mayReload()) {
          window.location.reload();
          // What stands here is about to go.
          return await new Promise<never>(() => {});
        }
        throw new PageNotLoaded('A page could not be loaded.', { cause });
      }
    });
  let current = once();
  return function LoadedPage(props: Props) {
    const Page: ComponentType<Props> = current;
    return <Page {...props} />;
  };
}

/** React keeps a failure for good, and asks for it more than once: those that failed are loaded again from now on. */
export function forgetFailures(): void {
  for (const renew of failed) renew();
  failed.clear();
}

/** Lets the page be loaded anew once more: somebody asks for it. */
export function allowReload(): void {
  writeMark(false);
}

async function faultOfServer(): Promise<unknown> {
  try {
    await new Api({ base: mountOf(document), site: siteOf(window.location.search) }).session();
    return undefined;
  } catch (error) {
    return error;
  }
}

function mayReload(): boolean {
  try {
    if (sessionStorage.getItem(mark) !== null) return false;
    return writeMark(true);
  } catch {
    return false;
  }
}

/** Whether it could be kept: without, nobody would know of the reload after it. */
function writeMark(reloaded: boolean): boolean {
  try {
    if (reloaded) sessionStorage.setItem(mark, 'yes');
    else sessionStorage.removeItem(mark);
    return true;
  } catch {
    return false;
  }
}
