import { useStrings } from '../strings/strings.tsx';
import { compare, type Stretch, shortened } from './compare.ts';
import classes from './versions.module.css';

/** How a text came to be another: what was added and removed is marked by lines, by words for those who listen, and by colour. */
export function Difference({ old, now }: { readonly old: string; readonly now: string }) {
  const stretches = compare(old, now);
  return (
    <p className={classes.text}>
      {stretches.map((stretch, index) => (
        <Marked
          key={`${stretch.at} ${stretch.kind}`}
          stretch={stretch}
          isFirst={index === 0}
          isLast={index === stretches.length - 1}
        />
      ))}
    </p>
  );
}

interface MarkedProps {
  readonly stretch: Stretch;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function Marked({ stretch: { kind, text }, isFirst, isLast }: MarkedProps) {
  const t = useStrings();
  if (kind === 'same') return <Same text={text} isFirst={isFirst} isLast={isLast} />;
  const Tag = kind === 'added' ? 'ins' : 'del';
  return (
    <Tag className={classes[kind]}>
      <span className="postern-hidden"> {t.versions[kind]} </span>
      {text}
      <span className="postern-hidden"> {t.versions.endOfChange} </span>
    </Tag>
  );
}

function Same({
  text,
  isFirst,
  isLast,
}: {
  readonly text: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}) {
  const t = useStrings();
  const { head, left, tail } = shortened(text, { isFirst, isLast });
  return (
    <>
      {head}
      {left > 0 ? <span className={classes.left}>{t.versions.unchangedLines(left)}</span> : null}
      {tail}
    </>
  );
}
