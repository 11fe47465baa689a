import './styles.ts';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { Api } from './api/call.ts';
import { App } from './app.tsx';
import { Failed } from './layout/failed.tsx';
import { watchFocus } from './parts/lost-focus.ts';
import { mountOf, nonceOf, siteOf } from './state/place.ts';
import { loadStrings } from './strings/language-switch.tsx';
import type { Strings } from './strings/strings.tsx';

const base = mountOf(document);
const nonce = nonceOf(document);
const root = createRoot(document.getElementById('root') ?? document.body);
const browser = navigator.languages;

// For the styles that lock scrolling behind a dialog.
setNonce(nonce);
watchFocus();

/** English is in the page: it stands in where another language cannot be fetched. */
function stringsFor(wanted: readonly string[]): Promise<Strings> {
  return loadStrings(wanted).catch(() => loadStrings(['en'], 'en'));
}

async function start(): Promise<void> {
  const api = new Api({ base, site: siteOf(window.location.search) });
  try {
    const session = await api.session();
    // The host may say which language its users see.
    const wanted = session.locale === undefined ? browser : [session.locale, ...browser];
    const strings = await stringsFor(wanted);
    root.render(<App console={{ session, api }} strings={strings} wanted={wanted} nonce={nonce} />);
  } catch (error) {
    const strings = await stringsFor(browser);
    root.render(<Failed error={error} strings={strings} nonce={nonce} onRetry={() => void start()} />);
  }
}

void start();
