import { Note } from '../parts/note.tsx';
import { useStrings } from '../strings/strings.tsx';

/** For users who may look and not change. */
export function OnlyLooking() {
  const t = useStrings();
  return <Note kind="info">{t.app.notAllowed}</Note>;
}
